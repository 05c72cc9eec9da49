package org.lkernel.kernel.memory;

/// What makes two addresses the same futex: a space and an address in it, or a shared object and an offset in it.
///
/// Who says `FUTEX_PRIVATE_FLAG` does not meet who says nothing, even at one address of one space.
///
/// @param object the object's id, 0 for a private futex, [#NO_OBJECT] for another one in private memory
/// @param space 0 for shared memory
/// @param offset in bytes
record FutexKey(long object, int space, long offset) implements Comparable<FutexKey> {
    static final long NO_OBJECT = -1;

    @Override
    public int compareTo(FutexKey other) {
        int byObject = Long.compare(object, other.object);
        int bySpace = byObject != 0 ? byObject : Integer.compare(space, other.space);
        return bySpace != 0 ? bySpace : Long.compare(offset, other.offset);
    }
}
