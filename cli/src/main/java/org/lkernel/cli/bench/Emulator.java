package org.lkernel.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.bench.Subject.Clock;

/// `qemu-riscv64`, with the programs lkernel runs.
///
/// @param program where it is
/// @param tools where our programs are
record Emulator(Path program, Path tools, @Nullable Path root) implements Contender {
    @Override
    public String name() {
        return "qemu-riscv64";
    }

    @Override
    public @Nullable List<String> command(Subject subject, long amount) {
        if (subject.group().clock == Clock.OWN) {
            return null;
        }
        List<String> words = subject.words(amount);
        List<String> all = new ArrayList<>(List.of(program.toString()));
        if (Subject.ofRoot().contains(subject)) {
            if (root == null || !Files.exists(root.resolve(words.getFirst().substring(1)))) {
                return null;
            }
            all.addAll(List.of("-L", root.toString(), root + words.getFirst()));
        } else {
            all.add(tools.resolve(Tools.name(words)).toString());
        }
        all.addAll(words.subList(1, words.size()));
        if (subject.name().equals("exec")) {
            // A program that it starts would be the host's.
            all.addAll(List.of(program.toString(), tools.resolve("true").toString()));
        }
        return all;
    }
}
