package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.hart.Access;

/// Random calls, faults, forks and forks of the whole machine on several harts, against a model that knows for
/// each page only its rights and its content.
class RandomMemoryTest {
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;
    private static final long BASE = 0x1000_0000L;
    private static final int PAGES = 10;
    private static final int HARTS = 2;
    private static final int STEPS = 5000;

    /// The content of one page: every byte that is ever stored to it is stored at one place.
    private static final class Cell {
        int value;

        Cell(int value) {
            this.value = value;
        }
    }

    private record Page(int protection, boolean shared, boolean beyond, Cell cell) {
        Page with(int newProtection) {
            return new Page(newProtection, shared, beyond, cell);
        }

        Page forked() {
            return shared ? this : new Page(protection, false, beyond, new Cell(cell.value));
        }
    }

    /// What a machine should hold: spaces of pages, and the cells of the file that is mapped shared.
    private record Model(TreeMap<Integer, TreeMap<Long, Page>> spaces, List<Cell> file) {
        static Model fresh() {
            List<Cell> file = new ArrayList<>();
            for (int page = 0; page < 20; page++) {
                file.add(new Cell(0));
            }
            return new Model(new TreeMap<>(), file);
        }

        TreeMap<Long, Page> pages(int space) {
            return Objects.requireNonNull(spaces.get(space));
        }

        Model copy() {
            IdentityHashMap<Cell, Cell> copies = new IdentityHashMap<>();
            Model copy = new Model(new TreeMap<>(), new ArrayList<>());
            file.forEach(cell -> copy.file.add(copies.computeIfAbsent(cell, old -> new Cell(old.value))));
            spaces.forEach((id, pages) -> {
                TreeMap<Long, Page> same = new TreeMap<>();
                pages.forEach((at, page) -> same.put(
                        at,
                        new Page(
                                page.protection,
                                page.shared,
                                page.beyond,
                                copies.computeIfAbsent(page.cell, old -> new Cell(old.value)))));
                copy.spaces.put(id, same);
            });
            return copy;
        }
    }

    private record Machine(Rig rig, Model model) {}

    private Random random = new Random();
    private int nextSpace;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyLoadSeesWhatTheModelHolds(long seed) {
        random = new Random(seed);
        nextSpace = 2;
        Rig rig = new Rig(seed, 3000, HARTS);
        int unused = rig.framesUsed();
        Machine first = new Machine(rig, Model.fresh());
        rig.build(1);
        first.model.spaces.put(1, new TreeMap<>());
        List<Machine> machines = new ArrayList<>(List.of(first));
        for (int step = 0; step < STEPS; step++) {
            Machine machine = machines.get(random.nextInt(machines.size()));
            step(machine);
            if (random.nextInt(60) == 0) {
                forkOrClose(machines, machine);
            }
        }
        for (Machine machine : machines) {
            finish(machine, unused);
        }
        assertEquals(0, rig.pool.live(), "host pages, seed " + seed);
    }

    private void forkOrClose(List<Machine> machines, Machine machine) {
        if (machines.size() < 3) {
            machines.add(new Machine(machine.rig.fork(random.nextLong()), machine.model.copy()));
        } else {
            machine.rig.close();
            machines.remove(machine);
        }
    }

    private void finish(Machine machine, int unused) {
        for (Map.Entry<Integer, TreeMap<Long, Page>> space : machine.model.spaces.entrySet()) {
            for (int page = 0; page < PAGES; page++) {
                check(machine, space.getKey(), BASE + page * 4096L);
            }
            machine.rig.drop(space.getKey());
        }
        for (int file = 0; file < 3; file++) {
            machine.rig.tell(org.lkernel.kernel.Port.FILES, new Memory.DropObject(Rig.paged(file)));
            machine.rig.tell(org.lkernel.kernel.Port.FILES, new Memory.DropObject(Rig.tmpfs(file)));
        }
        machine.rig.drain();
        assertEquals(unused, machine.rig.framesUsed(), "frames");
        assertEquals(0, machine.rig.state().objects().size(), "objects");
        assertEquals(0, machine.rig.state().tickets.size(), "tickets");
        assertEquals(0, machine.rig.state().suspended.size(), "suspended");
        machine.rig.close();
    }

