package org.lkernel.experiments.schedule;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Stop;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.drivers.computer.ComputerBuilder;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.ClockSubsystem;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.scheduler.SchedulerSubsystem;
import org.lkernel.kernel.task.TasksState;
import org.lkernel.kernel.task.TasksSubsystem;

/// A machine that plays one schedule after another from the same moment: the *base*.
///
/// The base is where the program first does something of which a second flow of control may come: it makes a
/// thread or a process, or sets a timer. Up to there nothing can go otherwise. A program that never does is
/// played from its start. Going back to the base costs what the last schedule changed.
public final class Stage implements AutoCloseable {
    /// clone, clone3, setitimer, timer_create, timerfd_create.
    private static final List<Integer> SPLITTING = List.of(220, 435, 103, 107, 85);

    private static final int GLANCE_MASK = 0xff;

    private final Course course = new Course();
    private final Stays stays = new Stays(course);
    private final Inspector inspector = new Inspector();
    private final Letters letters = new Letters(course, stays, inspector);
    private final Computer computer;
    private final Checkpoint base;
    private final List<HartSubsystem> harts;
    private final TasksSubsystem tasks;
    private final long baseSteps;
    private final long baseRetired;
    private final boolean digesting;
    private long deadlineNanos;
    private int glances;
    private boolean over;

    /// @param builders gives the same machine each time
    /// @param seed of everything but the schedule
    /// @param words the program and its arguments
    /// @param digesting whether there is a [#digest] of what it plays
    /// @param deadlineNanos by `System.nanoTime`, when it must have come to the base
    public Stage(
            Supplier<ComputerBuilder> builders, long seed, List<String> words, boolean digesting, long deadlineNanos) {
        this.digesting = digesting;
        this.deadlineNanos = deadlineNanos;
        Computer booted = boot(builders, seed, words);
        if (!advance(booted)) {
            booted.close();
            booted = boot(builders, seed, words);
        }
        until(Long.MAX_VALUE);
        computer = booted;
        Machine machine = computer.machine();
        harts = all(HartSubsystem.class);
        tasks = all(TasksSubsystem.class).getFirst();
        stays.attach(letters, all(SchedulerSubsystem.class).getFirst());
        letters.attach(all(ClockSubsystem.class).getFirst());
        inspector.attach(machine.subsystems());
        base = computer.save();
        baseSteps = machine.steps();
        baseRetired = machine.retired();
    }

    private Computer boot(Supplier<ComputerBuilder> builders, long seed, List<String> words) {
        Computer booted = builders.get()
                .seed(seed)
                .watch(letters)
                .policy(stays)
                .with(builder -> builder.choices(new CourseChoices(seed, stays))
                        .order(_ -> letters)
                        .digesting(digesting)
                        .logLines(16))
                .boot(words.toArray(String[]::new));
        letters.begin();
        stays.begin(of(booted, HartSubsystem.class));
        stays.attach(letters, of(booted, SchedulerSubsystem.class).getFirst());
        course.begin(Chooser.FIFO, Words.NONE, false, false);
        return booted;
    }

    /// To the base; false if the program ended without having come to one.
    private boolean advance(Computer booted) {
        List<HartSubsystem> all = of(booted, HartSubsystem.class);
        TasksSubsystem owner = of(booted, TasksSubsystem.class).getFirst();
        booted.run(() -> owner.state().ended() != null || hasSplit(all) || isOver());
        if (over) {
            booted.close();
            throw new OutOfTime();
        }
        return owner.state().ended() == null && hasSplit(all);
    }

    /// Until when all that is played from now on must be over, by `System.nanoTime`.
    ///
    /// @throws OutOfTime from what is not
    public void until(long newDeadlineNanos) {
        deadlineNanos = newDeadlineNanos;
        over = false;
    }

    /// The clock is not looked at every time.
    private boolean isOver() {
        if (!over && deadlineNanos != Long.MAX_VALUE && (++glances & GLANCE_MASK) == 0) {
            over = System.nanoTime() >= deadlineNanos;
        }
        return over;
    }

