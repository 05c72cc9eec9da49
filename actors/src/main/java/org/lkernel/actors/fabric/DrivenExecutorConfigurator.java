package org.lkernel.actors.fabric;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;

/// Gives every dispatcher of the actor system the driver's executor; Akka creates it by name.
public final class DrivenExecutorConfigurator extends ExecutorServiceConfigurator {
    private final Family family;

    public DrivenExecutorConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        family = FamilySetup.of(prerequisites.settings());
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        return () -> new DrivenExecutor(family);
    }
}
