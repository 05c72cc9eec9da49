package org.lkernel.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.bench.Subject.Clock;

/// What runs the host's programs: the host itself, gVisor, User-Mode Linux.
///
/// @param begin what starts a program; the host needs nothing
/// @param tools our programs, built for the host
/// @param joined whether the program's words are one word, joined by commas, in a variable
record Native(String name, List<String> begin, Path tools, boolean joined) implements Contender {
    /// Runs words of [#joined] and turns the machine off.
    static final String INIT = "init";

    @Override
    public @Nullable List<String> command(Subject subject, long amount) {
        if (subject.group().clock == Clock.OWN
                || Subject.ofRoot().contains(subject)
                || subject.name().equals("loop")) {
            return null;
        }
        List<String> program = new ArrayList<>(subject.words(amount));
        program.set(0, tools.resolve(Tools.name(program)).toString());
        if (subject.name().equals("exec")) {
            program.add(tools.resolve("true").toString());
        }
        List<String> all = new ArrayList<>(begin);
        if (joined) {
            all.add("WORDS=" + String.join(",", program));
        } else {
            all.addAll(program);
        }
        return all;
    }
}
