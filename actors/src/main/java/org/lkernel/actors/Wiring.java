package org.lkernel.actors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.codec.Vocabulary;
import org.lkernel.actors.fabric.Family;
import org.lkernel.actors.fabric.Interposer;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.actors.journal.JournalWriter;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// Everything one machine has to itself: its gates, and who watches it.
///
/// @param given subsystems that no topology builds
/// @param backends who answers for the devices
/// @param interposer who stands between outboxes and mailboxes, or null
/// @param replayed the journal that answers instead
record Wiring(
        MachinePlan plan,
        List<Subsystem<?, ?>> given,
        KeyedChoices choices,
        Map<Port, Backend> backends,
        List<Observer> observers,
        @Nullable Interposer interposer,
        @Nullable JournalPlan journal,
        @Nullable JournalReader replayed) {
    Wiring {
        given = List.copyOf(given);
        backends = new TreeMap<>(backends);
        observers = List.copyOf(observers);
    }

    /// Builds the machine as it is before anything was sent to it.
    Machine build(Family family) {
        Doorway doorway = new Doorway();
        List<Subsystem<?, ?>> all = new ArrayList<>(given);
        all.addAll(plan.topology().build(choices, doorway));
        Pace pace = new Pace();
        InputGate gate = gate(all, pace);
        doorway.open(gate);
        Engine engine = new Engine(family, this, all, gate, pace);
        engine.beginTime();
        return new Machine(this, family, engine, gate);
    }

    private InputGate gate(List<Subsystem<?, ?>> all, Pace pace) {
        if (replayed != null) {
            replayed.understand(vocabulary(all));
            return new ReplayGate(replayed, plan.digesting(), choices);
        }
        return new LiveGate(
                backends,
                journal == null ? JournalWriter.NONE : journal.writer(plan.mode(), choices.seed(), vocabulary(all)),
                pace,
                plan.hostNanos());
    }

    private Vocabulary vocabulary(List<Subsystem<?, ?>> all) {
        List<Class<?>> roots = new ArrayList<>(plan.answers());
        all.forEach(subsystem -> roots.add(subsystem.understands()));
        return new Vocabulary(roots);
    }
}
