package org.lkernel.actors.fabric;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One actor system, and the fabrics of all the machines that live in it: a machine, and those forked from it.
///
/// Each fabric is an actor below the guardian, and the subsystems of its machine are actors below that one. What
/// concerns the system as a whole, starting, joining, leaving and stopping, happens on the caller's thread, one
/// caller at a time. Deliveries within a fabric need no such care: they touch nothing that another fabric does.
public final class Family {
    private static final Config CONFIG = ConfigFactory.parseResources(Family.class, "fabric.conf")
            .withFallback(ConfigFactory.defaultReference(Family.class.getClassLoader()))
            .resolve();

    private final ArrayDeque<Runnable> stored = new ArrayDeque<>();
    private final ActorSystem<Command> system;
    private int members;
    private long serial;
    private @Nullable Fabric joining;

    /// What the guardian is asked to do.
    private sealed interface Command {}

    private record Join(Fabric fabric, String name) implements Command {}

    private record Leave(Fabric fabric) implements Command {}

    /// Starts the actor system. It stops when its last member leaves.
    public Family() {
        BootstrapSetup bootstrap = BootstrapSetup.create(CONFIG).withClassloader(Family.class.getClassLoader());
        system = ActorSystem.create(
                Behaviors.receive(this::obey), "lkernel", ActorSystemSetup.create(bootstrap, new FamilySetup(this)));
        settle();
    }

    private Behavior<Command> obey(ActorContext<Command> guardian, Command command) {
        switch (command) {
            case Join(Fabric fabric, String name) ->
                fabric.bind(guardian.spawn(Behaviors.setup(fabric::spawnAll), name));
            case Leave(Fabric fabric) -> guardian.stop(fabric.actor());
        }
        return Behaviors.same();
    }

    /// How many machines live here.
    public synchronized int members() {
        return members;
    }

    synchronized void join(Fabric fabric) {
        if (system.whenTerminated().isCompleted()) {
            throw new IllegalStateException("the last machine of this family was closed");
        }
        members++;
        joining = fabric;
        system.tell(new Join(fabric, "machine-" + serial++));
        settle();
        joining = null;
    }

    synchronized void leave(Fabric fabric) {
        system.tell(new Leave(fabric));
        settle();
        members--;
        if (members == 0) {
            terminate();
        }
    }

    private void terminate() {
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

    /// The mailbox of an actor that the fabric joining just now spawns.
    ChannelQueue newQueue(String actor) {
        return Objects.requireNonNull(joining).newQueue(actor);
    }

    /// Keeps what the actor system wants to run for [#settle].
    synchronized void store(Runnable work) {
        stored.add(work);
    }

    private void settle() {
        for (Runnable work = stored.poll(); work != null; work = stored.poll()) {
            work.run();
        }
    }
}
