package org.lkernel.actors;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.actors.fabric.Ready;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// The host's time on its way into a live machine: when it is told, and that it is told before anything else.
///
/// A hart that is told to run before it is told the time shows a program the time at which the machine went to sleep.
/// So the messages of [TimeSignal] are delivered as soon as they are sent, and no choice is drawn for them. A replay
/// does the same with those of its journal.
final class HostTime {
    /// A backend that takes longer has waited for the host, and the machine with it.
    private static final long WAITED_NANOS = 1_000_000;

    private final TimeSignal signal;
    private final @Nullable Pulse pulse;
    private final InputGate gate;
    /// Who was sent the time and has not been told yet, in order.
    private final ArrayDeque<Port> toBeTold = new ArrayDeque<>();

    /// @param pulse null for a machine that does not go by the host's time, or repeats a run that did
    HostTime(TimeSignal signal, @Nullable Pulse pulse, InputGate gate) {
        this.signal = signal;
        this.pulse = pulse;
        this.gate = gate;
    }

    boolean isLive() {
        return pulse != null;
    }

    void startAt(long machineNanos) {
        if (pulse != null) {
            pulse.startAt(machineNanos);
        }
    }

    /// The machine is run.
    void goOn() {
        if (pulse != null) {
            pulse.goOn();
        }
    }

    /// The machine is not run for a while.
    void rest() {
        if (pulse != null) {
            pulse.rest();
        }
    }

    // ---- what is on its way

    /// These messages are on their way, and no others.
    void load(List<Letter> letters) {
        toBeTold.clear();
        letters.forEach(letter -> sent(letter.sender(), letter.receiver(), letter.message()));
    }

    void sent(Port sender, Port receiver, Message message) {
        if (sender.equals(Port.HOST) && TimeSignal.isTime(message)) {
            toBeTold.addLast(receiver);
        }
    }

    void delivering(int sender, Message message) {
        if (sender == Port.HOST.id() && TimeSignal.isTime(message)) {
            toBeTold.removeFirst();
        }
    }

    /// Whether somebody is to be told the time before anything else is delivered.
    boolean isAwaited() {
        return !toBeTold.isEmpty();
    }

    /// The message that tells it; what the host sent the same receiver earlier comes with it.
    int next(Ready ready) {
        Port receiver = toBeTold.getFirst();
        int index = 0;
        while (!ready.sender(index).equals(Port.HOST) || !ready.receiver(index).equals(receiver)) {
            index++;
        }
        return index;
    }

    // ---- when it is told

    /// Between two steps: tells the time if enough has passed. An answer that took long was waited for. The time told
    /// after an answer is that of the answer, which may say what another clock showed then.
    void beat(InputGate.Injector injector) {
        if (pulse == null) {
            return;
        }
        long asked = gate.takeAskedNanos();
        if (asked >= WAITED_NANOS) {
            pulse.idled(asked);
        }
        long nanos = asked >= 0 ? pulse.beatAt(gate.answeredNanos()) : pulse.beat();
        if (nanos >= 0) {
            signal.tell(nanos, pulse.takeIdle(), injector);
        }
    }

    /// Nothing can be delivered: waits for the host or for the deadline, and tells the time. False when nothing is to
    /// come.
    boolean await(Offers offers, long deadlineNanos, InputGate.Injector injector) {
        if (pulse == null) {
            return false;
        }
        long before = pulse.nowNanos();
        offers.await(deadlineNanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadlineNanos - before);
        long after = pulse.nowNanos();
        pulse.idled(after - before);
        signal.tell(pulse.told(after), pulse.takeIdle(), injector);
        return true;
    }
}
