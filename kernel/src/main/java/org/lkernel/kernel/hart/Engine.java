package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Linkage;
import org.lkernel.kernel.hart.translate.Region;
import org.lkernel.kernel.memory.Raw;

/// Runs a hart's instructions: the [Interpreter] until it stops, then whatever it stopped at, which is the entry of a
/// translated region or one instruction for the [SlowPath].
///
/// Who executes an instruction makes no difference to a guest: each of the three does all of it or nothing, and the
/// budget goes down by one for each.
final class Engine {
    private final Registers registers;
    private final Bus bus;
    private final SlowPath slow;
    private final Points points;
    private final Interpreter interpreter;
    private final HotSpots hot;
    private final Linkage linkage;
    /// A page for [#straddle], made when one is first needed.
    private long[] straddling = {};

    private long left;
    private long retired;

    Engine(Registers registers, Bus bus, SlowPath slow, Points points) {
        this.registers = registers;
        this.bus = bus;
        this.slow = slow;
        this.points = points;
        interpreter = new Interpreter(registers, bus);
        hot = new HotSpots(bus.tlb().code().translator());
        linkage = new Linkage(registers);
    }

    long retired() {
        return retired;
    }

    void restoreRetired(long count) {
        retired = count;
    }

    /// Runs until a trap, or until that many instructions have retired.
    Trap run(long budget) {
        long end = retired + budget;
        left = budget;
        registers.pc &= ~1L;
        @Nullable Trap trap = null;
        while (trap == null) {
            interpret();
            retired = end - left;
            trap = left == 0 ? Trap.BUDGET_SPENT : step();
        }
        retired = end - left;
        return trap;
    }

    /// Interprets until something else has to be done, or somebody wants to know where the hart is.
    private void interpret() {
        long from = registers.pc;
        long most = Math.min(left, hot.patience());
        long rest = interpreter.run(most);
        left -= most - rest;
        if (rest != most) {
            hot.ran(bus.tlb().window(), from, registers.pc, most - rest);
        }
    }

    /// Does what the fast loop stopped at: looks up a page, decodes an instruction, or runs one, or a region; null
    /// unless it traps.
    private @Nullable Trap step() {
        long pc = registers.pc;
        CodePage page = page(pc);
        if (page == null) {
            return bus.takeFault();
        }
        int half = (int) (pc & (Raw.PAGE_SIZE - 1)) >>> 1;
        long word = page.slots[half];
        return switch (Op.operation(word)) {
            case Op.UNDECODED -> {
                page.decode(half);
                yield null;
            }
            case Op.STRADDLE -> straddle(pc, page);
            case Op.ENTRY -> enter(pc, page, half);
            default -> execute(word);
        };
    }

    private @Nullable CodePage page(long address) {
        CodeWindow window = bus.tlb().window();
        CodePage found = window.find(address);
        if (found != null) {
            return found;
        }
        long host = bus.host(address, Access.EXECUTE);
        return host == 0 ? null : window.add(address, bus.tlb().frame(address, Access.EXECUTE), host);
    }

    private @Nullable Trap execute(long word) {
        if (Op.isSimple(word)) {
            return null;
        }
        if (points.stopBefore(word, retired)) {
            return Trap.STOPPED;
        }
        Trap trap = slow.execute(word, retired);
        if (trap == null) {
            left--;
        }
        return trap;
    }

    /// Runs an instruction that goes over the end of its page. What its other half is depends on the page mapped
    /// there, so it is decoded each time; a simple one then runs in the fast loop, from a page that holds nothing
    /// else.
    private @Nullable Trap straddle(long pc, CodePage page) {
        long next = bus.host(pc + 2, Access.EXECUTE);
        if (next == 0) {
            return bus.takeFault();
        }
        long word = page.straddling(Raw.loadShort(next));
        if (!Op.isSimple(word)) {
            return execute(word);
        }
        if (straddling.length == 0) {
            straddling = new CodePage(0, 0).slots;
        }
        straddling[CodePage.LAST] = word;
        CodeWindow window = bus.tlb().window();
        window.show(pc, straddling);
        single();
        window.show(pc, page.slots);
        return null;
    }

    /// Runs one simple instruction.
    private void single() {
        left -= 1 - interpreter.run(1);
    }

    // ---- regions

    /// Runs the region that begins here and those it leads to; or the one instruction, when the region cannot be
    /// entered or cannot do even that.
    private @Nullable Trap enter(long pc, CodePage page, int half) {
        Region region = admitted(pc, page, half);
        if (region != null) {
            linkage.use(bus.tlb().window().entries(), bus.tlb().top());
            long before = left;
            run(region, pc);
            if (left != before) {
                hot.left();
                return null;
            }
        }
        return instead(pc, page, half);
    }

    /// The region that begins here, if this space has all of it.
    private @Nullable Region admitted(long pc, CodePage page, int half) {
        CodeWindow window = bus.tlb().window();
        Region known = window.entries().find(pc);
        if (known != null) {
            return known;
        }
        Translation translation = page.translation(half);
        Region region = translation == null ? null : translation.region();
        return translation != null && region != null && window.admit(pc, translation, region) ? region : null;
    }

    private void run(Region first, long address) {
        long pc = address;
        Region region = first;
        while (region != null) {
            long before = left;
            left = region.run(linkage, pc, left, 0);
            pc = registers.pc;
            region = left == before ? null : linkage.find(pc);
        }
    }

    /// Runs the instruction that is at a region's entry.
    private @Nullable Trap instead(long pc, CodePage page, int half) {
        long word = page.decoded(half);
        if (word == Op.STRADDLE) {
            return straddle(pc, page);
        }
        long entry = page.slots[half];
        long before = left;
        page.slots[half] = word;
        single();
        page.slots[half] = entry;
        return left == before ? execute(word) : null;
    }
}
