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
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Until;
import org.lkernel.drivers.board.Board;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.experiments.campaign.Identity;
import org.lkernel.experiments.campaign.Target;

/// Reads plans. A key nobody knows is a mistake, as is a number without its unit; every mistake says where it is.
public final class PlanReader {
    private static final String VERSION = "lkernel/v1";
    private static final long MEMORY = 256L << 20;
    private static final List<String> KEYS = List.of(
            "plan",
            "build",
            "name",
            "base",
            "seed",
            "workload",
            "faults",
            "combine",
            "phases",
            "oracle",
            "sampling",
            "onFailure",
            "failOn");
    /// Of the format, and not here yet.
    private static final List<String> LATER = List.of("schedule", "persistence");

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
        for (String key : top.keySet()) {
            if (LATER.contains(key)) {
                throw whole.mistakeAt(key, "'" + key + "' is not supported yet");
            }
        }
        top = whole.mapping("a plan", KEYS);
        Yaml version = needed(whole, top, "plan");
        if (!version.text("plan").equals(VERSION)) {
            throw version.mistake("plan is " + VERSION + ", not '" + version.text("plan") + "'");
        }
        build(top.get("build"));
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
                ClauseReader.clauses(needed(whole, top, "faults")),
                sampling(top.get("sampling")),
                combined(top.get("combine")),
                PhaseReader.phases(top.get("phases")),
                oracle(top.get("oracle")),
                minimise(top.get("onFailure")),
                failOn(top.get("failOn")));
    }

    /// What was resolved by another build may mean another thing to this one.
    private static void build(@Nullable Yaml build) throws Mistake {
        if (build != null && !build.text("build").equals(Identity.BUILD)) {
            throw build.mistake("the plan is of '%s', and this is '%s'".formatted(build.text("build"), Identity.BUILD));
        }
    }

    static Yaml needed(Yaml whole, Map<String, Yaml> values, String key) throws Mistake {
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

    // ---- statistics

    private static InjectionPlan.Sampling sampling(@Nullable Yaml sampling) throws Mistake {
        Map<String, Yaml> keys = sampling == null
                ? Map.of()
                : sampling.mapping("sampling", List.of("confidence", "halfWidth", "most", "sequential"));
        return new InjectionPlan.Sampling(
                keys.containsKey("confidence") ? keys.get("confidence").share("confidence") : 0.95,
                keys.containsKey("halfWidth") ? keys.get("halfWidth").share("halfWidth") : 0.05,
                keys.containsKey("most") ? (int) keys.get("most").number("most", 1, 10_000_000) : 100_000,
                keys.containsKey("sequential") && keys.get("sequential").truth("sequential"));
    }

    private static int combined(@Nullable Yaml combine) throws Mistake {
        if (combine == null) {
            return 1;
        }
        Map<String, Yaml> keys = combine.mapping("combine", List.of("maxSimultaneous"));
        return (int) needed(combine, keys, "maxSimultaneous").number("maxSimultaneous", 1, 2);
    }

    private static boolean minimise(@Nullable Yaml failure) throws Mistake {
        Map<String, Yaml> keys = failure == null ? Map.of() : failure.mapping("onFailure", List.of("minimise"));
        return !keys.containsKey("minimise") || keys.get("minimise").truth("minimise");
    }

    /// A list of what must hold, one key each.
    private static Judgement oracle(@Nullable Yaml oracle) throws Mistake {
        Judgement all = Judgement.NONE;
        for (Yaml each : oracle == null ? List.<Yaml>of() : oracle.sequence("oracle")) {
            Map<String, Yaml> keys = each.mapping("an oracle", List.of("exitCode", "check", "isolated"));
            all = new Judgement(
                    keys.containsKey("exitCode")
                            ? (Integer) (int) keys.get("exitCode").number("exitCode", 0, 255)
                            : all.exitCode(),
                    keys.containsKey("check") ? keys.get("check").text("check") : all.check(),
                    keys.containsKey("isolated") ? keys.get("isolated").texts("isolated") : all.isolated());
        }
        return all;
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
