package org.lkernel.cli.debian;

import java.util.List;
import java.util.SortedMap;

/// What a run did, or with a dry run would do.
///
/// @param directory the tree
/// @param suite the code name of its suite; what the tree says, when nothing had to be asked for
/// @param archive where the packages are from
/// @param packages every package that the requests need, in order
/// @param leftOut dependencies that were not followed, with the reason
/// @param skipped how many device nodes, pipes and impossible names were passed over
/// @param notices what the user should know, one sentence each
public record Report(
        String directory,
        String suite,
        String architecture,
        String archive,
        boolean dryRun,
        List<Line> packages,
        SortedMap<String, String> leftOut,
        int skipped,
        List<String> notices) {

    /// What becomes of a package.
    public enum Action {
        KEPT,
        UNPACKED,
        REPLACED
    }

    /// One package of the report.
    public record Line(String name, String version, long sizeBytes, Action action) {}

    public Report {
        packages = List.copyOf(packages);
        notices = List.copyOf(notices);
    }

    public long count(Action action) {
        return packages.stream().filter(line -> line.action() == action).count();
    }

    public long downloadBytes() {
        return packages.stream()
                .filter(line -> line.action() != Action.KEPT)
                .mapToLong(Line::sizeBytes)
                .sum();
    }
}
