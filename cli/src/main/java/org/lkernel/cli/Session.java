package org.lkernel.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Stuck;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Errands;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.MachineLink;
import org.lkernel.cli.session.SessionException;
import org.lkernel.drivers.board.Board;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.kernel.task.TasksState;

/// One machine from its start to its end, between a front and its exit status.
final class Session {
    /// The status of a machine that failed itself, as `docker run` and `env` have it.
    static final int FAILED = 125;
    /// The status of a machine that was stopped by the user, and of one that was told to terminate.
    static final int INTERRUPTED = 130;
    static final int TERMINATED = 143;
    static final int HUNG_UP = 129;

    /// How long a handler may take.
    static final Duration HANDLER_LIMIT = Duration.ofSeconds(10);

    /// How a machine ends whose first program did run.
    private static final List<String> ENDS = List.of("exit", "reboot");

    private final Caller caller;
    private final RunOptions options;
    private final Gate gate;
    private final Blueprint blueprint;
    private final Front front;
    private final PrintWriter error;
    private final Saves saves;
    private Injector injector = new Injector(List.of());
    private List<Fault> tampering = List.of();
    /// The status that a signal asks for; 0 before there was one.
    private final AtomicInteger signalled = new AtomicInteger();
    /// Who sees to it that a machine which is to stop does.
    private volatile @Nullable Thread patience;
    private List<OutputFile> outputs = List.of();
    private Function<AddressSpaces, Tracer> tracer = spaces -> Tracer.NONE;

    /// What brings a machine to where it shall go on from: a boot, or a snapshot.
    @FunctionalInterface
    interface Start {
        void start(Machine machine, Board board) throws Complaint;
    }

    Session(
            Caller caller,
            RunOptions options,
            Gate gate,
            Blueprint blueprint,
            Front front,
            Saves.Plan plan,
            PrintWriter error) {
        this.caller = caller;
        this.options = options;
        this.gate = gate;
        this.blueprint = blueprint;
        this.front = front;
        this.error = error;
        this.saves = new Saves(plan, blueprint, front, caller, error, gate.isLive(blueprint));
    }

    /// Says what is told about the machine's tasks.
    Session traced(Function<AddressSpaces, Tracer> newTracer) {
        tracer = newTracer;
        return this;
    }

    /// Says what else is written while it runs: when that is full, the run ends.
    Session writing(List<OutputFile> files) {
        outputs = List.copyOf(files);
        return this;
    }

    /// Runs the machine to its end; the status is the program's.
    int run(Start start) throws Complaint {
        try {
            return finish(start);
        } catch (Complaint complaint) {
            front.release();
            front.end(complaint.status(), String.valueOf(complaint.getMessage()));
            throw complaint;
        } finally {
            rest();
            saves.close();
            front.close();
        }
    }

