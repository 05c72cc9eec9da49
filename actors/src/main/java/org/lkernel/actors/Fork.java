package org.lkernel.actors;

import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.kernel.Port;

/// What is to be different in a machine forked from another one; nothing, unless said.
///
/// Left alone, a fork decides as its original would have, and its devices ask the same backends. A backend with
/// a place of its own, as a stream has, is then shared by both, and asked from both their threads: give the
/// fork another one. Watchers, an interposer and the journal are never inherited.
public final class Fork {
    private final MachinePlan plan;
    private final Map<Port, Backend> backends;
    private final List<Observer> observers = new ArrayList<>();
    private KeyedChoices choices;
    private String name;
    private String replayLine;
    private @Nullable JournalPlan journal;

    Fork(Wiring original, long step) {
        plan = original.plan();
        backends = new TreeMap<>(original.backends());
        choices = original.choices().copy();
        name = plan.name();
        replayLine = plan.replayLine() + " (the run this machine was forked from at step " + step + ")";
    }

    /// Decides as a machine of that seed would at the same place.
    public Fork seed(long seed) {
        choices.load(choices.state().withSeed(seed));
        return this;
    }

    /// Takes decisions from here instead, at the same place of its streams.
    public Fork choices(KeyedChoices newChoices) {
        newChoices.load(choices.state().withSeed(newChoices.seed()));
        choices = newChoices;
        return this;
    }

    /// Who answers for a device on the host.
    public Fork backend(Port device, Backend backend) {
        backends.put(device, backend);
        return this;
    }

    public Fork watch(Watcher watcher) {
        return observe(watcher.observer());
    }

    public Fork observe(Observer observer) {
        observers.add(observer);
        return this;
    }

    /// Writes down what comes in from here on; the journal begins at the step of the fork.
    public Fork journal(SeekableByteChannel channel, String configuration, List<String> arguments) {
        journal = new JournalPlan(channel, configuration, arguments, JournalPlan.LIMIT_BYTES);
        return this;
    }

    /// Names the machine in the log.
    public Fork name(String newName) {
        name = newName;
        return this;
    }

    /// The command that repeats this run, for a crash report.
    public Fork replayLine(String command) {
        replayLine = command;
        return this;
    }

    Wiring wiring() {
        return new Wiring(plan.named(name, replayLine), List.of(), choices, backends, observers, null, journal, null);
    }
}
