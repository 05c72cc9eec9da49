package org.lkernel.experiments.schedule;

import org.lkernel.actors.choice.ChoicesState;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.choice.SeededChoices;
import org.lkernel.kernel.hart.Preemption;

/// The choices of a machine that is explored: a course decides the schedule, a seed everything else, so that
/// another schedule is not another entropy.
final class CourseChoices implements KeyedChoices {
    private final SeededChoices rest;
    private final Stays stays;

    CourseChoices(long seed, Stays stays) {
        this(new SeededChoices(seed), stays);
    }

    private CourseChoices(SeededChoices rest, Stays stays) {
        this.rest = rest;
        this.stays = stays;
    }

    @Override
    public int choose(Site site, int actor, int bound) {
        return switch (site) {
            // The oldest message and the foremost task, but for as long as may be.
            case DELIVERY, PICK_TASK -> 0;
            case BUDGET -> bound - 1;
            case ENTROPY -> rest.choose(site, actor, bound);
        };
    }

    @Override
    public Preemption preemption() {
        return stays;
    }

    @Override
    public long bits(Site site, int actor) {
        return rest.bits(site, actor);
    }

    @Override
    public long seed() {
        return rest.seed();
    }

    @Override
    public ChoicesState state() {
        return rest.state();
    }

    @Override
    public KeyedChoices copy() {
        return rest.copy();
    }

    @Override
    public void load(ChoicesState state) {
        rest.load(state);
    }
}
