package org.lkernel.kernel.hart;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.memory.Raw;

/// The decoded instructions of a machine, by frame, always equal to what memory holds.
///
/// The rule that keeps them so: a frame with decoded instructions has no addend for writing in any [Tlb]. A store
/// there takes the slow path, which forgets the instructions it overwrote. A kernel that writes to a frame says
/// so with [#invalidate]. Harts on several host threads cannot keep that rule between them and have a cache each,
/// made by [#perHart]; then, as the specification has it, what one wrote another runs after its own `fence.i`.
public final class CodeCache {
    /// What bounds the cache: 4,096 pages of decoded instructions are 64 MiB.
    private static final int PAGES = 4096;

    private static final int PERHAPS = 1 << 14;

    /// Which page of the host is behind a frame.
    @FunctionalInterface
    public interface Pages {
        boolean isAt(int frame, long hostPage);
    }

    private final TreeMap<Long, CodePage> pages = new TreeMap<>();
    private final TreeSet<Long> writable = new TreeSet<>();
    /// A bit for the number of each page that is in the cache, and for others too: most stores are to pages that
    /// are not.
    private final long[] perhaps = new long[PERHAPS / Long.SIZE];

    private final List<WeakReference<Tlb>> tlbs = new ArrayList<>();
    private final boolean coherent;
    private Translator translator = Translator.NONE;
    private int version;

    /// For harts that all run on one host thread.
    public CodeCache() {
        this(true);
    }

    private CodeCache(boolean coherent) {
        this.coherent = coherent;
    }

    /// For one hart of several that run at the same time.
    public static CodeCache perHart() {
        return new CodeCache(false);
    }

    /// Has what harts find hot translated; before there is a hart.
    public void translatedBy(Translator other) {
        translator = other;
    }

    Translator translator() {
        return translator;
    }

    void attach(Tlb tlb) {
        tlbs.removeIf(reference -> reference.get() == null);
        tlbs.add(new WeakReference<>(tlb));
    }

    /// Changes whenever pages may have left the cache.
    int version() {
        return version;
    }

    /// The decoded page of a frame, from now on watched for writes.
    CodePage page(int frame, long hostPage) {
        CodePage found = pages.get(hostPage);
        if (found != null) {
            return found;
        }
        if (pages.size() == PAGES) {
            clear();
        }
        if (writable.remove(hostPage)) {
            forbidWrites(hostPage);
        }
        CodePage fresh = new CodePage(frame, hostPage);
        pages.put(hostPage, fresh);
        note(hostPage);
        return fresh;
    }

    private void note(long hostPage) {
        int bit = (int) (hostPage >>> 12) & PERHAPS - 1;
        perhaps[bit / Long.SIZE] |= 1L << bit;
    }

    private boolean has(long hostPage) {
        int bit = (int) (hostPage >>> 12) & PERHAPS - 1;
        return (perhaps[bit / Long.SIZE] & 1L << bit) != 0 && pages.containsKey(hostPage);
    }

    private void forbidWrites(long hostPage) {
        for (WeakReference<Tlb> reference : tlbs) {
            Tlb tlb = reference.get();
            if (tlb != null) {
                tlb.watch(hostPage);
            }
        }
    }

    /// Whether a fast path may write to the frame; remembers that one may.
    boolean letWrite(long hostPage) {
        if (has(hostPage)) {
            return false;
        }
        writable.add(hostPage);
        return true;
    }

    /// The guest stored there by the slow path; returns true when the frame is no longer watched for writes.
    boolean wrote(long hostAddress, int size) {
        long hostPage = hostAddress & -Raw.PAGE_SIZE;
        @Nullable CodePage page = has(hostPage) ? pages.get(hostPage) : null;
        if (page == null) {
            return true;
        }
        int offset = (int) (hostAddress - hostPage);
        if (page.dropTranslations(offset, size)) {
            version++;
        }
        if (!page.wrote(offset, size)) {
            return false;
        }
        invalidate(hostPage);
        return true;
    }

    /// Forgets what was decoded from a frame: the kernel wrote to it or gave it another use.
    public void invalidate(long hostPage) {
        CodePage page = pages.remove(hostPage);
        if (page != null) {
            page.forget();
            version++;
        }
    }

    /// Forgets what was decoded from frames that have another page of the host from now on, when the machine
    /// becomes another. What a page holds that both have is the same in both.
    public void keep(Pages kept) {
        for (CodePage page : List.copyOf(pages.values())) {
            if (!kept.isAt(page.frame, page.hostPage)) {
                invalidate(page.hostPage);
            }
        }
        writable.clear();
        Arrays.fill(perhaps, 0);
        pages.keySet().forEach(this::note);
    }

    /// What `fence.i` does, and `riscv_flush_icache` for every hart.
    public void synchronize() {
        if (!coherent) {
            clear();
        }
    }

    /// Forgets everything.
    public void clear() {
        pages.values().forEach(CodePage::forget);
        pages.clear();
        Arrays.fill(perhaps, 0);
        version++;
    }
}
