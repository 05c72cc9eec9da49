package org.lkernel.experiments.inject;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;

/// Reads what follows what in a run: `[inject: {until: exit, or: 30s}, heal: {settle: 10s}, check]`.
final class PhaseReader {
    private static final List<String> ORDER = List.of("inject", "heal", "check");
    private static final long SETTLE_NANOS = 10_000_000_000L;

    private PhaseReader() {}

    static Phases phases(@Nullable Yaml list) throws Mistake {
        if (list == null) {
            return Phases.USUAL;
        }
        Phases phases = Phases.USUAL;
        int last = -1;
        for (Yaml each : list.sequence("phases")) {
            String name = name(each);
            int place = ORDER.indexOf(name);
            if (place <= last || last < 0 && place != 0) {
                throw each.mistake("the phases are inject, heal and check, in this order, each at most once");
            }
            last = place;
            Yaml content = each.isScalar() ? null : each.mapping("a phase").get(name);
            phases = switch (name) {
                case "inject" -> inject(phases, content);
                case "heal" -> heal(phases, content);
                default -> check(phases, content);
            };
        }
        return phases;
    }

    private static String name(Yaml phase) throws Mistake {
        if (phase.isScalar()) {
            return phase.text("a phase");
        }
        TreeMap<String, Yaml> keys = phase.mapping("a phase", ORDER);
        if (keys.size() != 1) {
            throw phase.mistake("a phase has one name");
        }
        return keys.firstKey();
    }

    private static Phases inject(Phases phases, @Nullable Yaml inject) throws Mistake {
        Map<String, Yaml> keys = inject == null ? Map.of() : inject.mapping("inject", List.of("until", "or"));
        if (keys.containsKey("until") && !keys.get("until").text("until").equals("exit")) {
            throw keys.get("until").mistake("until is 'exit'; 'or' is a time");
        }
        return keys.containsKey("or") ? new Phases(keys.get("or").nanos("or"), phases.settleNanos(), true) : phases;
    }

    private static Phases heal(Phases phases, @Nullable Yaml heal) throws Mistake {
        Map<String, Yaml> keys = heal == null ? Map.of() : heal.mapping("heal", List.of("settle", "reboot"));
        if (keys.containsKey("reboot") && keys.get("reboot").truth("reboot")) {
            throw keys.get("reboot").mistake("a reboot keeps nothing where there is no disk: it is not supported yet");
        }
        long settle = keys.containsKey("settle") ? keys.get("settle").nanos("settle") : SETTLE_NANOS;
        return new Phases(phases.injectNanos(), settle, phases.patient());
    }

    /// The oracles are asked at the end of every run, whether a plan says so or not.
    private static Phases check(Phases phases, @Nullable Yaml check) throws Mistake {
        if (check != null) {
            throw check.mistake("check has nothing to say: 'oracle' has");
        }
        return phases;
    }
}
