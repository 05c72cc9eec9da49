package org.lkernel.experiments.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.schedule.Decision.Site;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.hart.Preemption;
import org.lkernel.kernel.scheduler.Policy;
import org.lkernel.kernel.scheduler.ReadyTask;
import org.lkernel.kernel.scheduler.SchedulerSubsystem;

/// How long each task stays on its hart, and who comes after it.
///
/// A task's *progress* is the instructions it has retired since the base and the system calls it has made: a
/// place in its own run that no other task can move. It is asked about at most once at each place, so it
/// always gets on.
final class Stays implements Preemption, Policy {
    private static final int MOST_READY = 64;
    private static final long CALLS = 1L << 58;
    private static final int YIELD = 124;
    /// A task that touches one word from one place so often in one stay only waits for another.
    private static final int PATIENCE = 200;
    private static final int LONGEST_STAY = 5000;
    /// Turns of others that it lets pass then.
    private static final int TURNS = 64;

    private static final int CURRENT = -2;
    private static final int QUEUED = -3;

    private final Course course;
    private final Candidates candidates = new Candidates();
    private final Touches touches = new Touches();
    private final int[] occupants = new int[Port.MAXIMUM_HARTS];
    private final long[] entered = new long[Port.MAXIMUM_HARTS];
    private final int[] readyTasks = new int[MOST_READY];
    private final List<ReadyTask> foremost = new ArrayList<>();
    private int readyCount = -1;
    private @Nullable Letters letters;
    private @Nullable SchedulerSubsystem scheduler;

    private long[] progress = new long[64];
    private long[] asked = new long[64];
    private long[] resources = new long[64];
    private boolean[] writing = new boolean[64];
    private long spinPlace;
    private int spins;
    private int points;
    /// The task that gets the hart that is about to be vacant, or 0.
    private int promised;

    Stays(Course course) {
        this.course = course;
    }

    void attach(Letters newLetters, SchedulerSubsystem newScheduler) {
        letters = newLetters;
        scheduler = newScheduler;
    }

    /// Everything is counted from here.
    void begin(Iterable<HartSubsystem> harts) {
        Arrays.fill(progress, 0);
        Arrays.fill(asked, -1);
        Arrays.fill(resources, Candidates.UNKNOWN);
        touches.clear();
        readyCount = -1;
        promised = 0;
        spins = 0;
        points = 0;
        for (HartSubsystem hart : harts) {
            occupants[hart.port().hartIndex()] = hart.state().task();
            entered[hart.port().hartIndex()] = hart.retired();
            room(hart.state().task());
        }
    }

    int on(int hart) {
        return occupants[hart];
    }

    void queuesChanged() {
        readyCount = -1;
    }

    // ---- what a hart asks

    @Override
    public boolean looksOn() {
        return true;
    }

    @Override
    public void enters(int hart, int task, long retired) {
        occupants[hart] = task;
        entered[hart] = retired;
        room(task);
        spins = 0;
        points = 0;
    }

    @Override
    public void leaves(int hart, long retired) {
        int task = occupants[hart];
        progress[task] += retired - entered[hart];
        entered[hart] = retired;
        occupants[hart] = 0;
    }

    @Override
    public long within(int hart, long retired) {
        Given given = course.given();
        if (given == null) {
            return Long.MAX_VALUE;
        }
        int task = occupants[hart];
        long now = progress[task] + retired - entered[hart];
        long next = given.next(task, asked[task] == now ? now + 1 : now);
        return next == Long.MAX_VALUE ? next : next - now;
    }

    @Override
    public Verdict before(int hart, Kind kind, long pc, long address, long retired) {
        int task = occupants[hart];
        long now = progress[task] + retired - entered[hart];
        Verdict verdict = Verdict.STAY;
        testify(task, kind, pc, address, now);
        if (asked[task] != now && isPoint(kind, address, task, now)) {
            asked[task] = now;
            resources[task] = kind == Kind.CALL ? CALLS : Touches.word(address);
            writing[task] = kind != Kind.LOAD;
            noteYield(kind, pc, address, task);
            verdict = ask(task, now);
        }
        if (kind == Kind.CALL && verdict == Verdict.STAY) {
            progress[task]++;
        }
        return verdict;
    }

