package org.lkernel.actors.choice;

import java.util.function.Consumer;

/// Choices that tell someone of every decision another one takes.
public final class RecordedChoices implements KeyedChoices {
    private final KeyedChoices source;
    private final Consumer<Decision> listener;
    private final Counters counters = new Counters();

    public RecordedChoices(KeyedChoices source, Consumer<Decision> listener) {
        this.source = source;
        this.listener = listener;
    }

    @Override
    public int choose(Site site, int actor, int bound) {
        int value = source.choose(site, actor, bound);
        if (bound > 1) {
            listener.accept(new Decision(site, actor, counters.next(site, actor), bound, value));
        }
        return value;
    }

    @Override
    public long bits(Site site, int actor) {
        long value = source.bits(site, actor);
        listener.accept(new Decision(site, actor, counters.next(site, actor), 0, value));
        return value;
    }

    @Override
    public long seed() {
        return source.seed();
    }

    @Override
    public ChoicesState state() {
        return new ChoicesState(seed(), counters.saved());
    }

    /// The copy tells nobody: its decisions are those of another machine.
    @Override
    public KeyedChoices copy() {
        return source.copy();
    }

    @Override
    public void load(ChoicesState state) {
        counters.load(state.counts());
        source.load(state);
    }
}
