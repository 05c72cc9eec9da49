package org.lkernel.actors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.choice.ChoicesState;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.fabric.Fabric;
import org.lkernel.actors.fabric.Family;
import org.lkernel.actors.fabric.Host;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// A whole machine: its subsystems, the messages between them, and the two gates.
///
/// It works on the thread that calls it, one thread at a time; only [#offer] and [#requestStop] may be called
/// from others. Between two calls it stands still between two steps, or inside a hart's slice after
/// [#runUntilInstruction].
public final class Machine implements AutoCloseable {
    private final Wiring wiring;
    private final Family family;
    private final Engine engine;
    private final Fabric fabric;
    private final KeyedChoices choices;
    private final InputGate gate;
    private final Interventions interventions = new Interventions();
    /// What devices remember before they are attached.
    private final Map<Port, State<?>> initial = new TreeMap<>();

    private @Nullable Watchdog watchdog;
    private boolean closed;

    Machine(Wiring wiring, Family family, Engine engine, InputGate gate) {
        this.wiring = wiring;
        this.family = family;
        this.engine = engine;
        this.fabric = engine.fabric();
        this.choices = wiring.choices();
        this.gate = gate;
        for (Host host : fabric.hosts()) {
            if (wiring.plan().topology().attachment(host.port()) != null) {
                initial.put(host.port(), host.state().copy());
            }
        }
    }

    private Engine open() {
        if (closed) {
            throw new IllegalStateException("this machine was closed");
        }
        return engine;
    }

    public static MachineBuilder builder() {
        return new MachineBuilder();
    }

    /// Sends a message from outside, now; on the machine's own thread, between two runs.
    public void inject(Port receiver, Message message) {
        open().inject(receiver, message);
    }

    /// Sends a message from outside at the next boundary between two steps; from any thread, waking a waiting
    /// machine.
    ///
    /// @return false when too many are waiting already
    public boolean offer(Port receiver, Message message) {
        engine.check(receiver, message);
        return gate.open() && engine.offers().offer(receiver, message);
    }

    /// Makes the current or the next run return at the next boundary between two steps; from any thread.
    /// Interrupting the thread that runs the machine has the same effect within a few hundred steps, and the
    /// thread stays interrupted.
    public void requestStop() {
        engine.offers().requestStop();
    }

    /// The step a run has come to, or -1 while none is under way; from any thread.
    public long stepUnderWay() {
        return engine.pace().step();
    }

    /// Tells of a handler that does not come back.
    void guard(Duration limit, Consumer<Stuck> told) {
        watchdog = engine.watchdog(limit, told);
    }

    /// Makes one delivery; false when there was none to make.
    public boolean step() {
        long before = engine.steps();
        go(Horizon.steps(before + 1));
        return engine.steps() > before;
    }

    /// Runs until nothing can be delivered any more.
    public Stop run() {
        return go(Horizon.NONE);
    }

    public Stop run(long maximumSteps) {
        return go(within(maximumSteps));
    }

    /// Runs until a condition holds, which is asked between any two steps.
    public Stop run(BooleanSupplier until, long maximumSteps) {
        return go(within(maximumSteps).orWhen(until));
    }

    private Horizon within(long maximumSteps) {
        long now = engine.steps();
        return maximumSteps > Long.MAX_VALUE - now ? Horizon.NONE : Horizon.steps(now + maximumSteps);
    }

    /// Runs to a place in the run; [Stop#CONDITION] when it is reached.
    public Stop run(Until until) {
        return reached(horizon(until));
    }

    /// The same, unless a condition holds before, which is asked between any two steps.
    public Stop run(Until until, BooleanSupplier condition) {
        return reached(horizon(until).orWhen(condition));
    }

    private Stop reached(Horizon horizon) {
        Stop stop = go(horizon);
        return stop == Stop.STEPS || stop == Stop.INSTRUCTIONS ? Stop.CONDITION : stop;
    }

    private Stop go(Horizon horizon) {
        return interventions.run(open(), this, horizon);
    }

