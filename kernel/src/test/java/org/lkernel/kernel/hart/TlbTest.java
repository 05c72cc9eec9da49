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

    @Test
    void itAgreesWithASortedMapWhateverIsDoneToIt() {
        long frames = Raw.allocatePages(64);
        Random random = new Random(5);
        Tlb tlb = new Tlb();
        TreeMap<Long, Tlb.Entry> model = new TreeMap<>();
        for (int step = 0; step < 200_000; step++) {
            long page = random.nextBoolean() ? random.nextInt(300) : LAST - random.nextInt(300);
            switch (random.nextInt(300)) {
                case 0 -> {
                    tlb.clear();
                    model.clear();
                }
                case 1 -> {
                    tlb.removeWrites();
                    model.replaceAll((number, entry) -> withoutWrite(entry));
                }
                case 2 -> {
                    tlb.removeRange(page - page % 50, 50);
                    model.subMap(page - page % 50, page - page % 50 + 50).clear();
                }
                case 3, 4, 5 -> {
                    tlb.remove(page);
                    model.remove(page);
                }
                default -> {
                    long host = frames + 4096L * random.nextInt(64);
                    Tlb.Entry entry = new Tlb.Entry(page, host, true, random.nextBoolean(), random.nextBoolean());
                    tlb.install(page, host, entry.read(), entry.write(), entry.execute());
                    model.put(page, entry);
                }
            }
            check(tlb, model, page);
        }
        assertEquals(new ArrayList<>(model.values()), tlb.entries());
        Raw.freePages(frames);
    }

    private static Tlb.Entry withoutWrite(Tlb.Entry entry) {
        return new Tlb.Entry(entry.page(), entry.hostPage(), entry.read(), false, entry.execute());
    }

    private static void check(Tlb tlb, Map<Long, Tlb.Entry> model, long page) {
        long address = (page << 12) + 8;
        Tlb.Entry entry = model.get(page);
        long addend = entry == null ? 0 : entry.hostPage() - (page << 12);
        assertEquals(entry != null && entry.read() ? addend : 0, Tlb.readAddend(tlb.top(), address, 7));
        assertEquals(entry != null && entry.write() ? addend : 0, Tlb.writeAddend(tlb.top(), address, 7));
        assertEquals(0, Tlb.readAddend(tlb.top(), address + 1, 7));
        for (Access access : Access.values()) {
            assertEquals(entry == null ? 0 : expected(entry, access), tlb.translate(address, access));
        }
    }

    private static long expected(Tlb.Entry entry, Access access) {
        boolean allowed = switch (access) {
            case READ -> entry.read();
            case WRITE -> entry.write();
            case EXECUTE -> entry.execute();
        };
        return allowed ? entry.hostPage() + 8 : 0;
    }

    @Test
    void noPageIsOutsideTheUserHalf() {
        Tlb tlb = new Tlb();
        assertThrows(IllegalArgumentException.class, () -> tlb.install(LAST + 1, 4096, true, true, true));
        assertThrows(IllegalArgumentException.class, () -> tlb.remove(-1));
        assertEquals(List.of(), tlb.entries());
        assertEquals(0, tlb.translate(-1, Access.READ));
    }
}