    private void rest() {
        Thread waiting = patience;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /// Arms these faults besides those of the options.
    Session injecting(List<Fault> faults) {
        tampering = List.copyOf(faults);
        return this;
    }

    private int finish(Start start) throws Complaint {
        injector = Injector.of(options.faults(), tampering);
        Board board = new Board(blueprint.hardware(), tracer).with(options.engine());
        Onlookers onlookers = new Onlookers(caller, options, outputs);
        int status;
        try (onlookers;
                Machine machine = builder(board, onlookers).build()) {
            injector.arm(machine);
            start.start(machine, board);
            TasksState.Ended ended = drive(machine, onlookers);
            front.release();
            injector.report(error);
            status = conclude(machine, ended);
        } catch (KernelCrash crash) {
            throw new Complaint(FAILED, String.valueOf(crash.getMessage()));
        } catch (JournalException failure) {
            throw gate.explain(failure);
        } catch (SessionException failure) {
            throw new Complaint(FAILED, String.valueOf(failure.getMessage()));
        }
        onlookers.check();
        front.end(status, "");
        return status;
    }

    private MachineBuilder builder(Board board, Onlookers onlookers) throws Complaint {
        MachineBuilder builder = Machine.builder()
                .topology(board)
                .mode(blueprint.mode())
                .seed(blueprint.seed())
                .answers(Journaled.ANSWERS)
                .replayLine(blueprint.replayLine());
        gate.connect(builder, blueprint, front);
        onlookers.watch(builder);
        injector.interpose(builder);
        return builder.guard(HANDLER_LIMIT, this::giveUp);
    }

    /// A handler loops, and nothing can stop it but the end of this process.
    private void giveUp(Stuck stuck) {
        new Patience(caller).end(error, stuck, () -> front.end(FAILED, stuck.report()));
    }

    private TasksState.@Nullable Ended drive(Machine machine, Onlookers onlookers) throws Complaint, SessionException {
        Pause pause = new Pause();
        try (Errands errands = new Errands(machine, front::interrupt)) {
            caller.onSignal("INT", () -> stop(machine, errands, INTERRUPTED));
            caller.onSignal("TERM", () -> stop(machine, errands, TERMINATED));
            caller.onSignal("HUP", () -> stop(machine, errands, HUNG_UP));
            caller.onStop(stopped -> pause.set(stopped, errands));
            onlookers.onFailure(errands::quit);
            front.begin(new MachineLink(machine, errands, saves));
            saves.begin(machine, errands);
            return drive(machine, errands);
        }
    }

    /// Stops the machine between two steps; who asks again does not wait for that, nor is it waited for for
    /// ever.
    private void stop(Machine machine, Errands errands, int status) {
        if (!signalled.compareAndSet(0, status)) {
            caller.end(status);
        }
        errands.quit();
        patience = new Patience(caller).await(machine, status);
    }

    private TasksState.@Nullable Ended drive(Machine machine, Errands errands) throws Complaint {
        Inspection inspection = Inspection.of(machine);
        while (true) {
            Stop stop = saves.run(machine, inspection.hasEnded());
            TasksState.Ended ended = inspection.ended();
            errands.run();
            if (ended == null && isTermination(signalled.get())) {
                saves.terminate(machine);
            }
            if (ended != null || errands.quitting() || saves.finished() || isRepeated(stop)) {
                return ended;
            } else if (stop == Stop.QUIET) {
                awaitKeys(inspection, errands);
            }
        }
    }

    /// Whether this status is that of a machine which the host wanted to end: it is saved, and can be resumed.
    static boolean isTermination(int status) {
        return status == TERMINATED || status == HUNG_UP;
    }

    private boolean isRepeated(Stop stop) {
        return stop == Stop.REPLAYED || stop == Stop.QUIET && !gate.isOpen();
    }

    /// In virtual time a machine with a terminal waits for whoever types; one without has nothing to wait for.
    private void awaitKeys(Inspection inspection, Errands errands) throws Complaint {
        if (!blueprint.hardware().terminal()) {
            throw new Complaint(
                    FAILED,
                    "every task waits and nothing is left that could wake one (deadlock):\n" + inspection.waiting());
        }
        errands.await();
    }

    private int conclude(Machine machine, TasksState.@Nullable Ended ended) {
        if (options.dmesg()) {
            machine.log().forEach(error::println);
        }
        int status = status(ended);
        String digest = options.digest() ? machine.fullDigest() : null;
        if (options.report()) {
            Report report = Inspection.of(machine).report(status, digest);
            error.println(options.json() ? report.json() : report.text());
        } else if (digest != null) {
            error.println(Report.digestLine(digest));
        }
        if (ended != null && !ENDS.contains(ended.reason())) {
            error.println("lkernel: " + Escapes.controls(ended.reason()));
        }
        String note = saves.note(machine);
        if (note != null) {
            error.println("lkernel: " + note);
        }
        error.flush();
        return status;
    }

    private int status(TasksState.@Nullable Ended ended) {
        if (saves.missed() && signalled.get() == 0) {
            return FAILED;
        } else if (ended != null) {
            return ended.code();
        }
        boolean unrepeated = !gate.isOpen() && !saves.finished();
        return signalled.get() != 0 ? signalled.get() : saves.failed() ? FAILED : unrepeated ? INTERRUPTED : 0;
    }
}
