package org.lkernel.experiments.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.fabric.Interposer;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.TransferCall;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.interrupt.Interrupts;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.SystemCall;

/// The faults armed in one machine that strike messages and calls: counts what passes each one's place, and strikes.
public final class Faults implements Interposer {
    /// A call, as long as its answer is to be replaced.
    private record Awaited(int task, long serial) implements Comparable<Awaited> {
        static Awaited of(Call call) {
            return new Awaited(call.task(), call.serial());
        }

        @Override
        public int compareTo(Awaited other) {
            int order = Integer.compare(task, other.task);
            return order != 0 ? order : Long.compare(serial, other.serial);
        }
    }

    private record Held(Port sender, Port receiver, Message message, long due) {
        boolean isBetween(Port one, Port other) {
            return sender.equals(one) && receiver.equals(other);
        }
    }

    /// By type, for those that go to a subsystem.
    private static final Map<Class<?>, String> CALLS = calls();

    private final List<Injected> injected = new ArrayList<>();
    private final TreeMap<Awaited, Integer> awaited = new TreeMap<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private Consumer<Injected> listener = _ -> {};
    private List<Fault> armed = List.of();
    private long[] seen = {};
    private long passed;

    private static Map<Class<?>, String> calls() {
        Map<Class<?>, String> calls = new HashMap<>();
        Board.SYSTEM_CALLS.supported().stream()
                .filter(entry -> !entry.owner().isHart())
                .forEach(entry -> calls.put(entry.type(), entry.name()));
        return calls;
    }

    /// Arms these instead of what was armed. Nothing has been seen yet.
    public void arm(List<Fault> faults) {
        armed = List.copyOf(faults);
        seen = new long[armed.size()];
        injected.clear();
        awaited.clear();
        held.clear();
        passed = 0;
    }

    /// Tells somebody of every strike as it happens.
    public void tell(Consumer<Injected> whom) {
        listener = whom;
    }

    /// What struck, in order.
    public List<Injected> injected() {
        return List.copyOf(injected);
    }

    /// How often each armed fault's place was passed, in the order of arming.
    public long[] seen() {
        return seen.clone();
    }

    /// A flip was done, or could not be.
    void flipped(Fault fault, String what) {
        struck(armed.indexOf(fault), what);
    }

    void passedInstruction(Fault fault) {
        seen[armed.indexOf(fault)]++;
    }

    @Override
    public void pass(Port sender, Port receiver, Message message, Carrier carrier) {
        passed++;
        releaseDue(carrier);
        Message going = replacedAnswer(message);
        for (int number = 0; number < armed.size(); number++) {
            Fault fault = armed.get(number);
            if (concerns(fault, sender, receiver, going)
                    && fault.when().isAt(++seen[number])
                    && strikes(number, sender, receiver, going, carrier)) {
                return;
            }
        }
        carry(sender, receiver, going, carrier);
    }

    /// What was held back between two ports keeps what comes after it back.
    private void carry(Port sender, Port receiver, Message message, Carrier carrier) {
        for (Held before : held) {
            if (before.isBetween(sender, receiver)) {
                held.add(new Held(sender, receiver, message, before.due()));
                return;
            }
        }
        carrier.carry(sender, receiver, message);
    }

    // ---- places

    private static boolean concerns(Fault fault, Port sender, Port receiver, Message message) {
        return switch (fault.kind()) {
            case SYS_ERRNO, SYS_EINTR, SYS_EAGAIN -> isCall(fault, sender, message);
            case SYS_SHORT ->
                message instanceof TransferCall && isCall(fault, sender, message) && Rebuilt.halved(message) != null;
            case MSG_DELAY, MSG_DROP, MSG_DUP -> isAt(fault, receiver, message);
            case MSG_CORRUPT_FIELD -> isAt(fault, receiver, message) && corrupted(fault, message) != null;
            case IRQ_LOST, IRQ_DUP, IRQ_DELAY ->
                message instanceof Interrupts.Raise(int line)
                        && (fault.where().equals("*") || fault.where().equals(String.valueOf(line)));
            case TIMER_LATE, TIMER_LOST -> sender.equals(Port.CLOCK) && isAlarm(fault, receiver, message);
            case REG_FLIP, BIT_FLIP -> false;
        };
    }

