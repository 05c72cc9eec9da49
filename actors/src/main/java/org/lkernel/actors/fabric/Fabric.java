package org.lkernel.actors.fabric;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// The actors of one machine, one for each subsystem, which run on their caller's thread.
public final class Fabric implements AutoCloseable {
    static final int PORTS = Port.FIRST_HART + Port.MAXIMUM_HARTS;
    private static final int STOP = -1;
    private static final int UNDECIDED = -2;
    static final String DISPATCHER = "lkernel.dispatcher";
    static final String MAILBOX = "lkernel.mailbox";
    private static final Props HOSTED =
            DispatcherSelector.fromConfig(DISPATCHER).withNext(MailboxSelector.fromConfig(MAILBOX));
    private static final Port[] ALL_PORTS = allPorts();

    private final Family family;
    private final Driver driver;
    private final int longestQueue;
    private final boolean inlining;
    private final @Nullable Interposer interposer;
    private final @Nullable Host[] byPort = new Host[PORTS];
    private final List<Host> hosts = new ArrayList<>();
    private final @Nullable ChannelQueue[] queues = new ChannelQueue[PORTS];
    private final Ready ready = new Ready();
    private @Nullable ActorRef<Object> actor;

    private long arrivals;
    private int sending;
    /// The step that is being handled, or 0.
    private long step;
    private int deliveringFrom;
    private boolean mayInline;
    /// What the driver chose, or [#STOP], while the actor that asked is still in its turn; else [#UNDECIDED].
    private int held = UNDECIDED;
    private @Nullable Throwable failure;
    private boolean closed;

    /// Spawns every subsystem, in the order of ports.
    ///
    /// @param family whose actor system it lives in
    /// @param longestQueue how many messages may wait in one channel
    /// @param inlining whether a receiver may run inside the `tell` of its sender when it was chosen; not where
    /// somebody stands between the two
    /// @param interposer who does, or null
    public Fabric(
            Family family,
            List<Subsystem<?, ?>> subsystems,
            Driver driver,
            int longestQueue,
            boolean inlining,
            @Nullable Interposer interposer) {
        this.family = family;
        this.driver = driver;
        this.longestQueue = longestQueue;
        this.inlining = inlining && interposer == null;
        this.interposer = interposer;
        subsystems.stream()
                .sorted((one, other) -> one.port().compareTo(other.port()))
                .forEach(this::admit);
        family.join(this);
    }

    private void admit(Subsystem<?, ?> subsystem) {
        int id = subsystem.port().id();
        if (id == Port.HOST.id() || byPort[id] != null) {
            throw new IllegalArgumentException("two subsystems at port " + subsystem.port());
        }
        Host host = new Host(subsystem, this, driver);
        byPort[id] = host;
        hosts.add(host);
    }

    /// What the actor above the subsystems does: it spawns them.
    Behavior<Object> spawnAll(ActorContext<Object> context) {
        for (Host host : hosts) {
            host.bind(context.spawn(host, host.port().toString(), HOSTED));
        }
        return Behaviors.empty();
    }

    void bind(ActorRef<Object> self) {
        actor = self;
    }

    ActorRef<Object> actor() {
        return Objects.requireNonNull(actor);
    }

    ChannelQueue newQueue(String actorName) {
        for (Host host : hosts) {
            if (host.port().toString().equals(actorName)) {
                ChannelQueue queue = new ChannelQueue(host.port().id(), this);
                queues[host.port().id()] = queue;
                return queue;
            }
        }
        throw new IllegalArgumentException("no subsystem is called " + actorName);
    }

    /// In the order of ports.
    public List<Host> hosts() {
        return hosts;
    }

    public @Nullable Host host(Port port) {
        return port.id() < 0 || port.id() >= PORTS ? null : byPort[port.id()];
    }

    private Host hostAt(int port) {
        return Objects.requireNonNull(byPort[port]);
    }

    public Ready ready() {
        return ready;
    }

    /// Delivers what the driver chooses, until it chooses to stop.
    public void run() {
        for (int next = takeHeld(); next != STOP; next = takeHeld()) {
            deliver(next);
        }
    }

    private int takeHeld() {
        int next = held;
        held = UNDECIDED;
        return next == UNDECIDED ? driver.next() : next;
    }