    private static boolean hasSplit(List<HartSubsystem> all) {
        for (int index = 0; index < all.size(); index++) {
            for (int call = 0; call < SPLITTING.size(); call++) {
                if (all.get(index).calls(SPLITTING.get(call)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private <T> List<T> all(Class<T> type) {
        return of(computer, type);
    }

    private static <T> List<T> of(Computer owner, Class<T> type) {
        return owner.machine().subsystems().stream()
                .map(Subsystem::core)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// Plays a schedule.
    ///
    /// @param words at which tasks may be interrupted
    /// @param interrupting whether tasks may be interrupted in their own code
    /// @param scouting whether to look at every access, for [#found] and [#pilot]
    public Outcome play(Chooser chooser, Words words, boolean interrupting, boolean scouting, Limits limits) {
        computer.reset(base);
        inspector.begin();
        letters.begin();
        stays.begin(harts);
        course.begin(chooser, words, interrupting, scouting);
        return finish(limits);
    }

    /// Plays a schedule again.
    public Outcome repeat(List<Decision> decisions, Limits limits) {
        return repeat(decisions, limits, Words.NONE, null);
    }

    /// Plays a schedule again for somebody to see.
    ///
    /// @param words to which accesses are seen
    public Outcome repeat(List<Decision> decisions, Limits limits, Words words, @Nullable Eyewitness eyewitness) {
        computer.reset(base);
        inspector.begin();
        letters.begin();
        stays.begin(harts);
        course.repeat(decisions, words, eyewitness);
        return finish(limits);
    }

    private Outcome finish(Limits limits) {
        Ending ending = run(limits);
        Machine machine = computer.machine();
        return new Outcome(ending, machine.steps() - baseSteps, machine.retired() - baseRetired);
    }

    private Ending run(Limits limits) {
        try {
            if (goesOn(limits, 1)) {
                course.calmDown();
                if (goesOn(limits, 3)) {
                    return new Ending.Endless(Waits.running(computer));
                }
            }
        } catch (KernelCrash crash) {
            return new Ending.Crashed(crash);
        }
        inspector.lookAtAll();
        Ending broken = inspector.broken();
        if (broken != null) {
            return broken;
        }
        TasksState.Ended ended = tasks.state().ended();
        return ended == null
                ? new Ending.Stuck(Waits.of(computer))
                : new Ending.Ended(ended.code(), ended.reason(), lastLine());
    }

    /// Whether it is not at its end after so many times what it may take.
    private boolean goesOn(Limits limits, int times) {
        Machine machine = computer.machine();
        long lastStep = baseSteps + times * limits.steps();
        long lastInstruction = baseRetired + times * limits.retired();
        BooleanSupplier end = () ->
                tasks.state().ended() != null || machine.retired() > lastInstruction || letters.isBroken() || isOver();
        Stop stop = machine.run(end, lastStep - machine.steps());
        if (over) {
            throw new OutOfTime();
        }
        return tasks.state().ended() == null && stop != Stop.QUIET && inspector.broken() == null;
    }

    private String lastLine() {
        byte[] written = computer.console().errors();
        if (written.length == 0) {
            return "";
        }
        String text = new String(written, java.nio.charset.StandardCharsets.UTF_8).stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /// The machine, at the end of the schedule played last.
    public Computer computer() {
        return computer;
    }

    /// The decisions of the schedule played last that differ from fifo's.
    public List<Decision> decisions() {
        return course.decisions();
    }

    /// How many those are.
    public int differences() {
        return course.differences();
    }

    /// A number that two schedules share only if they were decided alike.
    public long shape() {
        return course.shape();
    }

    /// The words that the scout played last showed to be shared.
    public long[] found() {
        return stays.found();
    }

    /// What the scout played last was like.
    public Pilot pilot() {
        return course.pilot();
    }

    /// The digest of the schedule played last.
    public String digest() {
        if (!digesting) {
            throw new IllegalStateException("this stage keeps no digests");
        }
        return computer.digest();
    }

    @Override
    public void close() {
        base.close();
        computer.close();
    }
}
