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
}
