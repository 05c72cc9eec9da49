package org.lkernel.experiments.fault;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bits of the numbers in a message, those of the records in it included, in the order of their components: what a
/// bit that turns over in the kernel's own memory would hit.
final class MessageBits {
    private MessageBits() {}

    /// How many there are.
    static int count(Record message) {
        int bits = 0;
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            int own = width(component.getType());
            bits += own > 0 ? own : get(message, component) instanceof Record nested ? count(nested) : 0;
        }
        return bits;
    }

    /// The same message with a bit turned over; null where its type does not allow for it.
    ///
    /// @param bit from 0 to one less than [#count]
    static @Nullable Record flipped(Record message, int bit) {
        RecordComponent[] components = message.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        int left = bit;
        for (int index = 0; index < components.length; index++) {
            values[index] = get(message, components[index]);
            int width = width(components[index].getType());
            boolean nested = width == 0 && values[index] instanceof Record;
            int bits = nested ? count((Record) values[index]) : width;
            if (left >= 0 && left < bits) {
                Object other = nested ? flipped((Record) values[index], left) : flipped(values[index], left);
                if (other == null) {
                    return null;
                }
                values[index] = other;
            }
            left -= bits;
        }
        return made(message.getClass(), components, values);
    }

    private static int width(Class<?> type) {
        return type == long.class
                ? Long.SIZE
                : type == int.class
                        ? Integer.SIZE
                        : type == short.class
                                ? Short.SIZE
                                : type == byte.class ? Byte.SIZE : type == boolean.class ? 1 : 0;
    }

    private static Object flipped(Object value, int bit) {
        return switch (value) {
            case Long number -> number ^ 1L << bit;
            case Integer number -> number ^ 1 << bit;
            case Short number -> (short) (number ^ 1 << bit);
            case Byte number -> (byte) (number ^ 1 << bit);
            case Boolean truth -> !truth;
            default -> throw new IllegalArgumentException(String.valueOf(value));
        };
    }

    private static @Nullable Object get(Record message, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Record made(
            Class<? extends Record> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (Record) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .invokeWithArguments(values);
        } catch (IllegalArgumentException | NullPointerException refused) {
            return null;
        } catch (Throwable impossible) {
            throw new IllegalStateException(type.getSimpleName() + " cannot be made", impossible);
        }
    }
}