    /// Does something to the machine when all harts together have retired so many instructions since boot; in a
    /// run that does not come so far, never. Going back to an earlier moment takes nothing back that was done, and
    /// forgets what was to be done.
    public void interveneAt(long retired, Consumer<Machine> action) {
        interventions.add(retired, action);
    }

    private static Horizon horizon(Until until) {
        return switch (until) {
            case Until.Message(long number) -> Horizon.steps(number);
            case Until.Instruction(long number) -> Horizon.retired(number);
            case Until.Time(long nanos) -> Horizon.nanos(nanos);
            case Until.SystemCall(String _, int call, long number) -> Horizon.calls(call, number);
        };
    }

    /// Runs until all harts together have retired so many instructions since boot, stopping inside a slice if
    /// need be.
    public Stop runUntilInstruction(long retired) {
        return go(Horizon.retired(retired));
    }

    /// How many messages were delivered since boot.
    public long steps() {
        return engine.steps();
    }

    /// How many instructions all harts have retired since boot.
    public long retired() {
        return engine.retired();
    }

    /// The machine's time, nanoseconds since boot: the latest that its clock or a hart has come to.
    public long nowNanos() {
        return engine.latestNanos();
    }

    public Mode mode() {
        return wiring.plan().mode();
    }

    public long seed() {
        return choices.seed();
    }

    /// The digest of every message delivered since boot: who sent what to whom, in which order.
    public Digest digest() {
        return engine.digest().copy();
    }

    /// The digest of the states of all subsystems, in the order of ports.
    public Digest stateDigest() {
        open();
        Digest digest = new Digest();
        for (Host host : fabric.hosts()) {
            digest.putInt(host.port().id());
            host.state().digest(digest);
        }
        return digest;
    }

    /// What `--digest` prints: every delivered message and the final state.
    public String fullDigest() {
        Digest digest = digest();
        Digest states = stateDigest();
        digest.putLong(states.low());
        digest.putLong(states.high());
        return digest.hex();
    }

    /// In the order of ports.
    public List<Subsystem<?, ?>> subsystems() {
        return fabric.hosts().stream().<Subsystem<?, ?>>map(Host::subsystem).toList();
    }

    /// The messages on their way, oldest first.
    public List<Letter> letters() {
        return fabric.letters();
    }

    /// The last lines logged, oldest first.
    public List<LogLine> log() {
        return engine.log().lines();
    }

    /// The machine as it stands. It costs a copy of each state, which shares what is not changed later.
    public MachineImage save() {
        open();
        List<MachineImage.Section> sections = fabric.hosts().stream()
                .map(host -> new MachineImage.Section(host.port(), host.state().copy()))
                .toList();
        Digest digest = engine.digest();
        return new MachineImage(
                engine.steps(),
                sections,
                fabric.letters(),
                choices.state(),
                digest.low(),
                digest.high(),
                gate.position(),
                engine.log().lines());
    }

    /// Becomes the machine of the image, which must have the same ports. The image can be loaded again and
    /// elsewhere.
    ///
    /// It costs what was changed since the image was taken, as taking it does: both share everything else.
    public void load(MachineImage image) {
        open();
        restore(image, State::copy);
    }

    /// @param taking how a state of the image becomes one of this machine
    private void restore(MachineImage image, UnaryOperator<State<?>> taking) {
        check(image);
        List<Addition> additions = additions(image);
        image.sections().forEach(section -> load(section, taking));
        interventions.clear();
        fabric.refill(image.letters());
        additions.forEach(this::attach);
        choices.load(image.choices());
        gate.load(image.step(), image.inputs(), image.choices().seed());
        engine.log().load(image.log());
        engine.load(image.step(), Digest.of(image.digestLow(), image.digestHigh()));
    }

    /// A device that the machine of an image did not have.
    private record Addition(Host host, Message attach) {}