    private static boolean isCall(Fault fault, Port sender, Message message) {
        String name = sender.isHart() && message instanceof SystemCall ? CALLS.get(message.getClass()) : null;
        return name != null && (fault.where().equals("*") || fault.where().equals(name));
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

    /// What the clock tells the scheduler, and what it is told itself, is time and no alarm.
    private static boolean isAlarm(Fault fault, Port receiver, Message message) {
        return !receiver.equals(Port.SCHEDULER) && !receiver.isHart() && isAt(fault, receiver, message);
    }

    private static @Nullable Message corrupted(Fault fault, Message message) {
        return Rebuilt.flipped(message, fault.parameters().get("field"), Integer.parseInt(fault.parameter("bit", "0")));
    }

    // ---- strikes

    /// Whether the message was dealt with; false when it goes on its way.
    private boolean strikes(int number, Port sender, Port receiver, Message message, Carrier carrier) {
        Fault fault = armed.get(number);
        switch (fault.kind()) {
            case SYS_ERRNO -> {
                if (fault.parameter("at", "before").equals("after")) {
                    Errno errno = Objects.requireNonNull(FaultCheck.errno(fault.parameter("errno", "EIO")));
                    awaited.put(Awaited.of(((SystemCall) message).call()), -errno.number());
                    struck(number, "%s will answer %s".formatted(message, errno));
                    return false;
                }
                refuse(number, fault.parameter("errno", "EIO"), sender, receiver, (SystemCall) message, carrier);
            }
            case SYS_EINTR -> refuse(number, "EINTR", sender, receiver, (SystemCall) message, carrier);
            case SYS_EAGAIN -> refuse(number, "EAGAIN", sender, receiver, (SystemCall) message, carrier);
            case SYS_SHORT -> {
                Message half = Objects.requireNonNull(Rebuilt.halved(message));
                struck(number, "%s is %s".formatted(message, half));
                carry(sender, receiver, half, carrier);
            }
            case MSG_DELAY, IRQ_DELAY, TIMER_LATE -> {
                long due = passed + Long.parseLong(fault.parameter("messages", String.valueOf(Integer.MAX_VALUE)));
                struck(number, "%s ▶ %s: %s is late".formatted(sender, receiver, message));
                held.add(new Held(sender, receiver, message, due));
            }
            case MSG_DROP, IRQ_LOST, TIMER_LOST ->
                struck(number, "%s ▶ %s: %s is lost".formatted(sender, receiver, message));
            case MSG_DUP, IRQ_DUP -> {
                struck(number, "%s ▶ %s: %s comes twice".formatted(sender, receiver, message));
                carry(sender, receiver, message, carrier);
                carry(sender, receiver, message, carrier);
            }
            case MSG_CORRUPT_FIELD -> {
                Message other = Objects.requireNonNull(corrupted(fault, message));
                struck(number, "%s ▶ %s: %s is %s".formatted(sender, receiver, message, other));
                carry(sender, receiver, other, carrier);
            }
            case REG_FLIP, BIT_FLIP -> throw new IllegalStateException(fault + " strikes no message");
        }
        return true;
    }

    private void struck(int number, String what) {
        Injected strike = new Injected(number, armed.get(number), what);
        injected.add(strike);
        listener.accept(strike);
    }

    private void refuse(int number, String name, Port hart, Port owner, SystemCall call, Carrier carrier) {
        Errno errno = Objects.requireNonNull(FaultCheck.errno(name));
        struck(number, "%s fails with %s".formatted(call, errno));
        carry(owner, hart, new Hart.Completed(call.call(), Completion.error(errno)), carrier);
    }

    /// The answer to a call whose answer is to be another: nothing is stored, and the value is the error.
    private Message replacedAnswer(Message message) {
        if (awaited.isEmpty()) {
            return message;
        } else if (message instanceof Hart.Completed(Call call, Completion.Returned _)) {
            Integer value = awaited.remove(Awaited.of(call));
            return value == null ? message : new Hart.Completed(call, Completion.value(value));
        } else if (message instanceof Scheduler.Wake(Call call, Completion.Returned _)) {
            Integer value = awaited.remove(Awaited.of(call));
            return value == null ? message : new Scheduler.Wake(call, Completion.value(value));
        }
        return message;
    }

    // ---- what is late

    private void releaseDue(Carrier carrier) {
        while (!held.isEmpty() && held.getFirst().due() <= passed) {
            carryFirst(carrier);
        }
    }

    @Override
    public boolean release(Carrier carrier) {
        if (held.isEmpty()) {
            return false;
        }
        carryFirst(carrier);
        return true;
    }

    private void carryFirst(Carrier carrier) {
        Held first = held.removeFirst();
        carrier.carry(first.sender(), first.receiver(), first.message());
    }
}
