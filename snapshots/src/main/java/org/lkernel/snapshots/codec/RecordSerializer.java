package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records, as the components they are listed with.
final class RecordSerializer extends Serializer<Record> {
    private static final MethodType MAKE = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType READ = MethodType.methodType(Object.class, Object.class);

    private final Listing.Row row;
    private final RecordComponent[] components;
    private final MethodHandle constructor;
    /// For each listed component its accessor and its place in the record; null and -1 when the record lost it.
    private final @Nullable MethodHandle[] accessors;
    private final int[] places;

    RecordSerializer(Listing.Row row, Class<?> type) {
        super(false, true);
        this.row = row;
        this.components = components(type);
        List<Listing.Component> listed = row.components();
        this.accessors = new MethodHandle[listed.size()];
        this.places = new int[listed.size()];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MAKE);
            for (int index = 0; index < places.length; index++) {
                places[index] = place(listed.get(index).name());
                accessors[index] = places[index] < 0
                        ? null
                        : lookup.unreflect(components[places[index]].getAccessor())
                                .asType(READ);
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RecordComponent[] components(Class<?> type) {
        RecordComponent[] all = type.getRecordComponents();
        if (all == null) {
            throw new KryoException(type.getName() + " was a record once");
        }
        return all;
    }

    private int place(String name) {
        for (int index = 0; index < components.length; index++) {
            if (components[index].getName().equals(name)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public void write(Kryo kryo, Output output, Record value) {
        for (int index = 0; index < places.length; index++) {
            MethodHandle accessor = accessors[index];
            if (accessor == null) {
                throw new IllegalStateException("an old listing is not written with: " + row);
            }
            Shapes.write(kryo, output, row.components().get(index).type(), read(accessor, value));
        }
    }

    private static @Nullable Object read(MethodHandle accessor, Object value) {
        try {
            return accessor.invokeExact(value);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Record read(Kryo kryo, Input input, Class<? extends Record> type) {
        @Nullable Object[] values = new Object[components.length];
        boolean[] given = new boolean[components.length];
        for (int index = 0; index < places.length; index++) {
            Listing.Component listed = row.components().get(index);
            Object value = Shapes.read(kryo, input, listed.type());
            int place = places[index];
            if (place >= 0) {
                values[place] = Shapes.fitted(value, components[place].getType(), listed);
                given[place] = true;
            }
        }
        for (int place = 0; place < values.length; place++) {
            if (!given[place]) {
                values[place] = Shapes.absent(components[place].getType());
            }
        }
        return made(values);
    }

    private Record made(@Nullable Object[] values) {
        try {
            return (Record) (Object) constructor.invokeExact(values);
        } catch (RuntimeException refused) {
            throw new KryoException("no " + row.name() + " has such components: " + refused.getMessage(), refused);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
