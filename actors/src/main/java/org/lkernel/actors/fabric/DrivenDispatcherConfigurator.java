package org.lkernel.actors.fabric;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import com.typesafe.config.Config;

/// Makes the dispatcher of hosted actors; Akka creates it by name.
public final class DrivenDispatcherConfigurator extends MessageDispatcherConfigurator {
    private final MessageDispatcher dispatcher;

    public DrivenDispatcherConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        dispatcher = new DrivenDispatcher(this, FamilySetup.of(prerequisites.settings()));
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }
}