    private void testify(int task, Kind kind, long pc, long address, long now) {
        Eyewitness eyewitness = course.eyewitness();
        if (eyewitness != null
                && kind != Kind.COUNT
                && (kind == Kind.CALL ? Visible.is(address) : course.words().have(address))) {
            eyewitness.sees(task, kind, pc, address, now);
        }
    }

    private boolean isPoint(Kind kind, long address, int task, long now) {
        Given given = course.given();
        if (given != null) {
            return given.interrupts(task, now);
        } else if (!course.interrupting()) {
            return false;
        }
        return switch (kind) {
            case LOAD, STORE, UPDATE -> course.words().have(address);
            case CALL -> Visible.is(address);
            case COUNT -> false;
        };
    }

    /// A yield puts the task last for a while; so does touching one word from one place again and again, which is
    /// counted as a majority is (Boyer and Moore), and a stay with very many points. See [Fairness].
    private void noteYield(Kind kind, long pc, long address, int task) {
        long place = pc ^ address << 20;
        if (kind == Kind.CALL) {
            if (address == YIELD) {
                course.yielded(task, 1);
            }
        } else if (++points >= LONGEST_STAY || place == spinPlace && ++spins >= PATIENCE) {
            points = 0;
            spins = 0;
            course.yielded(task, TURNS);
        } else if (place != spinPlace && --spins <= 0) {
            spinPlace = place;
            spins = 1;
        }
    }

    private Verdict ask(int task, long now) {
        candidates.clear();
        candidates.add(task, now, resources[task], writing[task], CURRENT);
        int count = ready();
        for (int index = 0; index < count; index++) {
            addTask(candidates, readyTasks[index], QUEUED);
        }
        Objects.requireNonNull(letters).addTo(candidates);
        if (candidates.count() == 1) {
            return Verdict.STAY;
        }
        int chosen = course.decide(Site.STAY, candidates);
        if (candidates.place(chosen) == CURRENT) {
            return Verdict.STAY;
        } else if (candidates.place(chosen) == QUEUED) {
            promised = candidates.chain(chosen);
            return Verdict.LEAVE;
        }
        letters.promise(candidates.chain(chosen));
        return Verdict.PAUSE;
    }

    private int ready() {
        if (readyCount < 0) {
            readyCount = Math.min(
                    MOST_READY, Objects.requireNonNull(scheduler).state().ready(readyTasks));
        }
        return readyCount;
    }

    void addTask(Candidates all, int task, int place) {
        room(task);
        all.add(task, progress[task], resources[task], writing[task], place);
    }

    // ---- what the scheduler asks

    @Override
    public ReadyTask next(int hart, Iterable<ReadyTask> ready, Choices choices) {
        int wanted = promised;
        promised = 0;
        foremost.clear();
        candidates.clear();
        for (ReadyTask task : ready) {
            if (task.task() == wanted) {
                return task;
            }
            addTask(candidates, task.task(), foremost.size());
            foremost.add(task);
        }
        return foremost.get(candidates.count() == 1 ? 0 : candidates.place(course.decide(Site.PICK, candidates)));
    }

    // ---- what is seen

    @Override
    public boolean hides(int hart, long address, int frame, Access access) {
        if (access == Access.EXECUTE) {
            return false;
        } else if (!course.scouting()) {
            return (course.given() == null ? course.interrupting() : course.eyewitness() != null)
                    && course.words().haveOnPage(address);
        }
        touches.note(occupants[hart], address, frame, access == Access.WRITE);
        return true;
    }

    /// The words that this run showed to be shared.
    long[] found() {
        return touches.found();
    }

    private void room(int task) {
        if (task >= progress.length) {
            int wider = Math.max(task + 1, 2 * progress.length);
            int before = progress.length;
            progress = Arrays.copyOf(progress, wider);
            asked = Arrays.copyOf(asked, wider);
            resources = Arrays.copyOf(resources, wider);
            writing = Arrays.copyOf(writing, wider);
            Arrays.fill(asked, before, wider, -1);
        }
    }
}
