package org.lkernel.kernel.memory;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Tasks;

/// What `/proc` says about memory, see proc(5): `meminfo`, `vmstat`, `zoneinfo`, and for a space [MapTexts], `statm`,
/// the memory lines of `status`, and for `stat` the two numbers vsize in bytes and rss in pages.
final class Texts {
    private static final int LARGEST_ORDER = 10;

    private final MemoryState state;
    private final MapTexts maps;

    Texts(MemoryState state) {
        this.state = state;
        this.maps = new MapTexts(state);
    }

    void describe(Attempt attempt, Memory.Describe describe) {
        String text = switch (describe.what()) {
            case "meminfo" -> machine();
            case "vmstat" -> counts();
            case "zoneinfo" -> zone();
            case "buddyinfo" -> free();
            default -> ofSpace(describe.what(), state.space(describe.space()));
        };
        attempt.outbox()
                .send(Port.FILES, new Files.Described(describe.call(), text == null ? null : Bytes.latin1(text)));
    }

    void survey(Attempt attempt, Call call) {
        long shared = 0;
        for (MemoryObject object : state.objects().values()) {
            shared += object.isPaged() ? 0 : object.pages.size();
        }
        long total = (long) state.frames.limit() * Raw.PAGE_SIZE;
        long free = (long) state.frames.available() * Raw.PAGE_SIZE;
        attempt.outbox().send(Port.TASKS, new Tasks.MemorySurveyed(call, total, free, shared * Raw.PAGE_SIZE));
    }

    private @Nullable String ofSpace(String what, @Nullable Space space) {
        if (space == null) {
            return null;
        }
        return switch (what) {
            case "maps" -> MapTexts.maps(space);
            case "smaps" -> maps.sizes(space);
            case "smaps_rollup" -> maps.rollup(space);
            case "numa_maps" -> maps.nodes(space);
            case "statm" -> statm(space);
            case "status" -> status(space);
            case "stat" -> (space.areaPages << 12) + " " + space.residentPages();
            default -> null;
        };
    }

    // ---- the machine

    private String machine() {
        long cached = 0;
        long shared = 0;
        for (MemoryObject object : state.objects().values()) {
            cached += object.pages.size();
            shared += object.isPaged() ? 0 : object.pages.size();
        }
        long committed = 0;
        for (Space space : state.spaces().values()) {
            committed += pages(space, Area::isAccountable);
        }
        long tables = state.meter().nodes() / 8;
        long anonymous = Math.max(0, state.frames.used() - tables - cached);
        StringBuilder text = new StringBuilder();
        line(text, "MemTotal", state.frames.limit());
        line(text, "MemFree", state.frames.available());
        line(text, "MemAvailable", state.frames.available() + cached - shared);
        line(text, "Buffers", 0);
        line(text, "Cached", cached);
        line(text, "SwapCached", 0);
        line(text, "Active", anonymous + cached);
        line(text, "Inactive", 0);
        line(text, "SwapTotal", 0);
        line(text, "SwapFree", 0);
        line(text, "Dirty", 0);
        line(text, "Writeback", 0);
        line(text, "AnonPages", anonymous);
        line(text, "Mapped", cached);
        line(text, "Shmem", shared);
        line(text, "PageTables", tables);
        line(text, "CommitLimit", state.frames.limit());
        line(text, "Committed_AS", committed);
        line(text, "Slab", 0);
        line(text, "SReclaimable", 0);
        line(text, "SUnreclaim", 0);
        line(text, "KernelStack", 0);
        line(text, "VmallocTotal", 0);
        line(text, "VmallocUsed", 0);
        line(text, "AnonHugePages", 0);
        text.append("HugePages_Total:       0\nHugePages_Free:        0\nHugePages_Rsvd:        0\n");
        text.append("HugePages_Surp:        0\nHugepagesize:       2048 kB\nHugetlb:               0 kB\n");
        return text.toString();
    }

