package org.lkernel.snapshots.file;

/// Numbered pages of 4 KiB: those of a machine that is to be saved, or those that a snapshot holds.
public interface Pages {
    /// No page at all.
    Pages NONE = new Pages() {
        @Override
        public int[] frames() {
            return new int[0];
        }

        @Override
        public void copy(int frame, byte[] target, int offset) {
            throw new IllegalArgumentException("no frame " + frame);
        }
    };

    /// The numbers of all frames there are, ascending, each from 0 to 2³⁰ − 1.
    int[] frames();

    /// Copies the 4096 bytes of a frame to `target` from `offset` on.
    ///
    /// @throws IllegalArgumentException when [#frames] does not list it
    void copy(int frame, byte[] target, int offset);
}
