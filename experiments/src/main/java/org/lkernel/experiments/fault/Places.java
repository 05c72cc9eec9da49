package org.lkernel.experiments.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.files.TransferCall;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.interrupt.Interrupts;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.syscall.SystemCall;
import org.lkernel.kernel.task.Tasks;

/// Which messages a fault is about: those count as its occurrences.
final class Places {
    /// `FUTEX_WAIT` and `FUTEX_WAIT_BITSET`, without flags.
    private static final Set<Integer> FUTEX_WAITS = Set.of(0, 9);

    private static final int FUTEX_COMMAND = 0x7f;

    /// The calls that want a new descriptor.
    private static final Set<String> DESCRIPTOR_CALLS = Set.of(
            "openat",
            "openat2",
            "dup",
            "dup3",
            "pipe2",
            "socket",
            "socketpair",
            "accept",
            "accept4",
            "eventfd2",
            "epoll_create1",
            "timerfd_create",
            "memfd_create",
            "signalfd4",
            "inotify_init1",
            "pidfd_open");

    /// The calls that may say they were interrupted, by their man pages: the others a caller need not make again.
    private static final Set<String> INTERRUPTED_CALLS = Set.of(
            "read",
            "write",
            "readv",
            "writev",
            "splice",
            "tee",
            "vmsplice",
            "sendfile",
            "copy_file_range",
            "openat",
            "fcntl",
            "flock",
            "fsync",
            "fdatasync",
            "ftruncate",
            "fallocate",
            "wait4",
            "waitid",
            "nanosleep",
            "clock_nanosleep",
            "futex",
            "epoll_pwait",
            "epoll_pwait2",
            "ppoll",
            "pselect6",
            "rt_sigsuspend",
            "rt_sigtimedwait",
            "getrandom",
            "accept",
            "accept4",
            "connect",
            "recvfrom",
            "recvmsg",
            "recvmmsg",
            "sendto",
            "sendmsg",
            "sendmmsg");

    /// The calls that want more memory.
    private static final Set<String> MEMORY_CALLS = Set.of("brk", "mmap", "mremap");

    /// The names of the calls that go to a subsystem, by type, in the order of the table.
    static final Map<Class<?>, String> CALLS = calls();

    private Places() {}

    private static Map<Class<?>, String> calls() {
        Map<Class<?>, String> calls = new LinkedHashMap<>();
        Board.SYSTEM_CALLS.supported().stream()
                .filter(entry -> !entry.owner().isHart())
                .forEach(entry -> calls.put(entry.type(), entry.name()));
        return calls;
    }

    static boolean concerns(Fault fault, Port sender, Port receiver, Message message) {
        return switch (fault.kind()) {
            case SYS_ERRNO, SYS_RETVAL, SYS_EAGAIN, SIGNAL -> isCall(fault, sender, message);
            case SYS_EINTR ->
                isCall(fault, sender, message)
                        && (!fault.where().equals("*") || INTERRUPTED_CALLS.contains(callName(message)));
            case SYS_SHORT -> isTransfer(fault, sender, message) && Rebuilt.halved(message) != null;
            case USER_COPY -> isTransfer(fault, sender, message);
            case ALLOCATION -> isCall(fault, sender, message) && isAllocation(message);
            case DESCRIPTORS -> isCall(fault, sender, message) && DESCRIPTOR_CALLS.contains(callName(message));
            case FUTEX_WAKE ->
                message instanceof MemoryCall.Futex futex
                        && isCall(fault, sender, message)
                        && FUTEX_WAITS.contains(futex.operation() & FUTEX_COMMAND);
            case ENTROPY -> message instanceof Files.EntropyGiven;
            case MSG_DELAY, MSG_DROP, MSG_DUP, MSG_REORDER, ACTOR_PAUSE -> isAt(fault, receiver, message);
            case MSG_CORRUPT_FIELD -> isAt(fault, receiver, message) && Rebuilt.corrupted(fault, message) != null;
            case MSG_BITFLIP -> isAt(fault, receiver, message) && weight(fault, message) > 0;
            case IRQ_LOST, IRQ_DUP, IRQ_DELAY -> message instanceof Interrupts.Raise(int line) && isNumber(fault, line);
            case IRQ_SPURIOUS, IRQ_STORM -> !(message instanceof Interrupts);
            case TIMER_LATE, TIMER_LOST -> sender.equals(Port.CLOCK) && isAlarm(fault, receiver, message);
            case TIMER_EARLY ->
                message instanceof Clock.Arm arm && !sender.equals(Port.SCHEDULER) && isAt(fault, sender, arm.alarm());
            case PRESSURE -> receiver.equals(Port.MEMORY) && isAt(fault, receiver, message);
            case CLOCK_JUMP, CLOCK_DRIFT, CLOCK_FREEZE ->
                message instanceof Hart.Run && isNumber(fault, receiver.hartIndex());
            case HART_PAUSE, HART_DIE -> receiver.isHart() && isNumber(fault, receiver.hartIndex());
            case TLB_STALE, TLB_DROP -> message instanceof Hart.Shootdown && isNumber(fault, receiver.hartIndex());
            case REG_FLIP, BIT_FLIP, SKIP, STORE_CONDITIONAL -> false;
        };
    }

    /// How many occurrences of its place a message is that concerns a fault.
    static int weight(Fault fault, Message message) {
        return fault.kind() != FaultKind.MSG_BITFLIP
                ? 1
                : message instanceof Record numbers ? MessageBits.count(numbers) : 0;
    }

    /// `brk(0)` asks where the break is.
    private static boolean isAllocation(Message message) {
        return MEMORY_CALLS.contains(callName(message))
                && !(message instanceof MemoryCall.Break call && call.address() == 0);
    }

    private static boolean isTransfer(Fault fault, Port sender, Message message) {
        return message instanceof TransferCall && isCall(fault, sender, message);
    }

    private static boolean isCall(Fault fault, Port sender, Message message) {
        String name = sender.isHart() && message instanceof SystemCall ? callName(message) : "";
        return !name.isEmpty() && (fault.where().equals("*") || fault.where().equals(name));
    }

    private static String callName(Message message) {
        return CALLS.getOrDefault(message.getClass(), "");
    }

    private static boolean isNumber(Fault fault, int number) {
        return fault.where().equals("*")
                || fault.where().equals(String.valueOf(number))
                || fault.where().equals("hart" + number);
    }

    private static boolean isAt(Fault fault, Port receiver, Message message) {
        String where = fault.where();
        String port = receiver.isHart() ? "hart" : receiver.toString();
        String type = "." + message.getClass().getSimpleName();
        return where.equals("*")
                || where.equals(port)
                || where.equals(receiver.toString())
                || where.equals(port + type)
                || where.equals(receiver + type);
    }

    /// What the clock tells the scheduler and harts, and what day it is, is time and no alarm.
    private static boolean isAlarm(Fault fault, Port receiver, Message message) {
        boolean time = receiver.equals(Port.SCHEDULER) || receiver.isHart() || message instanceof Tasks.EpochIs;
        return !time && isAt(fault, receiver, message);
    }
}
