package org.lkernel.kernel.hart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.TreeMap;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.memory.Raw;

/// The least that a static program needs to run: pages, a stack, `write` and `exit`.
final class BareMachine implements AutoCloseable {
    static final long STACK_TOP = 0x3f_ffff_f000L;

    private static final int STACK_PAGES = 64;
    private static final int EXIT = 93;
    private static final int EXIT_GROUP = 94;
    private static final int WRITE = 64;
    private static final int A0 = 10;
    private static final int A7 = 17;

    /// A page and what may be done to it.
    record Page(int frame, long host, boolean read, boolean write, boolean execute) {
        boolean allows(Access access) {
            return switch (access) {
                case READ -> read;
                case WRITE -> write;
                case EXECUTE -> execute;
            };
        }
    }

    final TreeMap<Long, Page> pages = new TreeMap<>();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    final Tlb tlb;
    final Cpu cpu;
    int status = -1;

    BareMachine() {
        this(Translator.NONE);
    }

    BareMachine(Translator translator) {
        CodeCache code = new CodeCache();
        code.translatedBy(translator);
        tlb = new Tlb(code, new TablePool());
        cpu = new Cpu(tlb, this::refill, retired -> retired);
    }

    private long refill(Tlb into, long address, Access access) {
        Page page = pages.get(address >>> 12);
        if (page == null || !page.allows(access)) {
            return 0;
        }
        into.install(address >>> 12, page.frame, page.read, page.write, page.execute);
        into.show(address >>> 12, page.host, true);
        return page.host + (address & 4095);
    }

    void map(long address, int count, boolean read, boolean write, boolean execute) {
        for (int index = 0; index < count; index++) {
            long number = (address >>> 12) + index;
            Page before = pages.get(number);
            long host = before != null ? before.host : Raw.allocatePages(1);
            pages.put(number, new Page(pages.size(), host, read, write, execute));
            tlb.remove(number);
        }
    }

    long host(long address) {
        Page page = pages.get(address >>> 12);
        if (page == null) {
            throw new IllegalArgumentException("nothing is mapped at " + Long.toHexString(address));
        }
        return page.host + (address & 4095);
    }

    void write(long address, byte[] bytes) {
        for (int index = 0; index < bytes.length; index++) {
            Raw.storeByte(host(address + index), bytes[index]);
        }
    }

    byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        for (int index = 0; index < length; index++) {
            bytes[index] = Raw.loadByte(host(address + index));
        }
        return bytes;
    }

    /// Loads a static executable and stands at its entry.
    static BareMachine of(byte[] elf) {
        return of(elf, Translator.NONE);
    }

    static BareMachine of(byte[] elf, Translator translator) {
        BareMachine machine = new BareMachine(translator);
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int headers = file.getShort(56);
        for (int index = 0; index < headers; index++) {
            int at = (int) file.getLong(32) + 56 * index;
            if (file.getInt(at) == 1) {
                machine.loadSegment(file, at, elf);
            }
        }
        machine.map(STACK_TOP - 4096L * STACK_PAGES, STACK_PAGES, true, true, false);
        machine.cpu.registers().pc = file.getLong(24);
        machine.cpu.registers().x[2] = STACK_TOP - 64;
        return machine;
    }

    private void loadSegment(ByteBuffer file, int at, byte[] elf) {
        int flags = file.getInt(at + 4);
        long address = file.getLong(at + 16);
        long end = address + file.getLong(at + 40);
        long first = address & -4096;
        map(first, (int) ((end - first + 4095) >>> 12), (flags & 4) != 0, (flags & 2) != 0, (flags & 1) != 0);
        int offset = (int) file.getLong(at + 8);
        write(address, java.util.Arrays.copyOfRange(elf, offset, offset + (int) file.getLong(at + 32)));
    }

    /// Runs to the program's end, in slices of that many instructions; returns its exit status.
    int runToExit(long slice) {
        while (status < 0) {
            Trap trap = cpu.run(slice);
            switch (trap) {
                case Trap.SystemCall call -> serve();
                case Trap.BudgetSpent spent -> {}
                default -> throw new IllegalStateException(trap + " at " + cpu.registers());
            }
        }
        return status;
    }

    void serve() {
        long[] x = cpu.registers().x;
        cpu.registers().pc += 4;
        switch ((int) x[A7]) {
            case WRITE -> {
                output.writeBytes(read(x[A0 + 1], (int) x[A0 + 2]));
                x[A0] = x[A0 + 2];
            }
            case 132, 134 -> x[A0] = 0;
            case EXIT, EXIT_GROUP -> status = (int) x[A0] & 0xff;
            default -> x[A0] = -38;
        }
    }

    @Override
    public void close() {
        pages.values().forEach(page -> Raw.freePages(page.host));
        pages.clear();
        tlb.release();
    }
}
