package org.lkernel.it.snapshots;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.State;
import org.lkernel.kernel.hart.HeldSpaces;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.StoredMemory;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.snapshots.codec.Listing;
import org.lkernel.snapshots.codec.Listing.Component;
import org.lkernel.snapshots.codec.Listing.Kind;

/// Every type that a machine's states and messages can hold, with its shape as it is now.
final class ReachedTypes {
    /// Those that the codec writes in a way of their own, and what is never a value itself.
    private static final Set<Class<?>> KNOWN =
            Set.of(Bytes.class, Context.class, HeldSpaces.class, Message.class, State.class);

    private final Map<String, Shape> shapes = new TreeMap<>();

    /// A type and its parts; the listing adds a number.
    record Shape(Kind kind, String name, List<Component> components, List<String> constants) {
        Listing.Row numbered(int number) {
            return new Listing.Row(number, kind, name, components, constants);
        }
    }

    ReachedTypes(Collection<? extends Class<?>> roots) {
        Deque<Class<?>> open = new ArrayDeque<>(roots);
        Set<Class<?>> seen = new java.util.HashSet<>();
        for (Class<?> type = open.poll(); type != null; type = open.poll()) {
            if (seen.add(type)) {
                open.addAll(reach(type));
            }
        }
    }

    /// In the order of names.
    Collection<Shape> shapes() {
        return shapes.values();
    }

    private List<Class<?>> reach(Class<?> type) {
        if (type == MemoryState.class) {
            return List.of(StoredMemory.class);
        } else if (type.isPrimitive()
                || type == long[].class
                || type.getName().startsWith("java.")
                || type.getName().startsWith("org.pcollections.")
                || KNOWN.contains(type)) {
            return List.of();
        } else if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            shapes.put(type.getName(), new Shape(Kind.ENUM, type.getName(), List.of(), names));
            return List.of();
        } else if (type.isRecord()) {
            return add(
                    Kind.RECORD,
                    type,
                    Arrays.stream(type.getRecordComponents())
                            .map(each -> new Part(each.getName(), each.getGenericType()))
                            .toList());
        } else if (type.isSealed()) {
            return List.of(Objects.requireNonNull(type.getPermittedSubclasses()));
        } else if (type.isInterface()) {
            throw new IllegalStateException(type + " is neither a record nor a sealed family of records");
        }
        return add(
                Kind.FIELDS,
                type,
                Arrays.stream(type.getDeclaredFields())
                        .filter(ReachedTypes::isStored)
                        .map(field -> new Part(field.getName(), field.getGenericType()))
                        .toList());
    }

    private record Part(String name, Type type) {}

    private static boolean isStored(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
    }

    private List<Class<?>> add(Kind kind, Class<?> type, List<Part> parts) {
        List<Component> components = parts.stream()
                .map(part -> new Component(part.name(), written(part.type())))
                .toList();
        shapes.put(type.getName(), new Shape(kind, type.getName(), components, List.of()));
        List<Class<?>> reached = new ArrayList<>();
        parts.forEach(part -> classes(part.type(), reached));
        return reached;
    }

    private static String written(Type type) {
        return type.getTypeName()
                .replace(" ", "")
                .replaceAll("\\b(java\\.lang|java\\.util|org\\.pcollections)\\.", "")
                .replaceAll("\\borg\\.lkernel\\.([a-z]+\\.)*", "");
    }

    private static void classes(Type type, List<Class<?>> into) {
        switch (type) {
            case Class<?> plain -> into.add(plain);
            case ParameterizedType generic -> {
                classes(generic.getRawType(), into);
                for (Type argument : generic.getActualTypeArguments()) {
                    classes(argument, into);
                }
            }
            case WildcardType any -> classes(any.getUpperBounds()[0], into);
            default -> throw new IllegalStateException("no value is a " + type);
        }
    }
}
