package org.lkernel.kernel.memory;

/// Where the pages of a restored machine come from, each when it is first touched: a snapshot file.
public interface PageSource {
    /// Fills the host page with what the frame held.
    ///
    /// @param page the address of a page of arbitrary content
    /// @throws RuntimeException if the content cannot be had; the page is asked for again when it is touched again
    void fill(int frame, long page);

    /// The frame will not be asked for any more; said once for every frame of the source, filled or not.
    void released(int frame);
}
