package org.lkernel.experiments.schedule;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.memory.MemorySubsystem;
import org.lkernel.kernel.scheduler.Occupation;
import org.lkernel.kernel.scheduler.ParkedCall;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.syscall.SyscallTable;

/// Who waits for whom in a machine that stands still.
final class Waits {
    /// What a lock of glibc's has behind its futex word: a count, then the task that holds it.
    private static final int OWNER_OFFSET = 8;

    private static final int LOCK_BYTES = 12;

    private final Computer computer;
    private final MemorySubsystem memory;
    private final SortedSet<Integer> tasks = new TreeSet<>();

    private Waits(Computer computer) {
        this.computer = computer;
        memory = computer.machine().subsystems().stream()
                .filter(MemorySubsystem.class::isInstance)
                .map(MemorySubsystem.class::cast)
                .findFirst()
                .orElseThrow();
    }

    static List<Wait> of(Computer computer) {
        return new Waits(computer).all();
    }

    private List<Wait> all() {
        List<ParkedCall> parked = computer.state(SchedulerState.class).parked();
        parked.forEach(call -> tasks.add(call.task()));
        List<Wait> waits = new ArrayList<>();
        for (ParkedCall call : parked) {
            String name = name(call.number());
            Integer holder = name.equals("futex") ? holder(call) : null;
            waits.add(new Wait(call.task(), name, call.arguments(), holder, what(name, call.arguments())));
        }
        return waits;
    }

    private static String name(int number) {
        SyscallTable.Entry entry = number < 0 ? null : Board.SYSTEM_CALLS.entry(number);
        return entry == null ? "a page fault" : entry.name();
    }

    private static String what(String name, List<Long> arguments) {
        return switch (name) {
            case "futex" -> "the word at 0x%x".formatted(arguments.get(0));
            case "wait4", "waitid" -> "a child";
            case "read", "readv", "pread64" -> "something to read from descriptor " + arguments.get(0);
            case "write", "writev", "pwrite64" -> "room to write to descriptor " + arguments.get(0);
            case "ppoll", "pselect6", "epoll_pwait" -> "a descriptor to be ready";
            case "accept", "accept4", "connect", "recvfrom", "recvmsg" -> "a peer at descriptor " + arguments.get(0);
            case "rt_sigsuspend", "rt_sigtimedwait" -> "a signal";
            case "flock", "fcntl" -> "a lock of the file at descriptor " + arguments.get(0);
            default -> "an answer";
        };
    }

    /// The task that a lock of glibc's says holds it, if the word is one; else null.
    private @Nullable Integer holder(ParkedCall call) {
        byte[] lock = new byte[LOCK_BYTES];
        if (!memory.addressSpaces().peek(call.space(), call.arguments().get(0), lock)) {
            return null;
        }
        int owner = ByteBuffer.wrap(lock).order(ByteOrder.LITTLE_ENDIAN).getInt(OWNER_OFFSET);
        return owner != call.task() && tasks.contains(owner) ? owner : null;
    }

    static List<Integer> running(Computer computer) {
        return computer.state(SchedulerState.class).occupations().stream()
                .filter(occupation -> occupation.call() == Occupation.NONE)
                .map(Occupation::task)
                .toList();
    }
}
