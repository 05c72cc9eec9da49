package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;
import org.lkernel.experiments.fault.Moment;

/// Reads the faults of a plan.
final class ClauseReader {
    private static final List<String> OF_ALL = List.of("id", "kind", "where", "when", "nth");

    private ClauseReader() {}

    static List<Clause> clauses(Yaml faults) throws Mistake {
        List<Clause> clauses = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(List.of(Space.COMBINED));
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
        Yaml named = PlanReader.needed(fault, keys, "kind");
        FaultKind kind = FaultKind.named(named.text("kind"));
        if (kind == null) {
            throw named.mistake("there is no fault '%s'; did you mean %s?"
                    .formatted(named.text("kind"), Nearest.to(named.text("kind"), FaultKind.names())));
        }
        String where = keys.containsKey("where") ? where(keys.get("where"), kind) : "*";
        check(keys.getOrDefault("where", fault), kind + ":" + where + ":1");
        Clause.When when = nthOrWhen(fault, keys, kind);
        String id = keys.containsKey("id") ? keys.get("id").text("id") : kind + "-" + number;
        return new Clause(id, kind, where, when, parameters(fault, keys, kind));
    }

    private static SortedMap<String, String> parameters(Yaml fault, Map<String, Yaml> keys, FaultKind kind)
            throws Mistake {
        TreeMap<String, String> parameters = new TreeMap<>();
        List<String> known = Fault.parameters(kind);
        for (Map.Entry<String, Yaml> entry : keys.entrySet()) {
            String key = entry.getKey();
            if (OF_ALL.contains(key)) {
                continue;
            } else if (!known.contains(key)) {
                throw fault.mistakeAt(
                        key,
                        "%s has no parameter '%s'; it has %s"
                                .formatted(kind, key, known.isEmpty() ? "none" : String.join(", ", known)));
            }
            String value = entry.getValue().text(key);
            check(entry.getValue(), "%s:*:1:%s=%s".formatted(kind, key, value));
            parameters.put(key, value);
        }
        return parameters;
    }

    /// What the command line would say of it.
    private static void check(Yaml at, String fault) throws Mistake {
        try {
            Fault.parse(fault);
        } catch (Mistake unfit) {
            throw at.mistake(String.valueOf(unfit.getMessage()));
        }
    }

    private static String where(Yaml where, FaultKind kind) throws Mistake {
        if (where.isScalar()) {
            return where.text("where");
        }
        return PlanReader.needed(where, where.mapping("where", List.of(kind.selector())), kind.selector())
                .text(kind.selector());
    }

    /// `nth: N` is a shorter `when: N`.
    private static Clause.When nthOrWhen(Yaml fault, Map<String, Yaml> keys, FaultKind kind) throws Mistake {
        Yaml nth = keys.get("nth");
        if (nth != null && keys.containsKey("when")) {
            throw nth.mistake("nth and when are two answers to one question");
        }
        return nth != null
                ? moment(String.valueOf(nth.number("nth", 1, Long.MAX_VALUE)), nth, kind)
                : when(PlanReader.needed(fault, keys, "when"), kind);
    }

    // ---- when

    private static Clause.When when(Yaml when, FaultKind kind) throws Mistake {
        if (when.isScalar()) {
            return moment(when.text("when"), when, kind);
        }
        Map<String, Yaml> keys = when.mapping("when", units(kind));
        if (keys.containsKey("probability")) {
            return chance(when, keys, kind);
        } else if (keys.size() != 1) {
            throw when.mistake("when is one of " + String.join(", ", units(kind)));
        }
        String unit = keys.keySet().iterator().next();
        Yaml value = PlanReader.needed(when, keys, unit);
        return switch (unit) {
            case "time" -> window(value);
            case "instret" -> kind.isBetweenInstructions() ? numbered(value, kind, unit) : stretch(value);
            case "occurrence" -> numbered(value, kind, unit);
            default -> throw when.mistake("cases is the number of draws of a probability");
        };
    }

