package org.lkernel.kernel.memory;

/// What makes two addresses the same futex: a space and an address in it, or a shared object and an offset in it.
///
/// @param object the object's id, 0 for private memory
/// @param space 0 for shared memory
/// @param offset in bytes
record FutexKey(long object, int space, long offset) implements Comparable<FutexKey> {
    @Override
    public int compareTo(FutexKey other) {
        int byObject = Long.compare(object, other.object);
        int bySpace = byObject != 0 ? byObject : Integer.compare(space, other.space);
        return bySpace != 0 ? bySpace : Long.compare(offset, other.offset);
    }
}
