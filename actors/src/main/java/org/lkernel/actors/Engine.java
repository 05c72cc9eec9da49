package org.lkernel.actors;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.codec.Folds;
import org.lkernel.actors.fabric.Driver;
import org.lkernel.actors.fabric.Fabric;
import org.lkernel.actors.fabric.Family;
import org.lkernel.actors.fabric.Host;
import org.lkernel.actors.fabric.Ready;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.kernel.Deadlines;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;

/// What drives a fabric: counts steps, folds the digest, and decides at the boundary between two steps what
/// comes next.
final class Engine implements Driver {
    /// How often it is asked whether the thread was interrupted.
    private static final long INTERRUPTION_MASK = 0xff;

    private final Order order;
    private final Observers observers;
    private final InputGate gate;
    private final Offers offers = new Offers();
    private final boolean digesting;
    private final CrashReporter reporter;
    private final MachineLog log;
    private final Recent recent = new Recent();
    private final Fabric fabric;
    private final Ready ready;
    private final Harts harts;
    private final HostTime time;
    private final @Nullable Deadlines deadlines;
    private final boolean virtualTime;
    private final Pace pace;

    private long steps;
    private Digest digest = new Digest();
    private @Nullable Host unfinished;
    private @Nullable RuntimeException failure;

    private Horizon horizon = Horizon.NONE;
    private Stop stop = Stop.QUIET;
    /// Boundaries before this step need no more than a glance.
    private long nextBoundary;

    Engine(Family family, Wiring wiring, List<Subsystem<?, ?>> subsystems, InputGate gate, Pace pace) {
        MachinePlan plan = wiring.plan();
        this.gate = gate;
        this.pace = pace;
        this.order = plan.order().apply(wiring.choices());
        this.reporter = new ReplayableCrash(wiring.choices(), plan.replayLine());
        this.digesting = plan.digesting();
        this.log = new MachineLog(plan.name(), plan.logLines());
        this.fabric = new Fabric(family, subsystems, this, plan.longestQueue(), plan.inlining(), wiring.interposer());
        this.ready = fabric.ready();
        this.observers = Observers.of(wiring.observers(), log, reporter, fabric.hosts());
        order.over(ready);
        this.harts = new Harts(fabric.hosts().stream()
                .map(Host::resumable)
                .filter(Objects::nonNull)
                .toList());
        this.deadlines = fabric.hosts().stream()
                .map(Host::subsystem)
                .filter(Deadlines.class::isInstance)
                .map(Deadlines.class::cast)
                .findFirst()
                .orElse(null);
        this.virtualTime = plan.mode() == Mode.DETERMINISTIC;
        this.time = new HostTime(
                TimeSignal.among(fabric.hosts()),
                !virtualTime && gate.open() ? new Pulse(plan.hostNanos(), harts.all()) : null,
                gate);
    }

    /// Why the machine stands still for good, or null.
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    Pace pace() {
        return pace;
    }

    Watchdog watchdog(Duration limit, Consumer<Stuck> told) {
        return new Watchdog(pace, recent, reporter, limit, told);
    }

    Fabric fabric() {
        return fabric;
    }

    Offers offers() {
        return offers;
    }

    MachineLog log() {
        return log;
    }

    long steps() {
        return steps;
    }

    Digest digest() {
        return digest;
    }

    long retired() {
        return harts.retired();
    }

    /// The latest time that the clock or a hart has come to.
    long latestNanos() {
        return Math.max(nowNanos(), harts.latestNanos());
    }

    private long nowNanos() {
        return deadlines == null ? 0 : deadlines.nowNanos();
    }

    /// Everything that is not in the subsystems is replaced; they and the mailboxes have been.
    void load(long newSteps, Digest newDigest) {
        steps = newSteps;
        digest = newDigest;
        failure = null;
        recent.startAt(newSteps);
        unfinished = null;
        fabric.hosts().forEach(this::noteUnfinished);
        if (!virtualTime) {
            time.load(fabric.letters());
        }
        beginTime();
    }

    void beginTime() {
        time.startAt(latestNanos());
    }

    /// Goes as far as the horizon at most.
    Stop run(Horizon newHorizon) {
        horizon = newHorizon;
        nextBoundary = 0;
        stop = Stop.QUIET;
        time.goOn();
        if (failure == null) {
            pace.begin(steps);
            fabric.run();
            pace.end();
        }
        time.rest();
        if (failure != null) {
            throw failure;
        }
        return stop;
    }

    /// Puts a message of the host on its way. A slice that stopped half-way is finished first.
    void inject(Port receiver, Message message) {
        check(receiver, message);
        if (!gate.open()) {
            throw new IllegalStateException("a replay takes its input from the journal");
        }
        horizon = Horizon.NONE;
        if (unfinished != null) {
            finishSlice();
        }
        if (failure != null) {
            throw failure;
        }
        record(receiver, message);
    }

    /// @throws IllegalArgumentException for a message that nobody there understands
    void check(Port receiver, Message message) {
        Host host = fabric.host(receiver);
        if (host == null) {
            throw new IllegalArgumentException("this machine has no " + receiver);
        } else if (!host.subsystem().understands().isInstance(message)) {
            throw new IllegalArgumentException("%s does not understand %s".formatted(receiver, message));
        }
    }

    private void record(Port receiver, Message message) {
        gate.injected(steps, receiver, message);
        put(receiver, message);
    }

    /// Puts a message of the journal on its way, if the journal may say so.
    private void repeat(Port receiver, Message message) {
        Host host = fabric.host(receiver);
        if (host == null || !host.subsystem().understands().isInstance(message)) {
            throw new JournalException(
                    "the journal sends %s to %s, which does not understand it".formatted(message, receiver));
        }
        put(receiver, message);
    }

