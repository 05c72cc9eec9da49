package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.campaign.Target;

/// The command that repeats a case by itself, without the plan.
final class CommandLine {
    private CommandLine() {}

    /// @param faults as `--fault` takes them, with blanks between
    /// @return null where the base is a later moment than boot, from which occurrences are counted
    static @Nullable String of(InjectionPlan plan, String faults) {
        if (plan.at() != null) {
            return null;
        }
        Target target = plan.target();
        List<String> words = new ArrayList<>(List.of("lkernel", "run", "--seed", String.valueOf(plan.seed())));
        words.addAll(List.of("--memory", (target.memoryBytes() >> 20) + "M"));
        if (target.root() != null) {
            words.addAll(List.of("--root", target.root()));
        }
        if (target.harts() > 1) {
            words.addAll(List.of("--harts", String.valueOf(target.harts())));
        }
        target.volumes().forEach(volume -> words.addAll(List.of("--volume", volume)));
        target.environment().forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        if (!target.directory().equals("/")) {
            words.addAll(List.of("--cwd", target.directory()));
        }
        for (String fault : faults.split(" ")) {
            words.addAll(List.of("--fault", fault));
        }
        words.add("--");
        words.addAll(target.words());
        return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+%#@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
