package org.lkernel.actors.fabric;

import akka.actor.ActorSystem;
import akka.actor.setup.Setup;

/// How the parts that Akka creates by name find the family they belong to.
final class FamilySetup extends Setup {
    final Family family;

    FamilySetup(Family family) {
        this.family = family;
    }

    static Family of(ActorSystem.Settings settings) {
        return settings.setup().get(FamilySetup.class).orElseThrow().family;
    }
}
