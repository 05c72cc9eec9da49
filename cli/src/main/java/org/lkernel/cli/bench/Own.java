package org.lkernel.cli.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.bench.Subject.Clock;
import org.lkernel.cli.bench.Subject.Group;

/// lkernel, as a process of its own.
///
/// @param begin what starts the command
/// @param warm whether a warm host may run it, and only what is over soon
/// @param options of `lkernel run`
record Own(
        String name,
        List<String> begin,
        boolean warm,
        List<String> options,
        @Nullable Path root) implements Contender {
    /// As the launcher at this path starts it, or this process was started.
    static List<String> begin(@Nullable String launcher) {
        if (launcher != null) {
            return List.of(launcher);
        }
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.lkernel.cli.Main"));
        return java;
    }

    @Override
    public @Nullable List<String> command(Subject subject, long amount) {
        if (warm && subject.group() != Group.PROGRAMS) {
            return null;
        }
        List<String> all = new ArrayList<>(begin);
        if (subject.group().clock == Clock.OWN) {
            all.addAll(List.of("bench", "--no-daemon", "--inside", String.valueOf(amount), subject.name()));
            return all;
        }
        all.add("run");
        if (!warm) {
            all.add("--no-daemon");
        }
        all.addAll(List.of("--mode", "live"));
        all.addAll(options);
        if (root != null && Subject.ofRoot().contains(subject)) {
            all.addAll(List.of("--root", root.toString()));
        }
        all.add("--");
        all.addAll(subject.words(amount));
        return all;
    }
}
