package org.lkernel.experiments.inject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Until;
import org.lkernel.drivers.board.Board;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;

/// Reads plans. A key nobody knows is a mistake, as is a number without its unit; every mistake says where it is.
public final class PlanReader {
    private static final String VERSION = "lkernel/v1";
    private static final long MEMORY = 256L << 20;
    private static final List<String> KEYS =
            List.of("plan", "name", "base", "seed", "workload", "faults", "sampling", "failOn");
    /// Of the format, and not here yet.
    private static final List<String> LATER =
            List.of("combine", "schedule", "phases", "oracle", "onFailure", "persistence");

    private PlanReader() {}

    public static InjectionPlan read(Path file) throws Mistake {
        try {
            return read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new Mistake("there is no plan to be read at " + file + ": " + unreadable.getMessage());
        }
    }

    /// @param name of the file, for mistakes
    public static InjectionPlan read(String name, String text) throws Mistake {
        Yaml whole = Yaml.parse(name, text);
        Map<String, Yaml> top = whole.mapping("a plan");
        for (Map.Entry<String, Yaml> entry : top.entrySet()) {
            if (LATER.contains(entry.getKey())) {
                throw entry.getValue().mistake("'" + entry.getKey() + "' is not supported yet");
            }
        }
        top = whole.mapping("a plan", KEYS);
        Yaml version = needed(whole, top, "plan");
        if (!version.text("plan").equals(VERSION)) {
            throw version.mistake("plan is " + VERSION + ", not '" + version.text("plan") + "'");
        }
        long seed = top.containsKey("seed") ? top.get("seed").number("seed", Long.MIN_VALUE, Long.MAX_VALUE) : 0;
        Map<String, Yaml> base = top.containsKey("base")
                ? top.get("base").mapping("base", List.of("root", "volumes", "harts", "memory", "at", "snapshot"))
                : Map.of();
        if (base.containsKey("snapshot")) {
            throw base.get("snapshot").mistake("a snapshot as base is not supported yet; 'at:' stops at a place");
        }
        return new InjectionPlan(
                top.containsKey("name") ? top.get("name").text("name") : "plan",
                target(base, needed(whole, top, "workload"), seed),
                place(base.get("at")),
                seed,
                clauses(needed(whole, top, "faults")),
                sampling(top.get("sampling")),
                failOn(top.get("failOn")));
    }

    private static Yaml needed(Yaml whole, Map<String, Yaml> values, String key) throws Mistake {
        Yaml found = values.get(key);
        if (found == null) {
            throw whole.mistake("the plan lacks '" + key + "'");
        }
        return found;
    }

    private static Target target(Map<String, Yaml> base, Yaml work, long seed) throws Mistake {
        Map<String, Yaml> workload = work.mapping("workload", List.of("argv", "env", "cwd"));
        List<String> words = needed(work, workload, "argv").texts("argv");
        if (words.isEmpty()) {
            throw work.mistake("argv names a program");
        }
        SortedMap<String, String> environment = new TreeMap<>();
        if (workload.containsKey("env")) {
            for (Map.Entry<String, Yaml> entry :
                    workload.get("env").mapping("env").entrySet()) {
                environment.put(entry.getKey(), entry.getValue().text("a variable"));
            }
        }
        return new Target(
                base.containsKey("root") ? base.get("root").text("root") : null,
                base.containsKey("volumes") ? base.get("volumes").texts("volumes") : List.of(),
                environment,
                workload.containsKey("cwd") ? workload.get("cwd").text("cwd") : "/",
                base.containsKey("harts") ? (int) base.get("harts").number("harts", 1, 64) : 1,
                base.containsKey("memory") ? base.get("memory").bytes("memory") : MEMORY,
                seed,
                false,
                words);
    }

    private static @Nullable String place(@Nullable Yaml at) throws Mistake {
        if (at == null) {
            return null;
        }
        try {
            Until.parse(at.text("at"), Board.SYSTEM_CALLS);
            return at.text("at");
        } catch (IllegalArgumentException unfit) {
            throw at.mistake(String.valueOf(unfit.getMessage()));
        }
    }

    // ---- faults