    private List<Addition> additions(MachineImage image) {
        List<Addition> additions = new ArrayList<>();
        for (Host host : fabric.hosts()) {
            Port port = host.port();
            if (image.sections().stream().noneMatch(section -> section.port().equals(port))) {
                Message attach = wiring.plan().topology().attachment(port);
                if (attach == null) {
                    throw new IllegalArgumentException("the image has no state of " + port + ", which is no device");
                }
                additions.add(new Addition(host, attach));
            }
        }
        return additions;
    }

    private void attach(Addition addition) {
        Port port = addition.host().port();
        load(
                addition.host().subsystem(),
                Objects.requireNonNull(initial.get(port)).copy());
        fabric.tell(Port.HOST, port, addition.attach());
    }

    /// Every state and every message must be one of those that its receiver knows, before anything is changed.
    /// What a state says beyond its type, its subsystem judges when it takes it over.
    private void check(MachineImage image) {
        for (MachineImage.Section section : image.sections()) {
            Class<?> known = host(section.port()).state().getClass();
            if (section.state().getClass() != known) {
                throw new IllegalArgumentException("%s remembers no %s"
                        .formatted(section.port(), section.state().getClass().getName()));
            }
        }
        for (Letter letter : image.letters()) {
            Port sender = letter.sender();
            boolean known = sender.equals(Port.HOST) || host(sender).port().equals(sender);
            if (!known || !host(letter.receiver()).subsystem().understands().isInstance(letter.message())) {
                throw new IllegalArgumentException(
                        "%s does not understand %s".formatted(letter.receiver(), letter.message()));
            }
        }
    }

    private Host host(Port port) {
        Host host = fabric.host(port);
        if (host == null) {
            throw new IllegalArgumentException("this machine has no " + port);
        }
        return host;
    }

    private void load(MachineImage.Section section, UnaryOperator<State<?>> taking) {
        Subsystem<?, ?> subsystem = host(section.port()).subsystem();
        try {
            load(subsystem, taking.apply(section.state()));
        } catch (RuntimeException unfit) {
            throw new IllegalArgumentException(section.port() + " cannot go on from that state: " + unfit, unfit);
        }
    }

    /// The state was taken from a subsystem at the same port, so it is of its type.
    @SuppressWarnings("unchecked")
    private static <S extends State<S>> void load(Subsystem<?, S> subsystem, State<?> state) {
        subsystem.load((S) state);
    }

    /// An independent machine that stands where this one does and goes on as this one would.
    public Machine fork() {
        return fork(_ -> {});
    }

    /// An independent machine that stands where this one does, and differs from it as said.
    ///
    /// Both share the memory neither has written to since, and one actor system; nothing that happens in one
    /// can be told in the other. A fork may run on another thread than its original, be forked itself, and
    /// outlive it. A fork of a replay is no replay any more: it asks its backends.
    public Machine fork(Consumer<Fork> differences) {
        if (!wiring.given().isEmpty()) {
            throw new IllegalStateException(
                    "a machine of given subsystems cannot be forked: let a topology build them");
        }
        if (closed || engine.failure() != null) {
            throw new IllegalStateException(
                    "a machine that was closed or has failed cannot be forked", engine.failure());
        }
        Fork fork = new Fork(wiring, engine.steps());
        differences.accept(fork);
        Wiring own = fork.wiring();
        ChoicesState decisions = own.choices().state();
        Machine machine = own.build(family);
        try {
            machine.restore(save().withChoices(decisions), UnaryOperator.identity());
        } catch (RuntimeException failed) {
            machine.close();
            throw failed;
        }
        return machine;
    }

    /// Decides differently from here on, as a machine of that seed would. The journal has it.
    public void reseed(long seed) {
        open();
        gate.reseeded(engine.steps(), seed);
        ChoicesState state = choices.state();
        choices.load(state.withSeed(seed));
    }

    /// Writes the end of the journal, stops the actors, and gives back what the subsystems hold outside the
    /// heap.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (watchdog != null) {
            watchdog.close();
        }
        try (gate) {
            gate.end(engine.steps(), engine.digest());
        } finally {
            fabric.close();
            fabric.hosts().forEach(host -> host.subsystem().close());
        }
    }
}
