package org.lkernel.experiments.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Order;
import org.lkernel.actors.Watcher;
import org.lkernel.actors.fabric.Ready;
import org.lkernel.experiments.schedule.Decision.Site;
import org.lkernel.kernel.Deadlines;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.Hart;

/// Which message is delivered next, or whether time passes before.
///
/// A message to a hart that lets a task go on is an event of the task; any other one is an event of its
/// channel, and what it touches is its receiver.
final class Letters implements Order, Watcher {
    private static final long SUBSYSTEM = 1L << 60;
    private static final long EVERYTHING = 1L << 59;
    /// How near a deadline must be to come before messages that wait: a time-out may overtake an event, but a
    /// program that gives another ten seconds has given it for ever.
    private static final long NEAR_NANOS = 500_000_000;

    /// A channel that holds so many messages goes first: whatever an order puts off, it may not put off for ever.
    private static final int DEEP = 1024;

    private final Course course;
    private final Stays stays;
    private final Inspector inspector;
    private final Candidates candidates = new Candidates();
    private final LongTable delivered = new LongTable();
    private @Nullable Ready ready;
    private @Nullable Deadlines clock;
    private long deadline = Long.MAX_VALUE;
    private boolean clockMoved;
    /// The deadline that time was let pass to last; it is no choice again before it has rung.
    private long passed;
    /// The chain that is next, as was decided elsewhere, or 0.
    private int promised;

    Letters(Course course, Stays stays, Inspector inspector) {
        this.course = course;
        this.stays = stays;
        this.inspector = inspector;
    }

    void attach(Deadlines newClock) {
        clock = newClock;
    }

    void begin() {
        delivered.clear();
        clockMoved = true;
        passed = Long.MAX_VALUE;
        promised = 0;
        deadline = Long.MAX_VALUE;
    }

    @Override
    public void over(Ready newReady) {
        ready = newReady;
    }

    @Override
    public boolean mindsTime() {
        return true;
    }

    /// Whether something is not as it must be, between two steps.
    boolean isBroken() {
        return inspector.finds(Objects.requireNonNull(ready));
    }

    void promise(int chain) {
        promised = chain;
    }

    @Override
    public int next(Ready all) {
        if (all.size() == 1 && promised == 0 && !isTimeNear()) {
            return 0;
        }
        int deep = deep(all);
        if (deep >= 0) {
            return deep;
        }
        candidates.clear();
        addTo(candidates);
        candidates.usual(oldest(all));
        int kept = promised == 0 ? -1 : candidates.find(promised);
        promised = 0;
        if (kept < 0) {
            kept = candidates.count() == 1 ? 0 : course.decide(Site.DELIVER, candidates);
        }
        if (candidates.chain(kept) == Candidates.TIME) {
            passed = deadline;
            return TIME_PASSES;
        }
        return candidates.place(kept);
    }

    private static int deep(Ready all) {
        for (int index = 0; index < all.size(); index++) {
            if (all.depth(index) >= DEEP) {
                return index;
            }
        }
        return -1;
    }

    private static int oldest(Ready all) {
        int oldest = 0;
        for (int index = 1; index < all.size(); index++) {
            if (all.arrival(index) < all.arrival(oldest)) {
                oldest = index;
            }
        }
        return oldest;
    }

    /// Adds what could be delivered, and the next deadline.
    void addTo(Candidates all) {
        Ready letters = Objects.requireNonNull(ready);
        for (int index = 0; index < letters.size(); index++) {
            int receiver = letters.receiver(index).id();
            int task = resumes(letters.message(index), receiver);
            if (task != 0) {
                stays.addTask(all, task, index);
            } else {
                int chain = Candidates.letterChain(letters.sender(index).id(), receiver);
                all.add(chain, delivered.at(chain), SUBSYSTEM | receiver, true, index);
            }
        }
        if (isTimeNear()) {
            all.add(Candidates.TIME, deadline, EVERYTHING, true, TIME_PASSES);
        }
    }

    private int resumes(Message message, int receiver) {
        return switch (message) {
            case Hart.Run run -> run.task();
            case Hart.Continue() -> stays.on(receiver - Port.FIRST_HART);
            case Hart.Completed completed -> completed.call().task();
            default -> 0;
        };
    }

    private boolean isTimeNear() {
        Deadlines present = clock;
        if (clockMoved && present != null) {
            clockMoved = false;
            deadline = present.nextDeadlineNanos();
        }
        return deadline != Long.MAX_VALUE
                && deadline != passed
                && present != null
                && deadline - present.nowNanos() <= NEAR_NANOS
                && course.letsTimePass();
    }

    @Override
    public void delivering(long step, Port sender, Port receiver, Message message) {
        inspector.delivering(receiver);
        delivered.add(Candidates.letterChain(sender.id(), receiver.id()), 1);
        if (receiver.equals(Port.CLOCK)) {
            clockMoved = true;
        } else if (receiver.equals(Port.SCHEDULER)) {
            stays.queuesChanged();
        }
    }
}
