package org.lkernel.actors.fabric;

import akka.actor.Cell;
import akka.dispatch.Dispatcher;
import akka.dispatch.Mailbox;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageDispatcherConfigurator;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.Duration;

/// The dispatcher of hosted actors: it schedules nobody, for the driver says who runs.
final class DrivenDispatcher extends Dispatcher {
    private final Family family;

    DrivenDispatcher(MessageDispatcherConfigurator configurator, Family family) {
        super(
                configurator,
                Fabric.DISPATCHER,
                1,
                Duration.Zero(),
                configurator.configureExecutor(),
                Duration.create(1, TimeUnit.SECONDS));
        this.family = family;
    }

    @Override
    public Mailbox createMailbox(Cell actor, MailboxType type) {
        Mailbox mailbox = super.createMailbox(actor, type);
        if (mailbox.messageQueue() instanceof ChannelQueue queue) {
            queue.bind(mailbox);
        }
        return mailbox;
    }

    /// A subsystem's message waits to be chosen; what Akka itself has to say to the actor does not.
    @Override
    public boolean registerForExecution(Mailbox mailbox, boolean hasMessage, boolean hasSystemMessage) {
        if (!(mailbox.messageQueue() instanceof ChannelQueue queue)) {
            return super.registerForExecution(mailbox, hasMessage, hasSystemMessage);
        }
        if (hasSystemMessage) {
            family.store(mailbox);
        } else if (hasMessage) {
            queue.told();
        }
        return false;
    }
}
