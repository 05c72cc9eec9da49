package org.lkernel.actors.fabric;

import akka.actor.ActorRef;
import akka.dispatch.Envelope;
import akka.dispatch.Mailbox;
import akka.dispatch.MessageQueue;
import akka.dispatch.UnboundedMessageQueueSemantics;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;

/// The mailbox content of one hosted actor: a channel for each sender, from which only a chosen head is ever
/// taken.
final class ChannelQueue implements MessageQueue, UnboundedMessageQueueSemantics {
    final int port;
    private final Fabric fabric;
    private final @Nullable Channel[] channels = new Channel[Fabric.PORTS];
    private int count;
    private @Nullable Mailbox mailbox;
    private @Nullable Channel chosen;
    /// Whether the actor is in the middle of its turn, further down the stack.
    private boolean busy;

    ChannelQueue(int port, Fabric fabric) {
        this.port = port;
        this.fabric = fabric;
    }

    void bind(Mailbox owner) {
        mailbox = owner;
    }

    boolean busy() {
        return busy;
    }

    /// Lets the actor take the head of this channel, and nothing else.
    void run(Channel channel) {
        Mailbox runnable = mailbox;
        if (runnable == null || runnable.isClosed()) {
            throw new IllegalStateException("the actor of " + Fabric.port(port) + " has stopped");
        }
        chosen = channel;
        busy = true;
        take(runnable);
        busy = false;
    }

    /// A mailbox whose thread is interrupted says so, and forgets it, when the message has been handled all the
    /// same.
    private static void take(Mailbox runnable) {
        try {
            runnable.run();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void enqueue(ActorRef receiver, Envelope envelope) {
        if (!(envelope.message() instanceof Message)) {
            throw new IllegalArgumentException("only messages are told to subsystems: " + envelope.message());
        }
        Channel channel = channel(fabric.sending());
        channel.add(envelope, fabric.nextArrival(), fabric.cause());
        count++;
        if (channel.count() == 1) {
            fabric.ready().add(channel);
        } else if (channel.count() > fabric.longestQueue()) {
            fabric.overflowed(channel);
        }
    }

    @Override
    public @Nullable Envelope dequeue() {
        Channel channel = chosen;
        if (channel == null) {
            return null;
        }
        chosen = null;
        count--;
        Envelope envelope = channel.poll();
        if (channel.count() == 0) {
            fabric.ready().remove(channel);
        }
        return envelope;
    }

    /// A message has come, and its sender is still in `tell`.
    void told() {
        fabric.told(this);
    }

    private Channel channel(int sender) {
        Channel channel = channels[sender];
        if (channel == null) {
            channel = new Channel(sender, this);
            channels[sender] = channel;
        }
        return channel;
    }

    /// Those that were ever used, in the order of senders.
    @Nullable
    Channel[] channels() {
        return channels;
    }

    void clear() {
        for (Channel channel : channels) {
            if (channel != null) {
                channel.clear();
            }
        }
        count = 0;
    }

    @Override
    public int numberOfMessages() {
        return count;
    }

    /// Whether the mailbox may run by itself, which is never so: only [#run] knows which message is next.
    @Override
    public boolean hasMessages() {
        return chosen != null;
    }

    @Override
    public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
        clear();
    }
}
