package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Board;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;
import org.lkernel.kernel.syscall.SyscallTable;

/// What `-e inject=SET:error=EIO:when=3` and `-e fault=SET` ask for, as faults: each call of the set is counted by
/// itself.
///
/// Of `strace(1)`'s words it understands `error` (a name), `retval` (a number), `signal` (a name) and `when` (a number,
/// `3+`, `3+2`, `3..9`, `3..9+2`); without `when` it is every call.
public final class Tampering {
    private static final String INJECT = "inject=";
    private static final String FAULT = "fault=";

    private Tampering() {}

    /// Whether that is what an expression asks for.
    public static boolean isMeant(String expression) {
        return expression.startsWith(INJECT) || expression.startsWith(FAULT);
    }

    /// @throws IllegalArgumentException when it asks for what there is not, in words
    public static List<Fault> faults(String expression) {
        String[] words = expression.substring(expression.indexOf('=') + 1).split(":", -1);
        Map<String, String> asked = asked(words);
        if (expression.startsWith(FAULT)) {
            asked.putIfAbsent("error", "ENOSYS");
        }
        if (!asked.containsKey("error") && !asked.containsKey("signal") && !asked.containsKey("retval")) {
            throw new IllegalArgumentException(
                    "'" + expression + "' says nothing that is to happen: error=, retval= or signal=");
        } else if (asked.containsKey("error") && asked.containsKey("retval")) {
            throw new IllegalArgumentException(
                    "'" + expression + "' wants two answers to one call: error= and retval=");
        }
        String when = asked.getOrDefault("when", "every");
        List<Fault> faults = new ArrayList<>();
        Predicate<SyscallTable.@Nullable Entry> set = CallFilter.of(words[0]);
        for (String call : Fault.sites(FaultKind.SYS_ERRNO)) {
            if (set.test(Board.SYSTEM_CALLS.named(call))) {
                add(faults, asked, "error", "sys.errno:%s:%s:errno=%s", call, when);
                add(faults, asked, "retval", "sys.retval:%s:%s:value=%s", call, when);
                add(faults, asked, "signal", "signal:%s:%s:signal=%s", call, when);
            }
        }
        return List.copyOf(faults);
    }

    private static Map<String, String> asked(String[] words) {
        Map<String, String> asked = new TreeMap<>();
        for (int index = 1; index < words.length; index++) {
            String[] pair = words[index].split("=", 2);
            if (pair.length < 2 || !List.of("error", "retval", "signal", "when").contains(pair[0])) {
                throw new IllegalArgumentException(
                        "'" + words[index] + "' cannot be injected; there are error=, retval=, signal= and when=");
            }
            asked.put(pair[0], pair[1]);
        }
        return asked;
    }

    private static void add(
            List<Fault> faults, Map<String, String> asked, String what, String form, String call, String when) {
        String value = asked.get(what);
        if (value != null) {
            try {
                faults.add(Fault.parse(form.formatted(call, when, value)));
            } catch (Mistake mistake) {
                throw new IllegalArgumentException(mistake.getMessage(), mistake);
            }
        }
    }
}
