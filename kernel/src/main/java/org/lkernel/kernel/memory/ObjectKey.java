package org.lkernel.kernel.memory;

/// The name of a memory object: the pages of one file, tmpfs file, shared anonymous mapping.
///
/// @param id unique in the machine's life; `Files` gives even ones, `Memory` odd ones
/// @param backing where a page comes from that is not in memory
public record ObjectKey(long id, Backing backing) {
    public enum Backing {
        /// Zero-filled: tmpfs and anonymous shared memory; its pages exist nowhere else.
        ZERO,
        /// Paged in through `Files`; a clean page may be dropped and read again.
        PAGED
    }

    /// What `/dev/zero` is read from: an object without end that nobody writes to.
    public static final ObjectKey ZEROES = new ObjectKey(0, Backing.ZERO);

    /// Whether `Files` gave the name, and knows the size.
    public boolean isFile() {
        return id % 2 == 0;
    }
}
