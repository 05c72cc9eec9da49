package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.memory.Raw;

final class TlbTest {
    private static final long LAST = (1L << 26) - 1;

    private record Shown(Tlb.Entry entry, boolean shown, boolean writable) {}

    private final TablePool pool = new TablePool();
    private final Random random = new Random(5);
    private final TreeMap<Long, Shown> model = new TreeMap<>();

    @Test
    void itAgreesWithASortedMapWhateverIsDoneToIt() {
        long frames = Raw.allocatePages(64);
        Tlb tlb = new Tlb(new CodeCache(), pool);
        for (int step = 0; step < 200_000; step++) {
            long page = random.nextBoolean() ? random.nextInt(300) : LAST - random.nextInt(300);
            switch (random.nextInt(300)) {
                case 0 -> {
                    tlb.hideAll();
                    model.replaceAll((_, shown) -> hidden(shown));
                }
                case 1 -> {
                    tlb.removeWrites(0, LAST + 1);
                    model.replaceAll((_, shown) -> withoutWrite(shown));
                }
                case 2 -> {
                    tlb.removeRange(page - page % 50, 50);
                    model.subMap(page - page % 50, page - page % 50 + 50).clear();
                }
                case 3, 4, 5 -> {
                    tlb.remove(page);
                    model.remove(page);
                }
                case 6 -> {
                    tlb.release();
                    model.replaceAll((_, shown) -> hidden(shown));
                    assertEquals(0, pool.lent());
                }
                case 7 -> {
                    Translations copy = Translations.of(words(tlb));
                    tlb.use(copy);
                    model.replaceAll((_, shown) -> hidden(shown));
                }
                default -> put(tlb, page, frames);
            }
            check(tlb, model, page, frames);
        }
        assertEquals(model.values().stream().map(Shown::entry).toList(), tlb.entries());
        tlb.release();
        Raw.freePages(frames);
    }

    private void put(Tlb tlb, long page, long frames) {
        Tlb.Entry entry = new Tlb.Entry(page, random.nextInt(64), true, random.nextBoolean(), random.nextBoolean());
        tlb.install(page, entry.frame(), entry.read(), entry.write(), entry.execute());
        boolean shown = random.nextInt(4) > 0;
        boolean writable = random.nextInt(4) > 0;
        if (shown) {
            tlb.show(page, frames + 4096L * entry.frame(), writable);
        }
        model.put(page, new Shown(entry, shown, writable));
    }

    private static long[] words(Tlb tlb) {
        Translations translations = new Translations();
        for (Tlb.Entry entry : tlb.entries()) {
            int rights = (entry.read() ? Translations.READ : 0)
                    | (entry.write() ? Translations.WRITE : 0)
                    | (entry.execute() ? Translations.EXECUTE : 0);
            translations.put(entry.page(), entry.frame(), rights);
        }
        return translations.words();
    }

    private static Shown hidden(Shown shown) {
        return new Shown(shown.entry, false, false);
    }

    private static Shown withoutWrite(Shown shown) {
        Tlb.Entry entry = shown.entry;
        return new Shown(
                new Tlb.Entry(entry.page(), entry.frame(), entry.read(), false, entry.execute()),
                shown.shown,
                shown.writable);
    }

    private static void check(Tlb tlb, Map<Long, Shown> model, long page, long frames) {
        long address = (page << 12) + 8;
        Shown shown = model.get(page);
        long addend = shown == null || !shown.shown ? 0 : frames + 4096L * shown.entry.frame() - (page << 12);
        boolean writes = shown != null && shown.entry.write() && shown.writable;
        assertEquals(addend, Tlb.readAddend(tlb.top(), address, 7));
        assertEquals(writes ? addend : 0, Tlb.writeAddend(tlb.top(), address, 7));
        assertEquals(0, Tlb.readAddend(tlb.top(), address + 1, 7));
        for (Access access : Access.values()) {
            boolean allowed = shown != null && allows(shown.entry, access);
            assertEquals(allowed ? shown.entry.frame() : -1, tlb.frame(address, access));
            boolean reachable = allowed && addend != 0 && (access != Access.WRITE || writes);
            assertEquals(reachable ? address + addend : 0, tlb.translate(address, access));
        }
    }

    private static boolean allows(Tlb.Entry entry, Access access) {
        return switch (access) {
            case READ -> entry.read();
            case WRITE -> entry.write();
            case EXECUTE -> entry.execute();
        };
    }

    @Test
    void noPageIsOutsideTheUserHalf() {
        Tlb tlb = new Tlb();
        assertThrows(IllegalArgumentException.class, () -> tlb.install(LAST + 1, 1, true, true, true));
        assertThrows(IllegalArgumentException.class, () -> tlb.remove(-1));
        assertEquals(List.of(), tlb.entries());
        assertEquals(0, tlb.translate(-1, Access.READ));
    }

    @Test
    void aCopyOfTranslationsIsIndependentAndTheSame() {
        Translations first = new Translations();
        List<Translations> copies = new ArrayList<>();
        List<long[]> words = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            long page = random.nextInt(2000);
            switch (random.nextInt(4)) {
                case 0 -> first.remove(page);
                case 1 -> first.removeWrite(page);
                default -> first.put(page, random.nextInt(1 << 24), 1 + random.nextInt(7));
            }
            if (step % 997 == 0) {
                copies.add(first.copy());
                words.add(first.words());
            }
        }
        for (int index = 0; index < copies.size(); index++) {
            assertEquals(
                    List.of(boxed(words.get(index))),
                    List.of(boxed(copies.get(index).words())));
            assertEquals(
                    List.of(boxed(words.get(index))),
                    List.of(boxed(Translations.of(words.get(index)).words())));
        }
    }

    private static Long[] boxed(long[] words) {
        return java.util.Arrays.stream(words).boxed().toArray(Long[]::new);
    }

    @Test
    void whatNoHartCanHoldIsRefused() {
        long word = 7L << 27 | 5 << 3 | 1;
        assertThrows(IllegalArgumentException.class, () -> Translations.of(new long[] {word, word}));
        assertThrows(IllegalArgumentException.class, () -> Translations.of(new long[] {word & ~7L}));
        assertThrows(IllegalArgumentException.class, () -> Translations.of(new long[] {1L << 60 | 1}));
        assertThrows(IllegalArgumentException.class, () -> Translations.of(new long[] {-1}));
        HeldSpaces.Content content = new HeldSpaces.Content(3, new long[] {word});
        assertThrows(IllegalArgumentException.class, () -> HeldSpaces.of(List.of(content, content)));
    }
}