    private void put(Port receiver, Message message) {
        time.sent(Port.HOST, receiver, message);
        fabric.tell(Port.HOST, receiver, message);
    }

    @Override
    public int next() {
        pace.handling(0);
        while (true) {
            if (unfinished != null && !goOn()) {
                return -1;
            }
            if ((steps >= nextBoundary || offers.signalled()) && !passBoundary()) {
                return -1;
            }
            if ((steps & INTERRUPTION_MASK) == 0 && Thread.currentThread().isInterrupted()) {
                return stopped(Stop.INTERRUPTED);
            }
            int candidates = ready.size();
            if (time.isAwaited()) {
                return time.next(ready);
            }
            int next =
                    candidates == 0 ? Order.TIME_PASSES : candidates == 1 && !order.mindsTime() ? 0 : order.next(ready);
            if (next != Order.TIME_PASSES) {
                return next;
            }
            stop = Stop.QUIET;
            if (!fabric.release() && !jumpToDeadline() && (candidates > 0 || !awaitHost())) {
                return candidates > 0 ? 0 : -1;
            }
        }
    }

    private boolean goOn() {
        gate.midway(steps);
        return finishSlice();
    }

    private boolean passBoundary() {
        boolean signalled = offers.signalled();
        if (signalled) {
            offers.clearSignal();
        }
        if (failure != null) {
            return false;
        }
        Stop reason = reasonToStop(signalled);
        if (reason != null) {
            stopped(reason);
            return false;
        }
        gate.boundary(steps, digest, this::repeat);
        if (gate.exhausted(steps)) {
            stopped(Stop.REPLAYED);
            return false;
        }
        if (signalled) {
            takeOffers();
        }
        time.beat(this::record);
        harts.limitSlices(horizon);
        nextBoundary = !time.isLive() && horizon.isCounted() ? Math.min(horizon.steps(), gate.dueStep()) : steps;
        return true;
    }

    private @Nullable Stop reasonToStop(boolean signalled) {
        if (steps >= horizon.steps()) {
            return Stop.STEPS;
        }
        Stop inside = reasonToPause();
        if (inside != null) {
            return inside;
        }
        if (signalled && offers.takeStop()) {
            return Stop.REQUESTED;
        }
        return horizon.nanos() != Long.MAX_VALUE && latestNanos() >= horizon.nanos() || holds(horizon.condition())
                ? Stop.CONDITION
                : null;
    }

    private static boolean holds(@Nullable BooleanSupplier condition) {
        return condition != null && condition.getAsBoolean();
    }

    /// What may end a run inside a slice as well as between two steps.
    private @Nullable Stop reasonToPause() {
        if (horizon.retired() != Long.MAX_VALUE && retired() >= horizon.retired()) {
            return Stop.INSTRUCTIONS;
        }
        return horizon.call() >= 0 && harts.calls(horizon.call()) >= horizon.calls() ? Stop.CONDITION : null;
    }

    private int stopped(Stop reason) {
        stop = reason;
        return -1;
    }

    private void takeOffers() {
        for (Offers.Offer offer = offers.poll(); offer != null; offer = offers.poll()) {
            record(offer.receiver(), offer.message());
        }
    }

    /// Nothing can be delivered: in virtual time the next deadline is now. It follows from the state, so no
    /// journal has it.
    private boolean jumpToDeadline() {
        if (!virtualTime || deadlines == null || !deadlines.isAwaited()) {
            return false;
        }
        put(Port.CLOCK, new Clock.Idle());
        return true;
    }

    /// In live mode waits for the host, or for the next deadline. False when nothing is to come.
    private boolean awaitHost() {
        if (!time.isLive()) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            stopped(Stop.INTERRUPTED);
            return false;
        }
        gate.settle();
        return time.await(offers, deadlines == null ? Long.MAX_VALUE : deadlines.nextDeadlineNanos(), this::record);
    }

    /// Lets the slice go on to its end; false when it is to stay where it is.
    private boolean finishSlice() {
        while (unfinished != null && failure == null) {
            Stop reason = reasonToPause();
            if (reason != null) {
                stopped(reason);
                return false;
            }
            Host host = unfinished;
            harts.limitSlices(horizon);
            unfinished = null;
            host.proceed();
        }
        return failure == null;
    }

    @Override
    public long delivering(int sender, int receiver, Message message, long cause) {
        long step = ++steps;
        time.delivering(sender, message);
        gate.at(step);
        recent.add(step, cause, sender, receiver, message);
        if (digesting) {
            digest.putInt(sender << 8 | receiver);
            Folds.fold((Record) message, digest);
        }
        if (observers.isLooking()) {
            observers.show(new Delivery(step, cause, new Port(sender), new Port(receiver), message), latestNanos());
        }
        pace.at(step);
        pace.handling(receiver >= Port.FIRST_HART ? 0 : step);
        return step;
    }

    @Override
    public void handled(Host host) {
        pace.handling(0);
        noteUnfinished(host);
    }

    private void noteUnfinished(Host host) {
        if (host.unfinished()) {
            unfinished = host;
        }
    }

    @Override
    public void logged(Host host, Logged line) {
        log.add(new LogLine(steps, nowNanos(), host.port(), line.level(), line.text()), reporter.seed());
    }

    @Override
    public void failed(Host host, Throwable cause) {
        if (failure == null) {
            failure = reporter.report(steps, host.port(), recent.upTo(steps), cause);
        }
        nextBoundary = 0;
    }
}
