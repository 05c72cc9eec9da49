package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.ClassResolver;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// Which class a number in the stream stands for: those of a [Listing], a few collections, and no others.
///
/// Kryo's own resolver can be told a class by its name in the stream; this one cannot. A class is looked up when
/// its number is first met, since a snapshot uses a part of the types there are.
@SuppressWarnings("rawtypes") // as Kryo declares what is overridden here
final class ListedClasses implements ClassResolver {
    private static final int NULL = 0;
    private static final int FIRST_NUMBER = 1;
    /// By version of the listing and number, for all there are: looking into a type costs more than a small value
    /// of it does.
    private static final Map<Long, Registration> KNOWN = new ConcurrentHashMap<>();

    private final Listing listing;
    private final Map<Class<?>, Registration> byClass = new HashMap<>();
    private final Map<Integer, Registration> byNumber = new HashMap<>();

    ListedClasses(Listing listing) {
        this.listing = listing;
    }

    @Override
    public void setKryo(Kryo kryo) {
        // The registrations need none.
    }

    @Override
    public Registration register(Registration registration) {
        Class<?> type = registration.getType();
        byClass.put(type, registration);
        byClass.put(MethodType.methodType(type).wrap().returnType(), registration);
        byNumber.put(registration.getId(), registration);
        return registration;
    }

    /// Kryo asks for it before it registers a number.
    @Override
    public @Nullable Registration unregister(int number) {
        Registration before = byNumber.remove(number);
        if (before != null) {
            byClass.values().remove(before);
        }
        return before;
    }

    @Override
    public Registration registerImplicit(Class type) {
        throw new KryoException("%s is not in the listing of types that a snapshot may hold; %s adds it"
                .formatted(type.getName(), Listing.RECIPE));
    }

    @Override
    public @Nullable Registration getRegistration(Class type) {
        Registration known = byClass.get(type);
        if (known != null) {
            return known;
        }
        Class<?> family = family(type);
        Registration found = family == type ? listed(listing.row(type)) : byClass.get(family);
        if (found != null) {
            byClass.put(type, found);
        }
        return found;
    }

    /// The type a value is written as: an enum's own class for a constant with a body, the interface for lists.
    private static Class<?> family(Class<?> type) {
        if (TreePVector.class.isAssignableFrom(type)) {
            return TreePVector.class;
        } else if (TreePMap.class.isAssignableFrom(type) || TreePSet.class.isAssignableFrom(type)) {
            return type;
        } else if (List.class.isAssignableFrom(type)) {
            return List.class;
        } else if (Enum.class.isAssignableFrom(type) && !type.isEnum()) {
            return type.getSuperclass();
        }
        return type;
    }

    private @Nullable Registration listed(Listing.@Nullable Row row) {
        if (row == null) {
            return null;
        }
        long key = (long) listing.version() << Integer.SIZE | row.number();
        return register(KNOWN.computeIfAbsent(key, _ -> registration(row)));
    }

    private static Registration registration(Listing.Row row) {
        try {
            Class<?> type = Class.forName(row.name(), false, ListedClasses.class.getClassLoader());
            return new Registration(type, Shapes.of(row, type), row.number());
        } catch (ClassNotFoundException gone) {
            throw new KryoException("a %s, which this kernel no longer has".formatted(row.name()), gone);
        }
    }

    @Override
    public @Nullable Registration getRegistration(int number) {
        Registration known = byNumber.get(number);
        return known != null ? known : listed(listing.row(number));
    }

    @Override
    public @Nullable Registration writeClass(Output output, @Nullable Class type) {
        if (type == null) {
            output.writeVarInt(NULL, true);
            return null;
        }
        Registration registration = getRegistration(type);
        if (registration == null) {
            return registerImplicit(type);
        }
        output.writeVarInt(registration.getId() + FIRST_NUMBER, true);
        return registration;
    }

    @Override
    public @Nullable Registration readClass(Input input) {
        int number = input.readVarInt(true);
        if (number == NULL) {
            return null;
        }
        Registration registration = getRegistration(number - FIRST_NUMBER);
        if (registration == null) {
            throw new KryoException("a value of type " + (number - FIRST_NUMBER) + ", which is in no listing");
        }
        return registration;
    }

    @Override
    public void reset() {
        // Nothing is remembered from value to value.
    }
}
