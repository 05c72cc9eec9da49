package org.lkernel.kernel.memory;

import java.io.ByteArrayOutputStream;
import org.lkernel.kernel.Bytes;

/// A [PageTree] as bytes: for every word how far its index is from the one before, and by how much it differs.
///
/// Neighbouring pages mostly have neighbouring frames and the same rights, so a page costs three bytes. Numbers are
/// LEB128, differences folded to be small on either side of zero.
///
/// @param shift how high the tree is, which is part of what it costs
/// @param size how many words there are
record StoredTree(int shift, long size, Bytes words) {
    private static final int LONGEST_NUMBER = 10;

    static StoredTree of(PageTree tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long before = -1;
        long word = 0;
        for (long index = tree.next(0, Long.MAX_VALUE);
                index != Long.MAX_VALUE;
                index = tree.next(index + 1, Long.MAX_VALUE)) {
            long next = tree.at(index);
            put(out, index - before);
            long difference = next - word;
            put(out, (difference << 1) ^ (difference >> 63));
            before = index;
            word = next;
        }
        return new StoredTree(tree.shift(), tree.size(), Bytes.wrap(out.toByteArray()));
    }

    private static void put(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /// @throws IllegalArgumentException if these bytes are no tree
    PageTree tree(PageTree.Meter meter) {
        PageTree tree = new PageTree(meter);
        tree.raiseTo(shift);
        Cursor cursor = new Cursor();
        long index = -1;
        long word = 0;
        for (long left = size; left > 0; left--) {
            long gap = cursor.next();
            long folded = cursor.next();
            index += gap;
            word += (folded >>> 1) ^ -(folded & 1);
            if (gap <= 0 || index < 0 || index == Long.MAX_VALUE || word == 0 || tree.isAbove(index)) {
                throw new IllegalArgumentException("a tree of pages has no such word at " + index);
            }
            tree.put(index, word);
        }
        if (cursor.at != words.length()) {
            throw new IllegalArgumentException("a tree of pages is followed by something else");
        }
        return tree;
    }

    private final class Cursor {
        private int at;

        long next() {
            long value = 0;
            for (int index = 0; index < LONGEST_NUMBER; index++) {
                if (at >= words.length()) {
                    break;
                }
                byte next = words.at(at++);
                value |= (next & 0x7fL) << (7 * index);
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a tree of pages ends in the middle of a number");
        }
    }
}
