package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Region;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.hart.translate.Zeal;
import org.lkernel.kernel.memory.Raw;

/// Finds out where a hart spends its time, and has that translated.
///
/// Counting at every jump would slow every jump. Instead the interpreter is stopped now and then, and led on one
/// instruction at a time to the next jump back or call: where that goes a loop or function begins. Places to which
/// regions lead but where none begins are counted each time, since getting there is what costs.
///
/// A place is hot once what was interpreted there cost about what translating it will: then what is spent is at most
/// twice what had to be, whether the program goes on for long or ends at once.
final class HotSpots {
    /// How many instructions are looked at for a jump.
    private static final int TRACE = 64;

    private static final int COUNTERS = 4096;
    /// What a way out of a region and back into one costs, in instructions interpreted.
    private static final int CROSSING = 64;
    /// What is counted at most for what was interpreted after a region was left; looks count the rest.
    private static final int MOST_AFTER = 256;

    private final Translator translator;
    private final Zeal zeal;
    private final RegionFinder finder;
    private final long[] places = new long[COUNTERS];
    private final int[] heats = new int[COUNTERS];
    private final List<Translation> ordered = new ArrayList<>();

    private long untilLook;
    /// Instructions interpreted so far, as far as looks tell.
    private long looked;
    private int traced;
    private boolean leftRegion;

    HotSpots(Translator translator) {
        this.translator = translator;
        zeal = translator.zeal();
        finder = new RegionFinder(zeal);
        untilLook = zeal.period();
    }

    /// How many instructions may be interpreted at once.
    long patience() {
        return untilLook > 0 ? untilLook : 1;
    }

    /// A region was left.
    void left() {
        leftRegion = true;
    }

    /// Instructions were interpreted.
    ///
    /// @param from where, and `to` where that led
    void ran(CodeWindow window, long from, long to, long count) {
        if (leftRegion) {
            leftRegion = false;
            heat(window, from, CROSSING + (int) Math.min(count, MOST_AFTER));
        }
        if (untilLook > 0) {
            untilLook -= count;
            return;
        }
        if (isBeginning(window, from, to)) {
            looked += zeal.period();
            heat(window, to, (int) zeal.period());
            rest();
        } else if (++traced == TRACE) {
            rest();
        }
    }

    private void rest() {
        traced = 0;
        untilLook = zeal.period() - (zeal.period() > 1 ? 0 : 1);
        open();
    }

    private static boolean isBeginning(CodeWindow window, long from, long to) {
        if (to <= from && from - to < Raw.PAGE_SIZE) {
            return true;
        }
        CodePage page = window.find(from);
        if (page == null) {
            return false;
        }
        return switch (Op.operation(page.slots[half(from)])) {
            case Op.JAL_NEAR, Op.JAL_FAR, Op.JR, Op.JALR -> true;
            default -> false;
        };
    }

    /// Counts for a place what was interpreted on its behalf. One that is hotter keeps its counter, for as long as
    /// it is.
    private void heat(CodeWindow window, long pc, int amount) {
        int counter = (int) (pc >>> 1) & (COUNTERS - 1);
        heats[counter] += places[counter] == pc ? amount : -amount;
        if (heats[counter] <= 0) {
            places[counter] = pc;
            heats[counter] = amount;
        }
        if (heats[counter] >= zeal.enough(looked) && places[counter] == pc) {
            heats[counter] = 0;
            translate(window, pc);
        }
    }

    private void translate(CodeWindow window, long pc) {
        CodePage page = window.find(pc);
        if (page == null || page.translation(half(pc)) != null) {
            return;
        }
        Translation found = finder.find(window, pc, translator);
        if (found == null) {
            return;
        }
        page.begins(half(pc), found);
        if (found != Translation.NOT_WORTH) {
            ordered.add(found);
            open();
        }
    }

    /// Lets harts meet the regions that are ready.
    private void open() {
        ordered.removeIf(HotSpots::opened);
    }

    private static boolean opened(Translation translation) {
        @Nullable Region region = translation.region();
        if (region != null) {
            translation.pages[translation.home].open(translation.half);
        }
        return region != null || translation.isDropped();
    }

    private static int half(long pc) {
        return (int) (pc & (Raw.PAGE_SIZE - 1)) >>> 1;
    }
}
