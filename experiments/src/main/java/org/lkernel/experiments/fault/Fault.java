package org.lkernel.experiments.fault;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lkernel.actors.TimeSpan;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;

/// A fault: what goes wrong, where and when.
///
/// @param where a call's name, a port (`memory`, `hart0`, `hart`) or a message (`memory.Fault`), a line's number, a
/// hart's number; `*` for any
public record Fault(FaultKind kind, String where, Moment when, SortedMap<String, String> parameters) {
    /// What the command line has.
    public static final String FORM = "KIND:WHERE:WHEN[:key=value,…]";

    public Fault {
        parameters = new TreeMap<>(parameters);
    }

    /// What [#toString] writes, and the command line has.
    public static Fault parse(String text) throws Mistake {
        List<String> parts = List.of(text.split(":", 4));
        FaultKind kind = kind(parts.getFirst());
        if (parts.size() < 3) {
            throw new Mistake(
                    "'%s' is no fault: it is %s, such as sys.errno:write:1:errno=ENOSPC".formatted(text, FORM));
        }
        TreeMap<String, String> parameters = new TreeMap<>();
        if (parts.size() == 4) {
            for (String pair : parts.get(3).split(",")) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new Mistake("'%s': a parameter is key=value, not '%s'".formatted(text, pair));
                }
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        Fault fault = new Fault(kind, parts.get(1), moment(kind, parts.get(2), text), parameters);
        FaultCheck.check(fault);
        return fault;
    }

    static FaultKind kind(String name) throws Mistake {
        FaultKind kind = FaultKind.named(name);
        if (kind == null) {
            throw new Mistake(
                    "there is no fault '%s'; did you mean %s?".formatted(name, Nearest.to(name, FaultKind.names())));
        }
        return kind;
    }

    /// The moment that a text means.
    ///
    /// @param text what it is part of, for mistakes
    public static Moment moment(FaultKind kind, String when, String text) throws Mistake {
        Moment moment = Moment.parse(kind, when);
        if (moment == null) {
            throw new Mistake("'%s': when is %s, not '%s'".formatted(text, Moment.form(kind), when));
        }
        return moment;
    }

    /// The places of a kind that have a name in every machine: system calls, ports.
    public static List<String> sites(FaultKind kind) {
        return FaultCheck.sites(kind);
    }

    /// The names of the parameters that a kind has.
    public static List<String> parameters(FaultKind kind) {
        return FaultCheck.parameters(kind);
    }

    /// The same at another moment.
    public Fault at(Moment moment) {
        return new Fault(kind, where, moment, parameters);
    }

    /// The same with other parameters.
    public Fault with(SortedMap<String, String> others) {
        return new Fault(kind, where, when, others);
    }

    /// What a parameter of a kind means, in words.
    public static String describe(FaultKind kind, String parameter) {
        boolean own = !kind.mayBeEvery();
        return switch (parameter) {
            case "duration" -> "for how long it strikes, from the first time on";
            case "count" -> own ? kind.parameters() : "how often it strikes at most, from the first time on";
            default -> kind.parameters();
        };
    }

    /// Whether it strikes once at most.
    public boolean isSingle() {
        return when instanceof Moment.Instruction || when instanceof Moment.Occurrence && most() == 1;
    }

    /// The same at one occurrence alone.
    public Fault once(long occurrence) {
        TreeMap<String, String> rest = new TreeMap<>(parameters);
        if (kind.mayBeEvery()) {
            rest.keySet().removeAll(List.of("count", "duration"));
        }
        return new Fault(kind, where, new Moment.Occurrence(occurrence), rest);
    }

    /// How often it strikes at most, once it has begun.
    long most() {
        boolean once = when instanceof Moment.Occurrence && !parameters.containsKey("duration") && !kind.isLasting();
        String count = kind.mayBeEvery() ? parameters.get("count") : null;
        return count != null ? Long.parseLong(count) : once ? 1 : Long.MAX_VALUE;
    }

    /// For how long it strikes, once it has begun.
    long durationNanos() {
        String duration = parameters.get("duration");
        return duration == null ? Long.MAX_VALUE : TimeSpan.nanos(duration);
    }

    String parameter(String name, String usual) {
        return parameters.getOrDefault(name, usual);
    }

    @Override
    public String toString() {
        String keys = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return kind + ":" + where + ":" + when + (keys.isEmpty() ? "" : ":" + keys);
    }
}
