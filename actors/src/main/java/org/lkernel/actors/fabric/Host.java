package org.lkernel.actors.fabric;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Resumable;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// The one behaviour there is: an actor that hosts a subsystem, whichever it may be.
public final class Host extends ExtensibleBehavior<Message> implements Outbox {
    private final Subsystem<Message, ?> subsystem;
    private final @Nullable Resumable resumable;
    private final Port port;
    private final Fabric fabric;
    private final Driver driver;
    private @Nullable ActorRef<Message> actor;

    private int[] receivers = new int[16];
    private @Nullable Message[] outgoing = new Message[16];
    private int outgoingCount;

    Host(Subsystem<?, ?> subsystem, Fabric fabric, Driver driver) {
        this.subsystem = Fabric.untyped(subsystem);
        this.resumable = subsystem instanceof Resumable pausable ? pausable : null;
        this.port = subsystem.port();
        this.fabric = fabric;
        this.driver = driver;
    }

    public Port port() {
        return port;
    }

    public Subsystem<?, ?> subsystem() {
        return subsystem;
    }

    /// The subsystem, if it may stop half-way.
    public @Nullable Resumable resumable() {
        return resumable;
    }

    public State<?> state() {
        return subsystem.state();
    }

    void bind(ActorRef<Message> self) {
        actor = self;
    }

    void tell(Message message) {
        ActorRef<Message> self = actor;
        if (self == null) {
            throw new IllegalStateException(port + " was never spawned");
        }
        self.tell(message);
    }

    @Override
    public Behavior<Message> receive(TypedActorContext<Message> context, Message message) {
        try {
            subsystem.receive(fabric.deliveringFrom(), message, this);
            driver.handled(this);
            flush(!unfinished());
        } catch (Throwable cause) {
            fail(cause);
        }
        return this;
    }

    @Override
    public Behavior<Message> receiveSignal(TypedActorContext<Message> context, Signal signal) {
        return this;
    }

    /// Lets a subsystem that stopped half-way go on.
    public void proceed() {
        Resumable pausable = resumable;
        if (pausable == null) {
            throw new IllegalStateException(port + " does not stop half-way");
        }
        try {
            pausable.proceed(this);
            driver.handled(this);
            // Whoever asked for this is about to choose the next delivery.
            flush(false);
        } catch (Throwable cause) {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        Arrays.fill(outgoing, null);
        outgoingCount = 0;
        driver.failed(this, cause);
    }

    @Override
    public void send(Port receiver, Message message) {
        if (outgoingCount == receivers.length) {
            grow();
        }
        receivers[outgoingCount] = receiver.id();
        outgoing[outgoingCount++] = message;
    }

    @Override
    public int sent() {
        return outgoingCount;
    }

    @Override
    public void retract(int kept) {
        if (kept < outgoingCount) {
            Arrays.fill(outgoing, kept, outgoingCount, null);
            outgoingCount = kept;
        }
    }

    private void grow() {
        if (outgoingCount >= fabric.longestQueue()) {
            throw new QueueOverflow("%s sent more than %d messages in one turn".formatted(port, outgoingCount));
        }
        receivers = Arrays.copyOf(receivers, outgoingCount * 2);
        outgoing = Arrays.copyOf(outgoing, outgoingCount * 2);
    }

    /// Whether the subsystem stopped half-way.
    public boolean unfinished() {
        return resumable != null && resumable.unfinished();
    }

    /// @param choosing whether the last `tell` may choose the next delivery, and run it
    private void flush(boolean choosing) {
        int last = outgoingCount - 1;
        outgoingCount = 0;
        for (int index = 0; index <= last; index++) {
            Message message = outgoing[index];
            outgoing[index] = null;
            if (message == null) {
                throw new NullPointerException(port + " sent null");
            }
            fabric.tell(port.id(), receivers[index], message, choosing && index == last);
        }
    }

    @Override
    public void log(Logged line) {
        driver.logged(this, line);
    }
}
