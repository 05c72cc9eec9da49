package org.lkernel.experiments.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.drivers.computer.ComputerBuilder;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.variant.Variants;

/// What is run: a program, and the machine it runs on. All that it takes to build the same base again,
/// elsewhere too.
///
/// @param root a directory of the host, or null for the embedded userland
/// @param volumes `HOST:GUEST`
/// @param environment beyond what every program has
/// @param seed of all that is not the schedule
/// @param interrupting whether tasks are interrupted in their own code, and not only between messages
/// @param kernel what names the [Variants] of its subsystems, or null for ours
public record Target(
        @Nullable String root,
        List<String> volumes,
        SortedMap<String, String> environment,
        String directory,
        int harts,
        long memoryBytes,
        long seed,
        boolean interrupting,
        List<String> words,
        @Nullable String kernel) {
    public Target {
        volumes = List.copyOf(volumes);
        environment = new TreeMap<>(environment);
        words = List.copyOf(words);
    }

    /// The same on our own kernel.
    public Target(
            @Nullable String root,
            List<String> volumes,
            SortedMap<String, String> environment,
            String directory,
            int harts,
            long memoryBytes,
            long seed,
            boolean interrupting,
            List<String> words) {
        this(root, volumes, environment, directory, harts, memoryBytes, seed, interrupting, words, null);
    }

    /// The same on another kernel.
    public Target on(@Nullable String otherKernel, int otherHarts) {
        return new Target(
                root, volumes, environment, directory, otherHarts, memoryBytes, seed, interrupting, words, otherKernel);
    }

    /// A machine of its own that stands at the base.
    public Stage stage() {
        return stage(Long.MAX_VALUE);
    }

    /// The same.
    ///
    /// @param deadlineNanos by `System.nanoTime`, when the program must have come to the base
    /// @throws org.lkernel.experiments.schedule.OutOfTime if it has not
    Stage stage(long deadlineNanos) {
        return new Stage(this::builder, seed, words, true, deadlineNanos);
    }

    /// One that keeps no digests: most schedules are not looked at again.
    Stage quickStage() {
        return new Stage(this::builder, seed, words, false, Long.MAX_VALUE);
    }

    /// Where the host has a file of the guest's, or null.
    @Nullable
    Path onHost(String path) {
        Path found = root == null ? null : Path.of(root, path);
        int longest = 0;
        for (String volume : volumes) {
            int colon = volume.lastIndexOf(':');
            String point = volume.substring(colon + 1);
            if (path.startsWith(point + "/") && point.length() > longest) {
                longest = point.length();
                found = Path.of(volume.substring(0, colon), path.substring(point.length()));
            }
        }
        return found;
    }

    /// The machine, before its program is booted.
    public ComputerBuilder builder() {
        ComputerBuilder builder =
                Computer.builder().harts(harts).memory(memoryBytes).directory(directory);
        if (root != null) {
            builder.root(Path.of(root));
        }
        for (String volume : volumes) {
            int colon = volume.lastIndexOf(':');
            builder.volume(Path.of(volume.substring(0, colon)), volume.substring(colon + 1));
        }
        environment.forEach(builder::environment);
        return kernel == null ? builder : builder.topology(variants(kernel)::over);
    }

    private static Variants variants(String name) {
        try {
            return Variants.named(name);
        } catch (Mistake mistake) {
            throw new IllegalArgumentException(mistake.getMessage(), mistake);
        }
    }
}
