package org.lkernel.snapshots;

import java.util.Arrays;
import org.lkernel.kernel.memory.PageSource;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.snapshots.file.StoredPages;

/// The pages of a snapshot file as the source of a machine's: each is read, and its hash checked, when it is first
/// touched.
final class FilePages implements PageSource {
    private final StoredPages pages;
    private final Runnable done;
    private final byte[] buffer = new byte[Raw.PAGE_SIZE];
    private long outstanding;

    /// @param done what to do when no page will be asked for any more
    FilePages(StoredPages pages, long frames, Runnable done) {
        this.pages = pages;
        this.outstanding = frames;
        this.done = done;
    }

    @Override
    public synchronized void fill(int frame, long page) {
        pages.copy(frame, buffer, 0);
        Raw.copy(buffer, 0, page, Raw.PAGE_SIZE);
    }

    @Override
    public synchronized void released(int frame) {
        if (--outstanding == 0) {
            Arrays.fill(buffer, (byte) 0);
            done.run();
        }
    }
}
