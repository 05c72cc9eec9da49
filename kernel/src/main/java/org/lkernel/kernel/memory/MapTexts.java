package org.lkernel.kernel.memory;

import java.util.Locale;

/// What `/proc/PID/maps`, `smaps`, `smaps_rollup` and `numa_maps` say of a space, see `proc_pid_smaps(5)`.
final class MapTexts {
    private static final int PATH_COLUMN = 73;
    private static final int KIB = 1024;

    private final MemoryState state;

    MapTexts(MemoryState state) {
        this.state = state;
    }

    /// How much of something is in memory; all but the share in KiB.
    ///
    /// @param shareBytes each page counted as the part of it that is this mapping's
    private record Residence(
            long resident,
            long shareBytes,
            long sharedClean,
            long sharedDirty,
            long ownClean,
            long ownDirty,
            long anonymous) {
        static final Residence NONE = new Residence(0, 0, 0, 0, 0, 0, 0);

        Residence and(Residence other) {
            return new Residence(
                    resident + other.resident,
                    shareBytes + other.shareBytes,
                    sharedClean + other.sharedClean,
                    sharedDirty + other.sharedDirty,
                    ownClean + other.ownClean,
                    ownDirty + other.ownDirty,
                    anonymous + other.anonymous);
        }

        static Residence page(int mappings, boolean dirty, boolean anonymous) {
            boolean shared = mappings > 1;
            int size = 4;
            return new Residence(
                    size,
                    (long) size * KIB / Math.max(1, mappings),
                    shared && !dirty ? size : 0,
                    shared && dirty ? size : 0,
                    !shared && !dirty ? size : 0,
                    !shared && dirty ? size : 0,
                    anonymous ? size : 0);
        }
    }

    private Residence residence(Space space, Area area) {
        Residence all = Residence.NONE;
        MemoryObject object = area.object() == null ? null : state.object(area.object());
        long end = area.endPage();
        for (long page = space.pages.next(area.firstPage(), end); page < end; page = space.pages.next(page + 1, end)) {
            int frame = Entry.frame(space.pages.at(page));
            long word = object == null ? 0 : object.pages.at(area.indexOf(page << 12));
            boolean ofObject = word != 0 && MemoryObject.frame(word) == frame;
            boolean zero = frame == Frames.ZERO;
            int mappings = zero ? 2 : state.frames.references(frame) - (ofObject ? 1 : 0);
            boolean dirty = ofObject ? (word & MemoryObject.DIRTY) != 0 : !zero;
            all = all.and(Residence.page(mappings, dirty, !ofObject && !zero));
        }
        return all;
    }

    static String maps(Space space) {
        StringBuilder text = new StringBuilder();
        for (Area area : space.areas.values()) {
            head(text, area);
        }
        return text.toString();
    }

    private static void head(StringBuilder text, Area area) {
        int start = text.length();
        ObjectKey object = area.object();
        text.append(String.format(
                Locale.ROOT,
                "%08x-%08x %s %08x 00:%02x %d ",
                area.start(),
                area.end(),
                rights(area),
                area.offset(),
                object == null ? 0 : 1,
                object == null ? 0 : object.id()));
        if (!area.path().isEmpty()) {
            while (text.length() - start < PATH_COLUMN) {
                text.append(' ');
            }
            text.append(area.path().toLatin1().replace("\n", "\\012"));
        }
        text.append('\n');
    }

    private static String rights(Area area) {
        int protection = area.protection();
        return ((protection & Area.READ) != 0 ? "r" : "-")
                + ((protection & Area.WRITE) != 0 ? "w" : "-")
                + ((protection & Area.EXECUTE) != 0 ? "x" : "-")
                + (area.isPrivate() ? "p" : "s");
    }

