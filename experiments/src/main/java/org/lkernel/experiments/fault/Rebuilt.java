package org.lkernel.experiments.fault;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;

/// Messages that differ from another one in one component.
final class Rebuilt {
    private Rebuilt() {}

    /// The same call for half as many bytes; null if it has no length, or none to halve.
    static @Nullable Message halved(Message message) {
        return shortened(message, length -> length / 2);
    }

    /// The same call for so many bytes; null if it has no length, or one that is not longer.
    static @Nullable Message shortened(Message message, long bytes) {
        return shortened(message, length -> bytes);
    }

    private static @Nullable Message shortened(Message message, LongUnaryOperator shorter) {
        RecordComponent[] components = message.getClass().getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            Object value = value(message, components[index]);
            if (value instanceof Payload payload && isShorter(payload.length(), shorter)) {
                return with(message, index, first(payload, shorter.applyAsLong(payload.length())));
            } else if (components[index].getName().equals("length")
                    && value instanceof Long length
                    && isShorter(length, shorter)) {
                return with(message, index, shorter.applyAsLong(length));
            }
        }
        return null;
    }

    /// The memory that a call names: its payload, or an address with a length.
    static List<Segment> touched(Message message) {
        List<Segment> touched = new ArrayList<>();
        long address = 0;
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = value(message, component);
            if (value instanceof Payload payload) {
                touched.addAll(payload.segments());
            } else if (component.getName().equals("address") && value instanceof Long at) {
                address = at;
            } else if (component.getName().equals("length") && value instanceof Long length && address != 0) {
                touched.add(new Segment(address, length));
            }
        }
        return touched;
    }

    private static boolean isShorter(long length, LongUnaryOperator shorter) {
        long wanted = shorter.applyAsLong(length);
        return wanted > 0 && wanted < length;
    }

    private static Payload first(Payload payload, long length) {
        List<Segment> segments = new ArrayList<>();
        long left = length;
        for (Segment segment : payload.segments()) {
            long part = Math.min(left, segment.length());
            if (part > 0) {
                segments.add(new Segment(segment.address(), part));
            }
            left -= part;
        }
        return new Payload(
                segments,
                length,
                payload.inline() == null ? null : payload.inline().slice(0, (int) length));
    }

    /// The same message with one bit of a number turned over; null if it has none of that name.
    ///
    /// @param field or null for the first number there is
    static @Nullable Message flipped(Message message, @Nullable String field, int bit) {
        RecordComponent[] components = message.getClass().getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            Object value = value(message, components[index]);
            boolean meant = field == null || field.equals(components[index].getName());
            if (meant && value instanceof Long number) {
                return with(message, index, number ^ 1L << bit);
            } else if (meant && value instanceof Integer number) {
                return with(message, index, number ^ 1 << bit);
            }
        }
        return null;
    }

    /// A message one of whose bits is turned over, as the fault says; null if it has no such number.
    static @Nullable Message corrupted(Fault fault, Message message) {
        return flipped(message, fault.parameters().get("field"), Integer.parseInt(fault.parameter("bit", "0")));
    }

    /// The same message at a later time.
    static Message later(Message message, long nanos) {
        RecordComponent[] components = message.getClass().getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            if (components[index].getName().equals("nowNanos")) {
                return with(message, index, (Long) value(message, components[index]) + nanos);
            }
        }
        throw new IllegalStateException(message + " tells no time");
    }

    private static Object value(Message message, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Message with(Message message, int changed, Object value) {
        Class<?> type = message.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = index == changed ? value : value(message, components[index]);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (Message) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .invokeWithArguments(values);
        } catch (Throwable refused) {
            throw new IllegalStateException(
                    type.getSimpleName() + " cannot be made with " + Arrays.toString(values), refused);
        }
    }
}
