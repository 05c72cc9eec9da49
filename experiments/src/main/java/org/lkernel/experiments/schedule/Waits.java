package org.lkernel.experiments.schedule;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.files.Behind;
import org.lkernel.kernel.files.FilesState;
import org.lkernel.kernel.memory.MemorySubsystem;
import org.lkernel.kernel.scheduler.Occupation;
import org.lkernel.kernel.scheduler.ParkedCall;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.TaskLine;
import org.lkernel.kernel.task.TasksState;

/// Who waits for whom in a machine that stands still.
final class Waits {
    /// What a lock of glibc's has behind its futex word: a count, then the task that holds it.
    private static final int OWNER_OFFSET = 8;

    private static final int LOCK_BYTES = 12;
    /// What the word of a lock is that somebody waits for; others have the owner there (`futex(2)`, priority
    /// inheritance, robust locks).
    private static final int CONTENDED = 2;

    private static final int OWNER_MASK = 0x3fffffff;
    /// `FUTEX_PRIVATE_FLAG`: the end of a thread is announced by the kernel, which does not say so.
    private static final long PRIVATE = 128;
    private static final int ANY_CHILD = -1;

    private final MemorySubsystem memory;
    private final FilesState files;
    private final Map<Integer, TaskLine> tasks = new TreeMap<>();

    private Waits(Computer computer) {
        memory = computer.machine().subsystems().stream()
                .map(Subsystem::core)
                .filter(MemorySubsystem.class::isInstance)
                .map(MemorySubsystem.class::cast)
                .findFirst()
                .orElseThrow();
        files = computer.state(FilesState.class);
        computer.state(TasksState.class).lines().forEach(line -> tasks.put(line.task(), line));
    }

    static List<Wait> of(Computer computer) {
        Waits waits = new Waits(computer);
        return computer.state(SchedulerState.class).parked().stream()
                .map(waits::wait)
                .toList();
    }

    private Wait wait(ParkedCall call) {
        String name = name(call.number());
        int descriptor = (int) (long) call.arguments().getFirst();
        return switch (name) {
            case "futex" -> futex(call);
            case "wait4", "waitid" -> child(call, name);
            case "read", "readv", "pread64", "splice", "tee" -> stream(call, name, descriptor, false);
            case "write", "writev", "pwrite64", "sendfile" -> stream(call, name, descriptor, true);
            case "ppoll", "pselect6", "epoll_pwait" -> outside(call, name, "a descriptor to be ready");
            case "accept", "accept4", "connect", "recvfrom", "recvmsg" ->
                outside(call, name, "a peer at descriptor " + descriptor);
            case "rt_sigsuspend", "rt_sigtimedwait" -> outside(call, name, "a signal");
            case "flock", "fcntl" -> known(call, name, "lock of descriptor " + descriptor, List.of());
            default -> known(call, name, "an answer", List.of());
        };
    }

    static String name(int number) {
        SyscallTable.Entry entry = number < 0 ? null : Board.SYSTEM_CALLS.entry(number);
        return entry == null ? "page fault" : entry.name();
    }

    private static Wait known(ParkedCall call, String name, String thing, List<Integer> holders) {
        return new Wait(call.task(), name, thing, thing + who(holders), holders, false);
    }

    private static Wait outside(ParkedCall call, String name, String thing) {
        return new Wait(call.task(), name, thing, thing, List.of(), true);
    }

    private static String who(List<Integer> holders) {
        return holders.isEmpty() ? "" : ", which task " + holders.getFirst() + " has";
    }

    /// A futex in a program's own data is at the same place in every schedule; one elsewhere is where its memory
    /// was.
    private Wait futex(ParkedCall call) {
        long address = call.arguments().getFirst();
        String mapped = memory.addressSpaces().mapped(call.space(), address);
        String thing = mapped.startsWith("/")
                ? "0x%x".formatted(address)
                : "in " + (mapped.isEmpty() ? "mapped memory" : mapped);
        byte[] lock = new byte[LOCK_BYTES];
        if (!memory.addressSpaces().peek(call.space(), address, lock)) {
            return known(call, "futex", thing, List.of());
        }
        ByteBuffer words = ByteBuffer.wrap(lock).order(ByteOrder.LITTLE_ENDIAN);
        int word = words.getInt(0);
        int owner = words.getInt(OWNER_OFFSET);
        if (tasks.containsKey(owner) && (word == CONTENDED || (word & OWNER_MASK) == owner)) {
            return futex(call, thing, "the lock at 0x%x".formatted(address), List.of(owner));
        } else if (tasks.containsKey(word) && (call.arguments().get(1) & PRIVATE) == 0) {
            return new Wait(call.task(), "futex", "end of a thread", "the end of task " + word, List.of(word), false);
        }
        return futex(call, thing, "the futex at 0x%x (it is %d)".formatted(address, word), List.of());
    }

    private static Wait futex(ParkedCall call, String thing, String text, List<Integer> holders) {
        return new Wait(call.task(), "futex", thing, text + who(holders), holders, false);
    }

    private Wait child(ParkedCall call, String name) {
        int process = tasks.containsKey(call.task()) ? tasks.get(call.task()).process() : 0;
        int wanted = (int) (long) call.arguments().getFirst();
        List<Integer> children = tasks.values().stream()
                .filter(line -> line.parent() == process && line.status() != 'Z')
                .filter(line -> !name.equals("wait4") || wanted <= ANY_CHILD || line.process() == wanted)
                .map(TaskLine::task)
                .toList();
        String text = children.isEmpty() ? "a child, of which there is none" : "a child" + named(children);
        return new Wait(call.task(), name, "child", text, children, false);
    }

    private static String named(List<Integer> children) {
        return " (task " + children.toString().replaceAll("[\\[\\]]", "") + ")";
    }

    private Wait stream(ParkedCall call, String name, int descriptor, boolean writing) {
        Behind behind = files.behind(call.task(), descriptor);
        String wanted = writing ? "room in " : "something in ";
        return switch (behind.kind()) {
            case PIPE -> {
                List<Integer> holders = others(call.task(), writing ? behind.readers() : behind.writers());
                String thing = "pipe at descriptor " + descriptor;
                String end = writing ? "reads" : "writes";
                String text = wanted + "the " + thing
                        + (holders.isEmpty() ? ", to which nobody else " + end : ", where task " + holders + " " + end);
                yield new Wait(call.task(), name, thing, text, holders, false);
            }
            case OUTSIDE -> outside(call, name, wanted + "descriptor " + descriptor);
            case SOCKET -> outside(call, name, wanted + "the socket at descriptor " + descriptor);
            case OTHER -> known(call, name, wanted + "descriptor " + descriptor, List.of());
        };
    }

    private static List<Integer> others(int task, List<Integer> all) {
        List<Integer> others = new ArrayList<>(all);
        others.remove(Integer.valueOf(task));
        return others;
    }

    static List<Integer> running(Computer computer) {
        return computer.state(SchedulerState.class).occupations().stream()
                .filter(occupation -> occupation.call() == Occupation.NONE)
                .map(Occupation::task)
                .toList();
    }
}
