package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// A pipe or an open FIFO: bytes on their way, and how many ends there are.
///
/// @param readersEver and `writersEver` count every opening, so that who waits for a partner cannot miss a
/// short-lived one
record Pipe(
        long id,
        long inode,
        int capacity,
        int readers,
        int writers,
        long readersEver,
        long writersEver,
        int size,
        PVector<Bytes> content) {
    /// `pipe(7)`: what a pipe holds, and the largest write that is never mixed with another.
    static final int CAPACITY = 65536;

    static final int ATOMIC = 4096;
    static final int CAPACITY_MAXIMUM = 1 << 20;

    static Pipe fresh(long id, long inode) {
        return new Pipe(id, inode, CAPACITY, 0, 0, 0, 0, 0, TreePVector.empty());
    }

    int room() {
        return capacity - size;
    }

    /// Whether `poll` calls it writable: a page is free, since pages are what the pipe is made of.
    boolean hasSlot() {
        return size <= capacity - ATOMIC;
    }

    Pipe withCapacity(int changed) {
        return new Pipe(id, inode, changed, readers, writers, readersEver, writersEver, size, content);
    }

    Pipe withReaders(int change) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers + change,
                writers,
                readersEver + Math.max(change, 0),
                writersEver,
                size,
                content);
    }

    Pipe withWriters(int change) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers,
                writers + change,
                readersEver,
                writersEver + Math.max(change, 0),
                size,
                content);
    }

    /// Small pieces are joined, so that many short writes make few pieces.
    Pipe append(Bytes piece) {
        int last = content.size() - 1;
        boolean joins = last >= 0 && content.get(last).length() + piece.length() <= ATOMIC;
        return withContent(
                size + piece.length(),
                joins ? content.with(last, content.get(last).concat(piece)) : content.plus(piece));
    }

    private Pipe withContent(int newSize, PVector<Bytes> changed) {
        return new Pipe(id, inode, capacity, readers, writers, readersEver, writersEver, newSize, changed);
    }

    /// The first `length` bytes, at most what there is.
    Bytes peek(int length) {
        int wanted = Math.min(length, size);
        byte[] taken = new byte[wanted];
        int filled = 0;
        for (int index = 0; filled < wanted; index++) {
            Bytes piece = content.get(index);
            int part = Math.min(piece.length(), wanted - filled);
            piece.copyTo(0, taken, filled, part);
            filled += part;
        }
        return Bytes.wrap(taken);
    }

    Pipe drop(int length) {
        PVector<Bytes> rest = content;
        int left = length;
        while (left > 0) {
            Bytes first = rest.get(0);
            if (first.length() <= left) {
                left -= first.length();
                rest = rest.minus(0);
            } else {
                rest = rest.with(0, first.slice(left, first.length() - left));
                left = 0;
            }
        }
        return withContent(size - length, rest);
    }
}
