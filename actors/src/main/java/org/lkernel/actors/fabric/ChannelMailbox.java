package org.lkernel.actors.fabric;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;
import com.typesafe.config.Config;
import scala.Option;

/// Makes the mailbox of a hosted actor; Akka creates it by name.
public final class ChannelMailbox implements MailboxType, ProducesMessageQueue<MessageQueue> {
    private final Family family;

    public ChannelMailbox(ActorSystem.Settings settings, Config config) {
        family = FamilySetup.of(settings);
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return family.newQueue(owner.get().path().name());
    }
}
