package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Until;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Errands;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.MachineLink;
import org.lkernel.drivers.saved.HostRecord;
import org.lkernel.drivers.saved.Resumption;
import org.lkernel.snapshots.NamedSeries;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.SnapshotException;

/// When and where a run is saved, and how: the machine stands still meanwhile, and goes on whether or not it
/// could be.
final class Saves implements MachineLink.Saver, AutoCloseable {
    /// What was asked for.
    ///
    /// @param file where to, replaced each time, or null when nobody asked
    /// @param asked whether the user named that file: then it is a mistake to end without having saved there
    /// @param at once, there
    /// @param stopping whether the run ends once it is saved
    /// @param everyNanos again and again, by the machine's time in virtual time, else by the host's; 0 for
    /// never
    /// @param increments whether the snapshots at `file` hold what changed since the one before
    /// @param options for every snapshot, also one that is asked for in the menu
    record Plan(
            @Nullable Path file,
            boolean asked,
            @Nullable Until at,
            boolean stopping,
            long everyNanos,
            boolean increments,
            SaveOptions options) {
        static final Plan NONE = new Plan(null, false, null, false, 0, false, SaveOptions.DEFAULT);
    }

    private final Plan plan;
    private final Blueprint blueprint;
    private final Front front;
    private final PrintWriter error;
    private final boolean live;
    /// Whether somebody sees how far a save has come.
    private final boolean watched;
    private final @Nullable NamedSeries series;
    private @Nullable Until next;
    private @Nullable String trouble;
    private boolean saved;
    private long savedStep = -1;

    /// @param live whether the host's clock goes on while the machine runs
    Saves(Plan plan, Blueprint blueprint, Front front, Caller caller, PrintWriter error, boolean live) {
        this.watched = caller.onTerminal();
        this.live = live;
        this.plan = plan;
        this.blueprint = blueprint;
        this.front = front;
        this.error = error;
        Path file = plan.file();
        this.series = file == null || !plan.increments()
                ? null
                : new NamedSeries(file, plan.options().layer());
    }

    void begin(Machine machine, Errands errands) {
        next = plan.at();
        if (plan.everyNanos() > 0 && !live) {
            next = new Until.Time(machine.nowNanos() + plan.everyNanos());
        } else if (plan.everyNanos() > 0) {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("saves").factory());
            var _ = timer.scheduleAtFixedRate(
                    () -> saveSoon(errands), plan.everyNanos(), plan.everyNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void saveSoon(Errands errands) {
        CompletableFuture<Boolean> done = errands.ask(machine -> {
            saveIfChanged(machine);
            return true;
        });
        done.exceptionally(ended -> false).join();
    }

    /// Runs until the next place to save at, and saves there.
    Stop run(Machine machine, BooleanSupplier ended) {
        Until place = next;
        Stop stop = place == null
                ? live ? machine.run(ended, Long.MAX_VALUE) : machine.run()
                : live ? machine.run(place, ended) : machine.run(place);
        if (stop == Stop.CONDITION && place != null && !ended.getAsBoolean()) {
            next = plan.everyNanos() > 0 ? new Until.Time(after(machine)) : null;
            saveIfChanged(machine);
        }
        return stop;
    }

    /// The next multiple of the period after the latest time that the clock or a hart has come to: an idle
    /// machine's time jumps, and a hart is ahead of the clock.
    private long after(Machine machine) {
        long period = plan.everyNanos();
        return (machine.nowNanos() / period + 1) * period;
    }

    private void saveIfChanged(Machine machine) {
        Path file = plan.file();
        if (file == null || machine.steps() == savedStep) {
            return;
        }
        try {
            save(machine, file);
            trouble = null;
        } catch (SnapshotException refused) {
            report(String.valueOf(refused.getMessage()));
        } catch (RuntimeException bug) {
            report(file + ": this machine cannot be saved: " + bug);
        }
    }

    /// The machine goes on unharmed. A terminal is not written over: it is told at the end.
    private void report(String problem) {
        trouble = problem;
        if (watched && !blueprint.hardware().terminal()) {
            error.println("lkernel: " + problem);
            error.flush();
        }
    }

    /// The host wants this process to end: what is saved again and again, or has a name, is saved once more.
    void terminate(Machine machine) {
        if (plan.at() == null) {
            saveIfChanged(machine);
        }
    }

    /// Whether the run was to end when saved, and is.
    boolean finished() {
        return plan.stopping() && (saved || trouble != null);
    }

    /// What is left to say about saving at the end, or null.
    @Nullable
    String note(Machine machine) {
        if (isUnreached()) {
            return "--at %s was not reached and nothing was saved: the machine ended at message %d, instruction %d"
                    .formatted(plan.at(), machine.steps(), machine.retired());
        }
        if (trouble == null && missed()) {
            return "--every: the machine ended before the first time to save, and nothing was saved";
        }
        return trouble != null && blueprint.hardware().terminal() ? trouble : null;
    }

    /// Whether the user named a file to save to, and an end or a time, and there was no time for it.
    boolean missed() {
        boolean unreached = plan.stopping() && isUnreached();
        return unreached || plan.everyNanos() > 0 && plan.asked() && !saved;
    }

    private boolean isUnreached() {
        return plan.at() != null && plan.at().equals(next);
    }

    /// Whether what was to be saved could not be.
    boolean failed() {
        return trouble != null;
    }

    @Override
    public String save(Machine machine, Path file) {
        Resumption.witnessFilesInUse(machine, blueprint.trees());
        Front.Held held = front.held();
        HostRecord host = HostRecord.of(
                blueprint.mode(),
                blueprint.hardware(),
                blueprint.trees(),
                blueprint.words(),
                new HostRecord.Held(held.input(), held.ended(), held.screen()),
                bytes -> {});
        try (MachineImage image = machine.save();
                Bar bar = new Bar("saving", watched && !blueprint.hardware().terminal())) {
            SaveOptions options = plan.options().withProgress(bar);
            if (series != null && file.equals(plan.file())) {
                series.save(image, host.text(), options);
            } else {
                Snapshot.save(image, host.text(), file, options);
            }
        }
        saved = true;
        savedStep = machine.steps();
        return "saved %s: %s at message %d".formatted(file, size(file), machine.steps());
    }

    @Override
    public void close() {
        if (series != null) {
            series.close();
        }
    }

    private static String size(Path file) {
        try {
            return "%.1f MiB".formatted(Files.size(file) / 1048576.0);
        } catch (IOException gone) {
            return "?";
        }
    }
}
