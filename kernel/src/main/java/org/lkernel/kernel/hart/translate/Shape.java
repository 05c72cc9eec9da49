package org.lkernel.kernel.hart.translate;

import java.util.Arrays;

/// What a region is made of: decoded instructions and where each is, relative to the entry.
///
/// Nothing else goes into the code made of it, so equal shapes share it.
public final class Shape implements Comparable<Shape> {
    /// Bytes from the entry, in ascending order; the entry's 0 is among them.
    final int[] offsets;
    /// The instruction at each.
    final long[] words;

    /// @param offsets bytes from the entry, in ascending order
    /// @param words as [org.lkernel.kernel.hart.Op] has them
    public Shape(int[] offsets, long[] words) {
        this.offsets = offsets.clone();
        this.words = words.clone();
    }

    /// How many instructions.
    public int size() {
        return offsets.length;
    }

    /// The index of the instruction at that offset; negative if there is none.
    int indexOf(int offset) {
        return Arrays.binarySearch(offsets, offset);
    }

    @Override
    public int compareTo(Shape other) {
        int byWords = Arrays.compare(words, other.words);
        return byWords != 0 ? byWords : Arrays.compare(offsets, other.offsets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
