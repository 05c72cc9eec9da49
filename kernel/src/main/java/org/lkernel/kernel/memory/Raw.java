package org.lkernel.kernel.memory;

import java.lang.reflect.Field;

/// The one class that touches raw host memory: loads, stores and atomic operations on absolute host addresses.
///
/// Nothing is checked here. A caller derives an address only from pages it allocated with [#allocatePages] and an
/// offset it has bounded; in particular no address comes from a guest value that no page table has translated.
@SuppressWarnings({"removal", "sunapi"})
public final class Raw {
    /// Bytes in a page, of the guest as of the frames that hold it.
    public static final int PAGE_SIZE = 4096;

    private static final sun.misc.Unsafe UNSAFE = unsafe();
    private static final long BYTES = sun.misc.Unsafe.ARRAY_BYTE_BASE_OFFSET;
    private static final int HEADER = 16;

    private Raw() {}

    private static sun.misc.Unsafe unsafe() {
        try {
            Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (sun.misc.Unsafe) field.get(null);
        } catch (ReflectiveOperationException exception) {
            throw new ExceptionInInitializerError(exception);
        }
    }

    /// Zeroed memory of that many pages, aligned to a page; an `OutOfMemoryError` when the host has none.
    public static long allocatePages(int pages) {
        long size = (long) pages * PAGE_SIZE;
        long block = UNSAFE.allocateMemory(HEADER + size + PAGE_SIZE);
        long address = (block + HEADER + PAGE_SIZE - 1) & -PAGE_SIZE;
        UNSAFE.putLong(address - Long.BYTES, block);
        UNSAFE.setMemory(address, size, (byte) 0);
        return address;
    }

    /// Gives back what [#allocatePages] returned: the whole of it, once.
    public static void freePages(long address) {
        UNSAFE.freeMemory(UNSAFE.getLong(address - Long.BYTES));
    }

    public static byte loadByte(long address) {
        return UNSAFE.getByte(address);
    }

    public static short loadShort(long address) {
        return UNSAFE.getShort(address);
    }

    public static int loadInt(long address) {
        return UNSAFE.getInt(address);
    }

    public static long loadLong(long address) {
        return UNSAFE.getLong(address);
    }

    public static void storeByte(long address, byte value) {
        UNSAFE.putByte(address, value);
    }

    public static void storeShort(long address, short value) {
        UNSAFE.putShort(address, value);
    }

    public static void storeInt(long address, int value) {
        UNSAFE.putInt(address, value);
    }

    public static void storeLong(long address, long value) {
        UNSAFE.putLong(address, value);
    }

    /// Copies as `memmove`: the ranges may overlap.
    public static void copy(long from, long to, long length) {
        UNSAFE.copyMemory(from, to, length);
    }

    public static void copy(long from, byte[] to, int offset, int length) {
        checkRange(to, offset, length);
        UNSAFE.copyMemory(null, from, to, BYTES + offset, length);
    }

    public static void copy(byte[] from, int offset, long to, int length) {
        checkRange(from, offset, length);
        UNSAFE.copyMemory(from, BYTES + offset, null, to, length);
    }

    private static void checkRange(byte[] array, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, array.length);
    }

    public static void fill(long address, long length, byte value) {
        UNSAFE.setMemory(address, length, value);
    }

    /// Whether the page at that address holds nothing but zero bytes.
    public static boolean isZero(long page) {
        for (long at = page; at < page + PAGE_SIZE; at += 4 * Long.BYTES) {
            if ((UNSAFE.getLong(at) | UNSAFE.getLong(at + 8) | UNSAFE.getLong(at + 16) | UNSAFE.getLong(at + 24))
                    != 0) {
                return false;
            }
        }
        return true;
    }

    /// Atomic, with the ordering of a fence on both sides, as are all the operations below; the address is
    /// aligned.
    public static boolean compareAndSet(long address, int expected, int value) {
        return UNSAFE.compareAndSwapInt(null, address, expected, value);
    }

    public static boolean compareAndSet(long address, long expected, long value) {
        return UNSAFE.compareAndSwapLong(null, address, expected, value);
    }

    public static int getAndAdd(long address, int delta) {
        return UNSAFE.getAndAddInt(null, address, delta);
    }

    public static long getAndAdd(long address, long delta) {
        return UNSAFE.getAndAddLong(null, address, delta);
    }

    public static int getAndSet(long address, int value) {
        return UNSAFE.getAndSetInt(null, address, value);
    }

    public static long getAndSet(long address, long value) {
        return UNSAFE.getAndSetLong(null, address, value);
    }

    public static int loadIntVolatile(long address) {
        return UNSAFE.getIntVolatile(null, address);
    }

    public static long loadLongVolatile(long address) {
        return UNSAFE.getLongVolatile(null, address);
    }

    /// Orders every earlier access before every later one.
    public static void fence() {
        UNSAFE.fullFence();
    }
}