    private void deliver(int index) {
        Channel channel = ready.at(index);
        deliveringFrom = channel.sender;
        try {
            step = driver.delivering(channel.sender, channel.queue.port, channel.message(0), channel.cause(0));
        } catch (RuntimeException cause) {
            driver.failed(hostAt(channel.queue.port), cause);
            return;
        }
        channel.queue.run(channel);
    }

    /// Puts a message into the receiver's mailbox, in the channel of this sender.
    public void tell(Port sender, Port receiver, Message message) {
        tell(sender.id(), receiver.id(), message, false);
    }

    void tell(int sender, int receiver, Message message, boolean last) {
        if (interposer == null) {
            carry(sender, receiver, message, last);
        } else {
            interposer.pass(port(sender), port(receiver), message, this::carry);
        }
    }

    /// Hands on what an interposer held back; false when there was nothing.
    public boolean release() {
        return interposer != null && interposer.release(this::carry);
    }

    private void carry(Port sender, Port receiver, Message message) {
        carry(sender.id(), receiver.id(), message, false);
    }

    private void carry(int sender, int receiver, Message message, boolean last) {
        Host host = byPort[receiver];
        if (host == null) {
            throw new IllegalStateException(
                    "%s sent %s to %s, where nobody is".formatted(port(sender), message, port(receiver)));
        }
        sending = sender;
        mayInline = last && inlining;
        host.tell(message);
        if (failure != null) {
            throw rethrown(failure);
        }
    }

    /// Called inside `tell`. What is thrown here would be swallowed by the actor system, so it is kept for
    /// [#tell].
    void told(ChannelQueue queue) {
        if (!mayInline) {
            return;
        }
        mayInline = false;
        try {
            int next = driver.next();
            if (next != STOP && ready.at(next).queue == queue && !queue.busy()) {
                deliver(next);
            } else {
                held = next;
            }
        } catch (Throwable cause) {
            failure = cause;
        }
    }

    void overflowed(Channel channel) {
        failure = new QueueOverflow("%d messages from %s wait for %s, the oldest %s"
                .formatted(channel.count(), port(channel.sender), port(channel.queue.port), channel.message(0)));
    }

    /// Every undelivered message, oldest first.
    public List<Letter> letters() {
        List<Letter> letters = new ArrayList<>();
        eachChannel(channel -> {
            for (int index = 0; index < channel.count(); index++) {
                letters.add(new Letter(
                        channel.arrival(index),
                        port(channel.sender),
                        port(channel.queue.port),
                        channel.message(index)));
            }
        });
        letters.sort((one, other) -> Long.compare(one.arrival(), other.arrival()));
        return letters;
    }

    /// Replaces every undelivered message by these, told in the order given.
    public void refill(List<Letter> letters) {
        for (ChannelQueue queue : queues) {
            if (queue != null) {
                queue.clear();
            }
        }
        ready.clear();
        held = UNDECIDED;
        failure = null;
        step = 0;
        letters.forEach(letter -> carry(letter.sender(), letter.receiver(), letter.message()));
    }

    private void eachChannel(Consumer<Channel> action) {
        for (ChannelQueue queue : queues) {
            if (queue != null) {
                for (Channel channel : queue.channels()) {
                    if (channel != null) {
                        action.accept(channel);
                    }
                }
            }
        }
    }

    /// Stops the actors; the last fabric of a family stops the actor system.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            family.leave(this);
        }
    }

    long nextArrival() {
        return arrivals++;
    }

    /// In which step the message being told was sent; 0 for one of the host's.
    long cause() {
        return sending == Port.HOST.id() ? 0 : step;
    }

    int sending() {
        return sending;
    }

    Port deliveringFrom() {
        return port(deliveringFrom);
    }

    int longestQueue() {
        return longestQueue;
    }

    static Port port(int id) {
        return ALL_PORTS[id];
    }

    private static Port[] allPorts() {
        Port[] ports = new Port[PORTS];
        for (int id = 0; id < PORTS; id++) {
            ports[id] = new Port(id);
        }
        return ports;
    }

    /// A hosted subsystem is told its own messages only, by everyone who knows its port.
    @SuppressWarnings("unchecked")
    static Subsystem<Message, ?> untyped(Subsystem<?, ?> subsystem) {
        return (Subsystem<Message, ?>) subsystem;
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
