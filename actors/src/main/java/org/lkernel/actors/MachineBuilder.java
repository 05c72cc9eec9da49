package org.lkernel.actors;

import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.choice.SeededChoices;
import org.lkernel.actors.fabric.Family;
import org.lkernel.actors.fabric.Interposer;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// Says what a machine is made of, and how it runs.
public final class MachineBuilder {
    private static final int LONGEST_QUEUE = 1 << 16;
    private static final int LOG_LINES = 4096;

    private final List<Subsystem<?, ?>> subsystems = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final Map<Port, Backend> backends = new TreeMap<>();
    private Topology topology = (choices, input) -> List.of();
    private String name = "lkernel";
    private String replayLine = "";
    private Mode mode = Mode.DETERMINISTIC;
    private long seed;
    private @Nullable KeyedChoices choices;
    private Function<Choices, Order> order = Order::chosen;
    private @Nullable JournalPlan journal;
    private @Nullable JournalReader replayed;
    private long journalLimitBytes = JournalPlan.LIMIT_BYTES;
    private final List<Class<?>> answers = new ArrayList<>();
    private @Nullable Interposer interposer;
    private boolean digesting = true;
    private boolean inlining = true;
    private int longestQueue = LONGEST_QUEUE;
    private int logLines = LOG_LINES;
    private LongSupplier hostNanos = System::nanoTime;

    private @Nullable Consumer<Stuck> guard;
    private Duration handlerLimit = Duration.ZERO;

    MachineBuilder() {}

    /// Adds a subsystem that needs neither gate.
    public MachineBuilder add(Subsystem<?, ?> subsystem) {
        subsystems.add(subsystem);
        return this;
    }

    /// Adds the subsystems of a board.
    public MachineBuilder topology(Topology newTopology) {
        topology = newTopology;
        return this;
    }

    /// Names the machine in the log.
    public MachineBuilder name(String newName) {
        name = newName;
        return this;
    }

    public MachineBuilder mode(Mode newMode) {
        mode = newMode;
        return this;
    }

    public MachineBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /// Takes decisions from here instead of the seed.
    public MachineBuilder choices(KeyedChoices newChoices) {
        choices = newChoices;
        return this;
    }

    /// How the next message is chosen; by default any, as the choices say.
    public MachineBuilder order(Function<Choices, Order> newOrder) {
        order = newOrder;
        return this;
    }

    /// Who answers for a device on the host.
    public MachineBuilder backend(Port device, Backend backend) {
        backends.put(device, backend);
        return this;
    }

    /// What backends may answer and hosts may send, beyond what the subsystems understand: all that a journal
    /// may hold.
    public MachineBuilder answers(List<? extends Class<? extends Message>> types) {
        answers.addAll(types);
        return this;
    }

    /// Writes input down, so that the run can be repeated.
    ///
    /// @param configuration whatever it takes to build the same machine again, for the reader of the journal's
    /// header
    /// @param arguments the command line
    public MachineBuilder journal(SeekableByteChannel channel, String configuration, List<String> arguments) {
        journal = new JournalPlan(channel, configuration, arguments, journalLimitBytes);
        return this;
    }

    /// How large the journal may grow before it is cut; the machine goes on.
    public MachineBuilder journalLimit(long bytes) {
        journalLimitBytes = bytes;
        JournalPlan plan = journal;
        if (plan != null) {
            journal(plan.channel(), plan.configuration(), plan.arguments());
        }
        return this;
    }

    /// Repeats the run of a journal: its seed, its mode, and what came in. Backends are not asked.
    public MachineBuilder replay(JournalReader reader) {
        replayed = reader;
        seed = reader.header().seed();
        mode = Mode.named(reader.header().mode());
        return this;
    }

    /// Who stands between outboxes and mailboxes.
    public MachineBuilder interpose(Interposer newInterposer) {
        interposer = newInterposer;
        return this;
    }

    public MachineBuilder watch(Watcher watcher) {
        return observe(watcher.observer());
    }

    public MachineBuilder observe(Observer observer) {
        observers.add(observer);
        return this;
    }

    /// Whether delivered messages are folded into the digest.
    public MachineBuilder digesting(boolean on) {
        digesting = on;
        return this;
    }

    /// Whether a receiver that was chosen next may run inside its sender's turn; changes speed and nothing
    /// else.
    public MachineBuilder inlining(boolean on) {
        inlining = on;
        return this;
    }

    /// How many messages may wait between two subsystems before the machine crashes.
    public MachineBuilder longestQueue(int messages) {
        longestQueue = messages;
        return this;
    }

    /// How many lines of the log are kept.
    public MachineBuilder logLines(int lines) {
        logLines = lines;
        return this;
    }

    /// The host's time for live mode, nanoseconds from any origin, never going back.
    public MachineBuilder hostTime(LongSupplier nanos) {
        hostNanos = nanos;
        return this;
    }

    /// Who is told, on a thread of its own, when a handler has not come back for so long: once, and the handler
    /// goes on. Forks of the machine are not watched.
    public MachineBuilder guard(Duration limit, Consumer<Stuck> told) {
        handlerLimit = limit;
        guard = told;
        return this;
    }

    /// The command that repeats this run, for a crash report.
    public MachineBuilder replayLine(String command) {
        replayLine = command;
        return this;
    }

    public Machine build() {
        MachinePlan plan = new MachinePlan(
                name,
                mode,
                topology,
                order,
                answers,
                digesting,
                inlining,
                longestQueue,
                logLines,
                hostNanos,
                replayLine);
        KeyedChoices decisions = choices == null ? new SeededChoices(seed) : choices;
        Machine machine = new Wiring(plan, subsystems, decisions, backends, observers, interposer, journal, replayed)
                .build(new Family());
        if (guard != null) {
            machine.guard(handlerLimit, guard);
        }
        return machine;
    }
}