    private static List<Clause> clauses(Yaml faults) throws Mistake {
        List<Clause> clauses = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>();
        for (Yaml each : faults.sequence("faults")) {
            Clause clause = clause(each, clauses.size() + 1);
            if (!ids.add(clause.id())) {
                throw each.mistake("two faults have the id '" + clause.id() + "'");
            }
            clauses.add(clause);
        }
        if (clauses.isEmpty()) {
            throw faults.mistake("a plan has one fault or more");
        }
        return clauses;
    }

    private static Clause clause(Yaml fault, int number) throws Mistake {
        Map<String, Yaml> keys = fault.mapping("a fault");
        Yaml named = needed(fault, keys, "kind");
        FaultKind kind = FaultKind.named(named.text("kind"));
        if (kind == null) {
            throw named.mistake("there is no fault '%s'; did you mean %s?"
                    .formatted(named.text("kind"), Nearest.to(named.text("kind"), FaultKind.names())));
        }
        TreeMap<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, Yaml> entry : keys.entrySet()) {
            if (!List.of("id", "kind", "where", "when").contains(entry.getKey())) {
                parameters.put(entry.getKey(), entry.getValue().text(entry.getKey()));
            }
        }
        String where = keys.containsKey("where") ? where(keys.get("where"), kind) : "*";
        Clause.When when = when(needed(fault, keys, "when"), kind);
        try {
            // What the command line would say of it.
            String pairs = parameters.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(java.util.stream.Collectors.joining(","));
            Fault.parse(kind + ":" + where + ":1" + (pairs.isEmpty() ? "" : ":" + pairs));
        } catch (Mistake unfit) {
            throw fault.mistake(String.valueOf(unfit.getMessage()));
        }
        String id = keys.containsKey("id") ? keys.get("id").text("id") : kind + "-" + number;
        return new Clause(id, kind, where, when, parameters);
    }

    private static String where(Yaml where, FaultKind kind) throws Mistake {
        if (where.isScalar()) {
            return where.text("where");
        }
        return needed(where, where.mapping("where", List.of(kind.selector())), kind.selector())
                .text(kind.selector());
    }

    private static Clause.When when(Yaml when, FaultKind kind) throws Mistake {
        if (when.isScalar()) {
            if (when.text("when").equals("every") && kind.mayBeEvery()) {
                return new Clause.Each();
            }
            return new Clause.At(when.number("when", 1, Long.MAX_VALUE));
        }
        String unit = kind.isBetweenInstructions() ? "instret" : "occurrence";
        Yaml value = needed(when, when.mapping("when", List.of(unit)), unit);
        if (value.isScalar()) {
            return new Clause.At(value.number(unit, 1, Long.MAX_VALUE));
        }
        Map<String, Yaml> how = value.mapping(unit, List.of("sweep", "sample"));
        if (how.containsKey("sweep") && !kind.isBetweenInstructions()) {
            expect(how.get("sweep"), "sweep", "all");
            return new Clause.Sweep();
        }
        expect(needed(value, how, "sample"), "sample", "uniform");
        return new Clause.Sample();
    }

    private static void expect(Yaml value, String key, String only) throws Mistake {
        if (!value.text(key).equals(only)) {
            throw value.mistake("%s is '%s', not '%s'".formatted(key, only, value.text(key)));
        }
    }

    // ---- statistics

    private static InjectionPlan.Sampling sampling(@Nullable Yaml sampling) throws Mistake {
        Map<String, Yaml> keys =
                sampling == null ? Map.of() : sampling.mapping("sampling", List.of("confidence", "halfWidth", "most"));
        return new InjectionPlan.Sampling(
                keys.containsKey("confidence") ? keys.get("confidence").share("confidence") : 0.95,
                keys.containsKey("halfWidth") ? keys.get("halfWidth").share("halfWidth") : 0.05,
                keys.containsKey("most") ? (int) keys.get("most").number("most", 1, 10_000_000) : 100_000);
    }

    private static List<OutcomeClass> failOn(@Nullable Yaml classes) throws Mistake {
        List<OutcomeClass> failing = new ArrayList<>();
        List<String> known = List.of(OutcomeClass.values()).stream()
                .map(OutcomeClass::toString)
                .toList();
        for (Yaml each : classes == null ? List.<Yaml>of() : classes.sequence("failOn")) {
            String name = each.text("a class");
            if (!known.contains(name)) {
                throw each.mistake(
                        "there is no outcome '%s'; did you mean %s?".formatted(name, Nearest.to(name, known)));
            }
            failing.add(OutcomeClass.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
        }
        return failing;
    }
}
