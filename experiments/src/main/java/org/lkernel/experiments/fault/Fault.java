package org.lkernel.experiments.fault;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    private static Moment moment(FaultKind kind, String when, String text) throws Mistake {
        if (when.equals("every") && kind.mayBeEvery()) {
            return new Moment.Every();
        }
        long number;
        try {
            number = Long.parseLong(when);
        } catch (NumberFormatException none) {
            number = 0;
        }
        if (number < 1) {
            throw new Mistake(
                    kind.isBetweenInstructions()
                            ? "'%s': when is a number of instructions since boot, not '%s'".formatted(text, when)
                            : "'%s': when is the number of an occurrence, from 1%s, not '%s'"
                                    .formatted(text, kind.mayBeEvery() ? ", or 'every'" : "", when));
        }
        return kind.isBetweenInstructions() ? new Moment.Instruction(number) : new Moment.Occurrence(number);
    }

    /// The places of a kind that have a name in every machine: system calls, ports.
    public static List<String> sites(FaultKind kind) {
        return FaultCheck.sites(kind);
    }

    /// The names of the parameters that a kind has.
    public static List<String> parameters(FaultKind kind) {
        return FaultCheck.parameters(kind);
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
