package org.lkernel.kernel.syscall;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.lkernel.kernel.Bytes;

/// The C layout of a record: every component an integer or such a record, each at its natural alignment,
/// little-endian.
///
/// @see "RISC-V ELF psABI, C type sizes"
public final class Struct {
    private static final ClassValue<Struct> CACHE = new ClassValue<>() {
        @Override
        protected Struct computeValue(Class<?> type) {
            return new Struct(type);
        }
    };

    private final Class<?>[] types;
    private final int[] offsets;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private final int alignment;
    private final int size;

    private Struct(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        offsets = new int[types.length];
        accessors = new MethodHandle[types.length];
        int end = 0;
        int widest = 1;
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int index = 0; index < types.length; index++) {
                int align = alignmentOf(types[index]);
                offsets[index] = (end + align - 1) & -align;
                end = offsets[index] + sizeOf(types[index]);
                widest = Math.max(widest, align);
                accessors[index] = lookup.unreflect(components[index].getAccessor());
            }
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            constructor = lookup.unreflectConstructor(canonical).asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException("no C layout for " + type.getName(), wrong);
        }
        alignment = widest;
        size = (end + widest - 1) & -widest;
    }

    public static Struct of(Class<?> type) {
        return CACHE.get(type);
    }

    /// `sizeof`, in bytes.
    public int size() {
        return size;
    }

    /// A record of the type, from `size()` bytes.
    public Object read(byte[] source, int offset) {
        Object[] values = new Object[types.length];
        for (int index = 0; index < types.length; index++) {
            values[index] = component(types[index], source, offset + offsets[index]);
        }
        try {
            return constructor.invoke(values);
        } catch (Throwable wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /// The bytes of a record in its C layout, padding zeroed.
    public static Bytes bytesOf(Record record) {
        Struct struct = of(record.getClass());
        byte[] image = new byte[struct.size];
        struct.write(record, image, 0);
        return Bytes.wrap(image);
    }

    private void write(Object record, byte[] target, int offset) {
        try {
            for (int index = 0; index < types.length; index++) {
                Object value = accessors[index].invoke(record);
                int at = offset + offsets[index];
                if (value instanceof Number number) {
                    store(target, at, sizeOf(types[index]), number.longValue());
                } else {
                    of(types[index]).write(value, target, at);
                }
            }
        } catch (Throwable wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /// The unsigned little-endian number in up to eight bytes.
    public static long littleEndian(byte[] source, int offset, int bytes) {
        long value = 0;
        for (int index = bytes - 1; index >= 0; index--) {
            value = value << 8 | source[offset + index] & 0xff;
        }
        return value;
    }

    public static void store(byte[] target, int offset, int bytes, long value) {
        for (int index = 0; index < bytes; index++) {
            target[offset + index] = (byte) (value >>> 8 * index);
        }
    }

    private static Object component(Class<?> type, byte[] source, int offset) {
        if (type == long.class) {
            return littleEndian(source, offset, 8);
        } else if (type == int.class) {
            return (int) littleEndian(source, offset, 4);
        } else if (type == short.class) {
            return (short) littleEndian(source, offset, 2);
        } else if (type == byte.class) {
            return source[offset];
        }
        return of(type).read(source, offset);
    }

    private static int sizeOf(Class<?> type) {
        if (type.isRecord()) {
            return of(type).size;
        }
        return type == long.class ? 8 : type == int.class ? 4 : type == short.class ? 2 : 1;
    }

    private static int alignmentOf(Class<?> type) {
        return type.isRecord() ? of(type).alignment : sizeOf(type);
    }
}
