package org.lkernel.kernel.hart;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Effect;
import org.lkernel.kernel.hart.translate.Shape;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.hart.translate.Zeal;
import org.lkernel.kernel.memory.Raw;

/// Finds what belongs to a region: the instructions that an entry leads to without an indirect jump, nearest first.
///
/// What was never decoded was never run, and is left out: the code is smaller for it and the JVM's compilers do
/// better.
final class RegionFinder {
    private static final int PAGES_AROUND = 1;
    private static final int WORTH = 2;
    /// What an access to memory counts for.
    private static final int HEAVY = 2;

    private final Zeal zeal;
    private int weight;

    RegionFinder(Zeal zeal) {
        this.zeal = zeal;
    }

    /// The translation of the region that begins at an address, ordered from the translator; or null when not all of
    /// its pages have been run.
    @Nullable
    Translation find(CodeWindow window, long pc, Translator translator) {
        TreeMap<Long, Long> words = new TreeMap<>();
        ArrayDeque<Long> next = new ArrayDeque<>();
        next.add(pc);
        weight = 0;
        while (!next.isEmpty() && weight < zeal.size()) {
            follow(window, pc, next.remove(), words, next);
        }
        if (!words.containsKey(pc) || words.size() < WORTH) {
            return Translation.NOT_WORTH;
        }
        return placed(window, pc, words, translator);
    }

    /// Takes in a block, and remembers what it leads to.
    private void follow(CodeWindow window, long pc, long from, NavigableMap<Long, Long> words, ArrayDeque<Long> next) {
        long address = from;
        while (weight < zeal.size() && !words.containsKey(address) && isNear(pc, address)) {
            long word = word(window, address);
            if (!Effect.isTranslated(word)) {
                return;
            }
            words.put(address, word);
            weight += Effect.isAccess(word) ? HEAVY : 1;
            long distance = Effect.jumps(word);
            if (distance != 0) {
                next.add(address + distance);
            }
            if (!Effect.goesOn(word)) {
                return;
            }
            address += 2L * Op.halves(word);
        }
    }

    private static boolean isNear(long pc, long address) {
        return Math.abs((address >> Tlb.PAGE_BITS) - (pc >> Tlb.PAGE_BITS)) <= PAGES_AROUND;
    }

    /// The instruction at an address, or one that no region holds.
    private long word(CodeWindow window, long address) {
        CodePage page = window.find(address);
        if (page == null) {
            return Op.ILLEGAL;
        }
        int half = (int) (address & (Raw.PAGE_SIZE - 1)) >>> 1;
        long word = page.slots[half];
        if (Op.operation(word) == Op.ENTRY || word == Op.UNDECODED && zeal.looksAhead()) {
            word = page.decoded(half);
        }
        if (word == Op.STRADDLE) {
            CodePage rest = window.find(address + 2);
            return rest == null ? Op.ILLEGAL : page.straddling(Raw.loadShort(rest.hostPage));
        }
        return word;
    }

    private static @Nullable Translation placed(
            CodeWindow window, long pc, NavigableMap<Long, Long> words, Translator translator) {
        long first = words.firstKey() >> Tlb.PAGE_BITS;
        CodePage[] pages = pages(window, first, end(words) - 1 >> Tlb.PAGE_BITS);
        if (pages.length == 0) {
            return null;
        }
        BitSet halves = new BitSet();
        words.forEach((address, word) -> {
            int half = (int) (address - (first << Tlb.PAGE_BITS)) >> 1;
            halves.set(half, half + Op.halves(word));
        });
        int home = (int) ((pc >> Tlb.PAGE_BITS) - first);
        int half = (int) (pc & (Raw.PAGE_SIZE - 1)) >>> 1;
        return new Translation(pages, home, half, halves, translator.order(shape(pc, words)));
    }

    /// The address behind the last instruction.
    private static long end(NavigableMap<Long, Long> words) {
        return words.lastKey() + 2L * Op.halves(words.lastEntry().getValue());
    }

    /// The pages from the first to the last, or none if one of them is not known.
    private static CodePage[] pages(CodeWindow window, long first, long last) {
        CodePage[] pages = new CodePage[(int) (last - first) + 1];
        for (int index = 0; index < pages.length; index++) {
            CodePage page = window.find(first + index << Tlb.PAGE_BITS);
            if (page == null) {
                return new CodePage[0];
            }
            pages[index] = page;
        }
        return pages;
    }

    private static Shape shape(long pc, NavigableMap<Long, Long> words) {
        int[] offsets = words.keySet().stream()
                .mapToInt(address -> (int) (address - pc))
                .toArray();
        long[] content = words.values().stream().mapToLong(Long::longValue).toArray();
        return new Shape(offsets, content);
    }
}