    String sizes(Space space) {
        StringBuilder text = new StringBuilder();
        for (Area area : space.areas.values()) {
            head(text, area);
            Residence residence = residence(space, area);
            line(text, "Size", area.length() / KIB);
            line(text, "KernelPageSize", 4);
            line(text, "MMUPageSize", 4);
            sums(text, residence, area.is(Area.LOCKED) ? residence.shareBytes / KIB : 0);
            text.append("THPeligible:           0\nVmFlags:")
                    .append(flags(area))
                    .append('\n');
        }
        return text.toString();
    }

    String rollup(Space space) {
        Residence all = Residence.NONE;
        long locked = 0;
        long first = 0;
        long last = 0;
        for (Area area : space.areas.values()) {
            Residence residence = residence(space, area);
            all = all.and(residence);
            locked += area.is(Area.LOCKED) ? residence.shareBytes / KIB : 0;
            first = last == 0 ? area.start() : first;
            last = area.end();
        }
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%08x-%08x ---p 00000000 00:00 0 ", first, last));
        while (text.length() < PATH_COLUMN) {
            text.append(' ');
        }
        text.append("[rollup]\n");
        sums(text, all, locked);
        return text.toString();
    }

    private static void sums(StringBuilder text, Residence of, long locked) {
        line(text, "Rss", of.resident);
        line(text, "Pss", of.shareBytes / KIB);
        line(text, "Pss_Dirty", of.ownDirty);
        line(text, "Shared_Clean", of.sharedClean);
        line(text, "Shared_Dirty", of.sharedDirty);
        line(text, "Private_Clean", of.ownClean);
        line(text, "Private_Dirty", of.ownDirty);
        line(text, "Referenced", of.resident);
        line(text, "Anonymous", of.anonymous);
        for (String none : new String[] {
            "KSM",
            "LazyFree",
            "AnonHugePages",
            "ShmemPmdMapped",
            "FilePmdMapped",
            "Shared_Hugetlb",
            "Private_Hugetlb",
            "Swap",
            "SwapPss"
        }) {
            line(text, none, 0);
        }
        line(text, "Locked", locked);
    }

    /// The two letters of each property, as `proc_pid_smaps(5)` lists them.
    private static String flags(Area area) {
        int protection = area.protection();
        return ((protection & Area.READ) != 0 ? " rd" : "")
                + ((protection & Area.WRITE) != 0 ? " wr" : "")
                + ((protection & Area.EXECUTE) != 0 ? " ex" : "")
                + (area.isPrivate() ? "" : " sh")
                + " mr"
                + (area.is(Area.NEVER_WRITTEN) ? "" : " mw")
                + " me"
                + (area.isPrivate() ? "" : " ms")
                + (area.is(Area.GROWS_DOWN) ? " gd" : "")
                + (area.is(Area.LOCKED) ? " lo" : "")
                + (area.is(Area.NOT_FORKED) ? " dc" : "")
                + (area.is(Area.WIPED_ON_FORK) ? " wf" : "")
                + (area.is(Area.NOT_DUMPED) ? " dd" : "")
                + (area.isAccountable() ? " ac" : "")
                + (area.is(Area.NO_RESERVE) ? " nr" : "")
                + ' ';
    }

    String nodes(Space space) {
        StringBuilder text = new StringBuilder();
        for (Area area : space.areas.values()) {
            Residence residence = residence(space, area);
            text.append(Long.toHexString(area.start())).append(" default");
            if (!area.path().isEmpty() && area.object() != null) {
                text.append(" file=")
                        .append(area.path().toLatin1().replace(" ", "\\040").replace("\n", "\\012"));
            }
            text.append(area.is(Area.GROWS_DOWN) ? " stack" : "");
            text.append(residence.anonymous > 0 ? " anon=" + residence.anonymous / 4 : "");
            text.append(residence.resident > 0 ? " N0=" + residence.resident / 4 + " kernelpagesize_kB=4" : "");
            text.append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long kibibytes) {
        text.append(String.format(Locale.ROOT, "%-15s %8d kB\n", name + ":", kibibytes));
    }
}