    private static List<String> units(FaultKind kind) {
        return kind.isBetweenInstructions()
                ? List.of("instret")
                : kind.mayBeEvery()
                        ? List.of("occurrence", "time", "instret", "probability", "cases")
                        : List.of("occurrence");
    }

    private static Clause.When moment(String text, Yaml at, FaultKind kind) throws Mistake {
        try {
            return new Clause.At(Fault.moment(kind, text, text), 1);
        } catch (Mistake unfit) {
            throw at.mistake(String.valueOf(unfit.getMessage()));
        }
    }

    private static Clause.When numbered(Yaml value, FaultKind kind, String unit) throws Mistake {
        if (value.isScalar()) {
            return moment(String.valueOf(value.number(unit, 1, Long.MAX_VALUE)), value, kind);
        }
        Map<String, Yaml> how = value.mapping(unit, ways(kind));
        if (how.containsKey("sweep")) {
            expect(how.get("sweep"), "sweep", "all");
            return new Clause.Sweep();
        } else if (how.containsKey("systematic")) {
            expect(how.get("systematic"), "systematic", "all");
            return new Clause.Systematic();
        } else if (how.containsKey("sample")) {
            expect(how.get("sample"), "sample", "uniform");
            return new Clause.Sample();
        } else if (!kind.mayBeEvery()) {
            throw value.mistake("%s is a number, or one of %s".formatted(unit, String.join(", ", ways(kind))));
        }
        long first = number(how.get("from"), "from", 1);
        long last = number(how.get("to"), "to", Long.MAX_VALUE);
        return last < first
                ? refuse(value, unit)
                : new Clause.At(new Moment.Range(first, last, number(how.get("step"), "step", 1)), 1);
    }

    private static List<String> ways(FaultKind kind) {
        return kind.isBetweenInstructions()
                ? List.of("sample")
                : kind.mayBeEvery()
                        ? List.of("sweep", "systematic", "sample", "from", "to", "step")
                        : List.of("sweep", "systematic", "sample");
    }

    private static long number(@Nullable Yaml value, String what, long usual) throws Mistake {
        return value == null ? usual : value.number(what, 1, Long.MAX_VALUE);
    }

    private static Clause.When refuse(Yaml value, String what) throws Mistake {
        throw value.mistake(what + " ends before it begins");
    }

    private static Clause.When window(Yaml value) throws Mistake {
        Map<String, Yaml> ends = value.mapping("time", List.of("from", "to"));
        long from = ends.containsKey("from") ? ends.get("from").nanos("from") : 0;
        long to = PlanReader.needed(value, ends, "to").nanos("to");
        return to <= from ? refuse(value, "time") : new Clause.At(new Moment.Window(from, to), 1);
    }

    private static Clause.When stretch(Yaml value) throws Mistake {
        Map<String, Yaml> ends = value.mapping("instret", List.of("from", "to"));
        long from = number(ends.get("from"), "from", 0);
        long to = PlanReader.needed(value, ends, "to").number("to", 1, Long.MAX_VALUE);
        return to <= from ? refuse(value, "instret") : new Clause.At(new Moment.Stretch(from, to), 1);
    }

    private static Clause.When chance(Yaml when, Map<String, Yaml> keys, FaultKind kind) throws Mistake {
        if (keys.keySet().stream()
                .anyMatch(key -> !List.of("probability", "cases").contains(key))) {
            throw when.mistake("a probability stands alone, or with 'cases'");
        } else if (!kind.mayBeEvery()) {
            throw when.mistake(kind + " has no probability");
        }
        double share = PlanReader.needed(when, keys, "probability").share("probability");
        int cases = keys.containsKey("cases") ? (int) keys.get("cases").number("cases", 1, 1_000_000) : 1;
        return new Clause.At(new Moment.Chance(Math.rint(share * 1e11) / 1e9, 0), cases);
    }

    private static void expect(Yaml value, String key, String only) throws Mistake {
        if (!value.text(key).equals(only)) {
            throw value.mistake("%s is '%s', not '%s'".formatted(key, only, value.text(key)));
        }
    }
}