    private String counts() {
        long cached = 0;
        for (MemoryObject object : state.objects().values()) {
            cached += object.pages.size();
        }
        long tables = state.meter().nodes() / 8;
        return String.format(
                Locale.ROOT,
                """
                nr_free_pages %d
                nr_anon_pages %d
                nr_mapped %d
                nr_file_pages %d
                nr_page_table_pages %d
                pgpgin 0
                pgpgout 0
                pswpin 0
                pswpout 0
                pgfault 0
                pgmajfault 0
                oom_kill 0
                """,
                state.frames.available(),
                Math.max(0, state.frames.used() - tables - cached),
                cached,
                cached,
                tables);
    }

    /// One zone, and no watermark to heed.
    private String zone() {
        return String.format(
                Locale.ROOT,
                """
                Node 0, zone   Normal
                  pages free     %d
                        min      0
                        low      0
                        high     0
                        spanned  %d
                        present  %d
                        managed  %d
                """,
                state.frames.available(),
                state.frames.limit(),
                state.frames.limit(),
                state.frames.limit());
    }

    /// Free pages, in as large pieces as a buddy allocator would have them at best.
    private String free() {
        long left = state.frames.available();
        StringBuilder text = new StringBuilder();
        for (int order = LARGEST_ORDER; order >= 0; order--) {
            text.insert(0, String.format(Locale.ROOT, "%6d ", left >>> order));
            left &= (1L << order) - 1;
        }
        return text.insert(0, "Node 0, zone   Normal ").append('\n').toString();
    }

    private static void line(StringBuilder text, String name, long pages) {
        text.append(String.format(Locale.ROOT, "%-15s %8d kB\n", name + ":", pages << 2));
    }

    // ---- a space

    private static long pages(Space space, Predicate<Area> which) {
        long pages = 0;
        for (Area area : space.areas.values()) {
            pages += which.test(area) ? area.length() >>> 12 : 0;
        }
        return pages;
    }

    private long resident(Space space, Predicate<Area> which) {
        long resident = 0;
        for (Area area : space.areas.values()) {
            resident += which.test(area) ? resident(space, area) : 0;
        }
        return resident;
    }

    private static long resident(Space space, Area area) {
        long resident = 0;
        long end = area.endPage();
        for (long page = space.pages.next(area.firstPage(), end); page < end; page = space.pages.next(page + 1, end)) {
            resident++;
        }
        return resident;
    }

    private static boolean isCode(Area area) {
        return (area.protection() & Area.EXECUTE) != 0;
    }

    private static boolean isStack(Area area) {
        return area.is(Area.GROWS_DOWN);
    }

    private static boolean isData(Area area) {
        return area.isPrivate() && (area.protection() & Area.WRITE) != 0 && !isStack(area);
    }

    private String statm(Space space) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d 0 %d 0\n",
                space.areaPages,
                space.residentPages(),
                resident(space, area -> area.object() != null),
                pages(space, Texts::isCode),
                pages(space, area -> isData(area) || isStack(area)));
    }

    private String status(Space space) {
        long file = resident(space, area -> area.object() != null && area.isPrivate());
        long shared = resident(space, area -> !area.isPrivate());
        StringBuilder text = new StringBuilder();
        status(text, "VmPeak", space.areaPages);
        status(text, "VmSize", space.areaPages);
        status(text, "VmLck", pages(space, area -> area.is(Area.LOCKED)));
        status(text, "VmPin", 0);
        status(text, "VmHWM", space.residentPages());
        status(text, "VmRSS", space.residentPages());
        status(text, "RssAnon", space.residentPages() - file - shared);
        status(text, "RssFile", file);
        status(text, "RssShmem", shared);
        status(text, "VmData", pages(space, Texts::isData));
        status(text, "VmStk", pages(space, Texts::isStack));
        status(text, "VmExe", pages(space, Texts::isCode));
        status(text, "VmLib", 0);
        status(text, "VmPTE", 1);
        status(text, "VmSwap", 0);
        return text.toString();
    }

    private static void status(StringBuilder text, String name, long pages) {
        text.append(String.format(Locale.ROOT, "%s:\t%8d kB\n", name, pages << 2));
    }
}