    private void step(Machine machine) {
        List<Integer> ids = new ArrayList<>(machine.model.spaces.keySet());
        int space = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(40)) {
            case 0 -> map(machine, space, MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS);
            case 1 -> map(machine, space, MapCalls.MAP_SHARED | MapCalls.MAP_ANONYMOUS);
            case 2 -> map(machine, space, MapCalls.MAP_PRIVATE);
            case 3 -> map(machine, space, MapCalls.MAP_SHARED);
            case 4 -> unmap(machine, space);
            case 5, 6 -> protect(machine, space);
            case 7 -> advise(machine, space);
            case 8 -> fork(machine, space);
            case 9 -> remap(machine, space);
            case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23 -> store(machine, space);
            default -> check(machine, space, BASE + random.nextInt(PAGES) * 4096L);
        }
    }

    private int hart() {
        return random.nextInt(HARTS);
    }

    /// Where in its page every byte is stored.
    private static long place(long page) {
        return page + 77;
    }

    // ---- what is done to both

    private void map(Machine machine, int space, int flags) {
        int first = random.nextInt(PAGES);
        int count = 1 + random.nextInt(Math.min(4, PAGES - first));
        int protection = random.nextInt(8);
        int offset = random.nextInt(24);
        boolean anonymous = (flags & MapCalls.MAP_ANONYMOUS) != 0;
        boolean shared = (flags & MapCalls.MAP_SHARED) != 0;
        long address = BASE + first * 4096L;
        int descriptor = anonymous ? -1 : shared ? 100 : 1;
        assertEquals(
                address,
                machine.rig.map(
                        hart(),
                        space,
                        address,
                        count * 4096L,
                        protection,
                        flags | MapCalls.MAP_FIXED,
                        descriptor,
                        anonymous ? 0 : offset * 4096L));
        for (int page = 0; page < count; page++) {
            int index = offset + page;
            boolean beyond = !anonymous && index >= 20;
            Cell cell = anonymous || beyond
                    ? new Cell(0)
                    : shared ? machine.model.file.get(index) : new Cell(Rig.fileByte(index * 4096L) & 0xff);
            machine.model.pages(space).put(address + page * 4096L, new Page(protection, shared, beyond, cell));
        }
    }

    private void unmap(Machine machine, int space) {
        int first = random.nextInt(PAGES);
        int count = 1 + random.nextInt(Math.min(4, PAGES - first));
        long address = BASE + first * 4096L;
        assertEquals(
                0, machine.rig.value(new MemoryCall.Unmap(machine.rig.call(hart(), space), address, count * 4096L)));
        machine.model.pages(space).subMap(address, address + count * 4096L).clear();
    }

    private void protect(Machine machine, int space) {
        int first = random.nextInt(PAGES);
        int count = 1 + random.nextInt(Math.min(4, PAGES - first));
        int protection = random.nextInt(8);
        long address = BASE + first * 4096L;
        long result = machine.rig.value(
                new MemoryCall.Protect(machine.rig.call(hart(), space), address, count * 4096L, protection));
        TreeMap<Long, Page> pages = machine.model.pages(space);
        long at = address;
        while (at < address + count * 4096L && pages.containsKey(at)) {
            pages.put(at, Objects.requireNonNull(pages.get(at)).with(protection));
            at += 4096;
        }
        assertEquals(at == address + count * 4096L ? 0 : -12, result);
    }

    private void advise(Machine machine, int space) {
        int page = random.nextInt(PAGES);
        long address = BASE + page * 4096L;
        Page known = machine.model.pages(space).get(address);
        if (known == null || !known.shared) {
            // A private page of a file would come back as the file has it, which this model has forgotten.
            boolean anonymous = known == null || isAnonymous(machine, space, address);
            if (anonymous) {
                long result =
                        machine.rig.value(new MemoryCall.Advise(machine.rig.call(hart(), space), address, 4096, 4));
                assertEquals(known == null ? -12 : 0, result);
                if (known != null) {
                    known.cell.value = 0;
                }
            }
        }
    }

    private static boolean isAnonymous(Machine machine, int space, long address) {
        Space real = machine.rig.state().space(space);
        Area area = real == null ? null : real.areaAt(address);
        return area != null && area.object() == null;
    }

    private void fork(Machine machine, int space) {
        if (machine.model.spaces.size() > 1 && random.nextBoolean()) {
            machine.rig.tell(org.lkernel.kernel.Port.TASKS, new Memory.DropSpace(space));
            machine.model.spaces.remove(space);
            return;
        }
        if (machine.model.spaces.size() < 3) {
            int child = nextSpace++;
            machine.rig.copy(space, child);
            TreeMap<Long, Page> pages = new TreeMap<>();
            machine.model.pages(space).forEach((at, page) -> pages.put(at, page.forked()));
            machine.model.spaces.put(child, pages);
        }
    }

    private void remap(Machine machine, int space) {
        int from = random.nextInt(PAGES);
        int to = random.nextInt(PAGES);
        long source = BASE + from * 4096L;
        long target = BASE + to * 4096L;
        TreeMap<Long, Page> pages = machine.model.pages(space);
        Page page = pages.get(source);
        if (from == to || page == null) {
            return;
        }
        long result =
                machine.rig.value(new MemoryCall.Remap(machine.rig.call(hart(), space), source, 4096, 4096, 3, target));
        assertEquals(target, result);
        pages.put(target, page);
        pages.remove(source);
    }

    private void store(Machine machine, int space) {
        long address = BASE + random.nextInt(PAGES) * 4096L;
        int value = random.nextInt(256);
        Page page = machine.model.pages(space).get(address);
        int expected =
                page == null || (page.protection & Area.WRITE) == 0 ? SIGSEGV : page.beyond ? SIGBUS : Rig.NO_SIGNAL;
        int signal = machine.rig.store(hart(), space, place(address), value);
        assertEquals(expected, signal, () -> "store at %x".formatted(address));
        if (page != null && expected == Rig.NO_SIGNAL) {
            page.cell.value = value;
        }
    }

    private void check(Machine machine, int space, long address) {
        Page page = machine.model.pages(space).get(address);
        int expected = page == null || (page.protection & (Area.READ | Area.WRITE)) == 0
                ? -SIGSEGV
                : page.beyond ? -SIGBUS : page.cell.value;
        assertEquals(
                expected,
                machine.rig.load(hart(), space, place(address)),
                () -> "load at %x of space %d".formatted(address, space));
        if (page != null && (page.protection & Area.EXECUTE) != 0 && !page.beyond) {
            assertEquals(Rig.NO_SIGNAL, machine.rig.access(hart(), space, address, Access.EXECUTE, null));
        }
    }
}
