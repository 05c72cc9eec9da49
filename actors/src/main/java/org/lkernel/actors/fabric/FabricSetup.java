package org.lkernel.actors.fabric;

import akka.actor.ActorSystem;
import akka.actor.setup.Setup;

/// How the parts that Akka creates by name find the fabric they belong to.
final class FabricSetup extends Setup {
    final Fabric fabric;

    FabricSetup(Fabric fabric) {
        this.fabric = fabric;
    }

    static Fabric of(ActorSystem.Settings settings) {
        return settings.setup().get(FabricSetup.class).orElseThrow().fabric;
    }
}
