package org.lkernel.experiments.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.TimeSpan;
import org.lkernel.actors.fabric.Interposer;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.interrupt.Interrupts;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.SystemCall;
import org.lkernel.kernel.task.Tasks;

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

    /// What is late for ever is lost: others could keep one another busy until it comes.
    private static final long LONGEST = 10_000;

    private final List<Injected> injected = new ArrayList<>();
    private final TreeMap<Awaited, Integer> awaited = new TreeMap<>();
    private final Traffic traffic = new Traffic();
    private final Strain strain = new Strain();
    /// What was drawn last.
    private Bytes lastEntropy = Bytes.EMPTY;

    private Consumer<Injected> listener = _ -> {};
    private List<Fault> armed = List.of();
    private List<Occasion> occasions = List.of();
    private @Nullable Machine machine;
    private long seed;
    private final TreeMap<Integer, FlipWatch> watched = new TreeMap<>();
    private boolean healed;

    /// Arms these instead of what was armed. Nothing has been seen yet.
    public void arm(List<Fault> faults) {
        armed = List.copyOf(faults);
        occasions =
                armed.stream().map(fault -> new Occasion(fault, machine, seed)).toList();
        injected.clear();
        awaited.clear();
        traffic.clear();
        strain.clear();
        watched.clear();
        lastEntropy = Bytes.EMPTY;
        healed = false;
    }

    /// Nothing strikes any more: the dead and the deaf hear again, and what is late is due now. What was lost stays
    /// lost.
    public void heal() {
        healed = true;
        awaited.clear();
        traffic.heal();
    }

    /// Whether faults were stopped since they were armed.
    public boolean isHealed() {
        return healed;
    }

    /// Arms these in a machine whose messages it is shown, instead of what was armed there.
    ///
    /// @param luck the seed of what a fault leaves to chance
    public void arm(Machine whose, List<Fault> faults, long luck) {
        machine = whose;
        seed = luck;
        arm(faults);
        Flips.arm(whose, this, faults, luck);
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
        return occasions.stream().mapToLong(Occasion::seen).toArray();
    }

    /// A flip was done, or could not be.
    void flipped(Fault fault, String what) {
        struck(armed.indexOf(fault), what);
    }

    /// Somebody looks on until the bit is used.
    void watch(Fault fault, FlipWatch watch) {
        watched.put(armed.indexOf(fault), watch);
    }

    /// Whether all that struck are bits that nobody has used: then nothing can have come of it.
    public boolean isUnused() {
        return !injected.isEmpty()
                && injected.stream().allMatch(each -> {
                    FlipWatch watch = watched.get(each.number());
                    return watch != null
                            && (watch.activation() == Activation.WAITING
                                    || watch.activation() == Activation.OVERWRITTEN);
                });
    }

    void passedInstruction(Fault fault) {
        occasions.get(armed.indexOf(fault)).pass();
    }

    @Override
    public void pass(Port sender, Port receiver, Message message, Carrier carrier) {
        traffic.pass(carrier);
        watched.values().forEach(watch -> watch.heard(message));
        Message going = strain.pass(replacedAnswer(message), healed, carrier);
        for (int number : due(sender, receiver, going)) {
            if (strikes(number, sender, receiver, going, carrier)) {
                return;
            }
        }
        if (going instanceof Files.EntropyGiven given && !given.content().isEmpty()) {
            lastEntropy = given.content();
        }
        traffic.carry(sender, receiver, going, carrier);
    }

    /// The faults that are to strike now. Every one whose place this is counts it, whoever strikes.
    private List<Integer> due(Port sender, Port receiver, Message message) {
        List<Integer> due = new ArrayList<>();
        for (int number = 0; number < armed.size(); number++) {
            Fault fault = armed.get(number);
            if (Places.concerns(fault, sender, receiver, message)
                    && occasions.get(number).strikes(healed, Places.weight(fault, message))) {
                due.add(number);
            }
        }
        return due;
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
                traffic.carry(sender, receiver, half, carrier);
            }
            case MSG_DELAY, IRQ_DELAY, TIMER_LATE -> late(number, sender, receiver, message, LONGEST);
            case MSG_REORDER -> late(number, sender, receiver, message, 1);
            case MSG_DROP, IRQ_LOST, TIMER_LOST ->
                struck(number, "%s ▶ %s: %s is lost".formatted(sender, receiver, message));
            case MSG_DUP, IRQ_DUP -> {
                struck(number, "%s ▶ %s: %s comes twice".formatted(sender, receiver, message));
                traffic.carry(sender, receiver, message, carrier);
                traffic.carry(sender, receiver, message, carrier);
            }
            case MSG_CORRUPT_FIELD -> {
                Message other = Objects.requireNonNull(Rebuilt.corrupted(fault, message));
                struck(number, "%s ▶ %s: %s is %s".formatted(sender, receiver, message, other));
                traffic.carry(sender, receiver, other, carrier);
            }
            case MSG_BITFLIP -> {
                Message other = flippedBit(number, message);
                struck(number, "%s ▶ %s: %s is %s".formatted(sender, receiver, message, other));
                traffic.carry(sender, receiver, other, carrier);
            }
            case FUTEX_WAKE -> {
                struck(number, "%s returns though nobody woke it".formatted(message));
                answer(receiver, sender, (SystemCall) message, 0, carrier);
            }
            case SYS_RETVAL -> {
                long value = Long.parseLong(fault.parameter("value", "0"));
                struck(number, "%s answers %d".formatted(message, value));
                answer(receiver, sender, (SystemCall) message, value, carrier);
            }
            case USER_COPY -> copyPart(number, sender, receiver, (SystemCall) message, carrier);
            case DESCRIPTORS ->
                refuse(number, fault.parameter("errno", "EMFILE"), sender, receiver, (SystemCall) message, carrier);
            case ALLOCATION -> allocation(number, sender, receiver, message, carrier);
            case SIGNAL -> {
                int signal = FaultCheck.signal(fault.parameter("signal", "SIGTERM"));
                int task = ((SystemCall) message).call().task();
                struck(number, "task %d gets signal %d, in %s".formatted(task, signal, message));
                traffic.carry(Port.FILES, Port.TASKS, new Tasks.SignalTask(task, signal, 0), carrier);
                return false;
            }
            case ENTROPY -> repeatEntropy(number, sender, receiver, (Files.EntropyGiven) message, carrier);
            case IRQ_SPURIOUS -> {
                raise(number, 1, carrier);
                return false;
            }
            case IRQ_STORM -> {
                raise(number, Integer.parseInt(fault.parameter("count", "100")), carrier);
                return false;
            }
            case TIMER_EARLY -> {
                Clock.Arm arm = (Clock.Arm) message;
                struck(number, "%s rings at once".formatted(arm));
                traffic.carry(sender, receiver, new Clock.Arm(arm.key(), 0, arm.alarm(), arm.background()), carrier);
            }
            case CLOCK_JUMP -> {
                Message later = Rebuilt.later(message, TimeSpan.nanos(fault.parameter("by", "1s")));
                struck(number, "%s is %s".formatted(message, later));
                traffic.carry(sender, receiver, later, carrier);
            }
            case CLOCK_DRIFT -> {
                long ahead = strain.drift(receiver, TimeSpan.nanos(fault.parameter("by", "10us")));
                carryTold(number, sender, receiver, Rebuilt.later(message, ahead), carrier);
            }
            case CLOCK_FREEZE -> {
                long now = ((Hart.Run) message).nowNanos();
                long behind = strain.standing(receiver, now) - now;
                carryTold(number, sender, receiver, Rebuilt.later(message, behind), carrier);
            }
            case PRESSURE -> {
                long bytes = FaultCheck.bytes(fault.parameter("bytes", "64MiB"));
                struck(number, "%d bytes of memory are somebody else's".formatted(bytes));
                strain.take(bytes, messages(fault, Long.MAX_VALUE), carrier);
                return false;
            }
            case HART_PAUSE, ACTOR_PAUSE -> {
                struck(number, "%s hears nothing for a while".formatted(receiver));
                traffic.deafen(receiver, messages(fault, 100));
                traffic.carry(sender, receiver, message, carrier);
            }
            case HART_DIE -> {
                struck(number, "%s is dead".formatted(receiver));
                traffic.kill(receiver);
            }
            case TLB_STALE -> {
                Hart.Shootdown ignored = (Hart.Shootdown) message;
                struck(number, "%s keeps what %s names".formatted(receiver, ignored));
                traffic.carry(
                        receiver, sender, new Memory.Acknowledged(ignored.ticket(), receiver.hartIndex()), carrier);
            }
            case TLB_DROP -> struck(number, "%s ▶ %s: %s is lost".formatted(sender, receiver, message));
            case REG_FLIP, BIT_FLIP, SKIP, STORE_CONDITIONAL ->
                throw new IllegalStateException(fault + " strikes no message");
        }
        return true;
    }

    /// What cannot be said in such a message is said as it was.
    private Message flippedBit(int number, Message message) {
        long last = occasions.get(number).seen();
        long first = last - Places.weight(armed.get(number), message);
        int bit = (int) (((Moment.Occurrence) armed.get(number).when()).number() - first - 1);
        Record other = MessageBits.flipped((Record) message, bit);
        return other == null ? message : (Message) other;
    }

    private void carryTold(int number, Port sender, Port receiver, Message message, Carrier carrier) {
        struck(number, "%s is told %s".formatted(receiver, message));
        traffic.carry(sender, receiver, message, carrier);
    }

    private void answer(Port owner, Port hart, SystemCall call, long value, Carrier carrier) {
        traffic.carry(owner, hart, new Hart.Completed(call.call(), Completion.value(value)), carrier);
    }

    /// A transfer that finds its buffer unmapped after some bytes has come so far; EFAULT if that is nowhere.
    private void copyPart(int number, Port hart, Port owner, SystemCall call, Carrier carrier) {
        String partial = armed.get(number).parameters().get("partial");
        Message part = partial == null ? null : Rebuilt.shortened(call, Long.parseLong(partial));
        if (part == null) {
            refuse(number, "EFAULT", hart, owner, call, carrier);
        } else {
            struck(number, "%s is %s".formatted(call, part));
            traffic.carry(hart, owner, part, carrier);
        }
    }

    private static long messages(Fault fault, long usual) {
        return Long.parseLong(fault.parameter("messages", String.valueOf(usual)));
    }

    private void late(int number, Port sender, Port receiver, Message message, long usual) {
        struck(number, "%s ▶ %s: %s is late".formatted(sender, receiver, message));
        traffic.delay(sender, receiver, message, messages(armed.get(number), usual));
    }

    /// A `brk` that fails answers with the break there is, so it is asked for that.
    private void allocation(int number, Port hart, Port owner, Message message, Carrier carrier) {
        if (message instanceof MemoryCall.Break call) {
            struck(number, "%s finds no memory".formatted(call));
            traffic.carry(hart, owner, new MemoryCall.Break(call.call(), 0), carrier);
        } else {
            refuse(number, "ENOMEM", hart, owner, (SystemCall) message, carrier);
        }
    }

    private void repeatEntropy(int number, Port sender, Port receiver, Files.EntropyGiven given, Carrier carrier) {
        byte[] same = new byte[given.content().length()];
        for (int index = 0; index < same.length; index++) {
            same[index] = lastEntropy.isEmpty() ? 0 : lastEntropy.at(index % lastEntropy.length());
        }
        struck(number, "%d random bytes are those there were before".formatted(same.length));
        traffic.carry(sender, receiver, new Files.EntropyGiven(given.call(), Bytes.wrap(same)), carrier);
    }

    private void raise(int number, int count, Carrier carrier) {
        Fault fault = armed.get(number);
        int line = fault.where().equals("*") ? 1 : Integer.parseInt(fault.where());
        struck(number, "line %d is raised %d times for nothing".formatted(line, count));
        for (int time = 0; time < count; time++) {
            traffic.carry(Port.CONSOLE, Port.INTERRUPTS, new Interrupts.Raise(line), carrier);
        }
    }

    private void struck(int number, String what) {
        Injected strike =
                new Injected(number, armed.get(number), occasions.get(number).seen(), what);
        injected.add(strike);
        listener.accept(strike);
    }

    private void refuse(int number, String name, Port hart, Port owner, SystemCall call, Carrier carrier) {
        Errno errno = Objects.requireNonNull(FaultCheck.errno(name));
        struck(number, "%s fails with %s".formatted(call, errno));
        traffic.carry(owner, hart, new Hart.Completed(call.call(), Completion.error(errno)), carrier);
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

    @Override
    public boolean release(Carrier carrier) {
        return traffic.release(carrier);
    }
}
