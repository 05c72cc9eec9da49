package org.lkernel.actors.fabric;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// An actor system that runs on its caller's thread, with one hosted actor for each subsystem.
public final class Fabric implements AutoCloseable {
    static final int PORTS = Port.FIRST_HART + Port.MAXIMUM_HARTS;
    private static final int STOP = -1;
    private static final int UNDECIDED = -2;
    static final String DISPATCHER = "lkernel.dispatcher";
    static final String MAILBOX = "lkernel.mailbox";
    private static final Config CONFIG = ConfigFactory.parseResources(Fabric.class, "fabric.conf")
            .withFallback(ConfigFactory.defaultReference(Fabric.class.getClassLoader()))
            .resolve();
    private static final Port[] ALL_PORTS = allPorts();

    private final Driver driver;
    private final int longestQueue;
    private final boolean inlining;
    private final @Nullable Host[] byPort = new Host[PORTS];
    private final List<Host> hosts = new ArrayList<>();
    private final @Nullable ChannelQueue[] queues = new ChannelQueue[PORTS];
    private final ArrayDeque<Runnable> stored = new ArrayDeque<>();
    private final Ready ready = new Ready();
    private final ActorSystem<Object> system;

    private long arrivals;
    private int sending;
    private int deliveringFrom;
    private boolean mayInline;
    /// What the driver chose, or [#STOP], while the actor that asked is still in its turn; else [#UNDECIDED].
    private int held = UNDECIDED;
    private @Nullable Throwable failure;

    /// Starts the actor system and spawns every subsystem, in the order of ports.
    ///
    /// @param longestQueue how many messages may wait in one channel
    /// @param inlining whether a receiver may run inside the `tell` of its sender when it was chosen
    public Fabric(String name, List<Subsystem<?, ?>> subsystems, Driver driver, int longestQueue, boolean inlining) {
        this.driver = driver;
        this.longestQueue = longestQueue;
        this.inlining = inlining;
        subsystems.stream()
                .sorted((one, other) -> one.port().compareTo(other.port()))
                .forEach(this::admit);
        BootstrapSetup bootstrap = BootstrapSetup.create(CONFIG).withClassloader(Fabric.class.getClassLoader());
        system = ActorSystem.create(
                Behaviors.setup(this::spawnAll), name, ActorSystemSetup.create(bootstrap, new FabricSetup(this)));
        settle();
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

    private Behavior<Object> spawnAll(ActorContext<Object> context) {
        Props props = DispatcherSelector.fromConfig(DISPATCHER).withNext(MailboxSelector.fromConfig(MAILBOX));
        for (Host host : hosts) {
            host.bind(context.spawn(host, "port-" + host.port().id(), props));
        }
        return Behaviors.empty();
    }

    ChannelQueue newQueue(String actorName) {
        int id = Integer.parseInt(actorName.substring("port-".length()));
        ChannelQueue queue = new ChannelQueue(id, this);
        queues[id] = queue;
        return queue;
    }

    /// In the order of ports.
    public List<Host> hosts() {
        return hosts;
    }

    public @Nullable Host host(Port port) {
        return byPort[port.id()];
    }

    private Host hostAt(int port) {
        return Objects.requireNonNull(byPort[port]);
    }

    public Ready ready() {
        return ready;
    }

    /// Delivers what the driver chooses, until it chooses to stop.
    public void run() {
        settle();
        for (int next = takeHeld(); next != STOP; next = takeHeld()) {
            deliver(next);
            settle();
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
            driver.delivering(channel.sender, channel.queue.port, channel.message(0));
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
        letters.forEach(letter -> tell(letter.sender(), letter.receiver(), letter.message()));
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

    void store(Runnable work) {
        stored.add(work);
    }

    /// Runs what the actor system itself wants to do.
    private void settle() {
        for (Runnable work = stored.poll(); work != null; work = stored.poll()) {
            work.run();
        }
    }

    @Override
    public void close() {
        system.terminate();
        settle();
        DrivenScheduler timers = (DrivenScheduler) Adapter.toClassic(system).scheduler();
        while (!system.whenTerminated().isCompleted() && timers.advance()) {
            settle();
        }
        if (!system.whenTerminated().isCompleted()) {
            throw new IllegalStateException("the actor system did not stop");
        }
    }

    long nextArrival() {
        return arrivals++;
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
