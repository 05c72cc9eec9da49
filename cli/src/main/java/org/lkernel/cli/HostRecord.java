package org.lkernel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.Screen;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.hostfiles.HostFile;
import org.lkernel.drivers.hostfiles.WitnessedExport;
import org.lkernel.kernel.Bytes;

/// What a snapshot says of the host's side of its machine: what it is made of, which files it has seen, what its
/// console holds. It is the `host` section, as JSON.
///
/// @param terminal whether the console is a terminal
/// @param words the command's arguments
/// @param trees the first is the root
/// @param input standard input that was read ahead, in Base64; `inputEnded` says whether there is nothing after it
/// @param screen what a terminal shows, or null
record HostRecord(
        int version,
        String mode,
        int harts,
        long memory,
        boolean terminal,
        List<String> words,
        List<Seen> trees,
        String input,
        boolean inputEnded,
        Screen.@Nullable Kept screen) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A tree of files as the machine has seen it.
    ///
    /// @param host the directory's path, or null for the embedded userland
    record Seen(@Nullable String host, String guest, List<HostFile> files) {
        /// The tree here.
        ///
        /// @param instead the directory to take, or null for the one it was
        Tree tree(@Nullable Path instead, String option) throws Complaint {
            if (instead != null) {
                return Tree.directory(MachineOptions.directory(instead, option), guest);
            }
            return host == null
                    ? Tree.embedded()
                    : Tree.directory(MachineOptions.directory(Path.of(host), option), guest);
        }
    }

    /// @param progress told of bytes that are hashed
    static HostRecord of(
            Mode mode,
            Hardware hardware,
            List<Tree> trees,
            List<String> words,
            Front.Held held,
            LongConsumer progress) {
        return new HostRecord(
                VERSION,
                mode.name(),
                hardware.harts(),
                hardware.memoryBytes(),
                hardware.terminal(),
                List.copyOf(words),
                trees.stream().map(tree -> seen(tree, progress)).toList(),
                Base64.getEncoder().encodeToString(held.input().toArray()),
                held.ended(),
                held.screen());
    }

    private static Seen seen(Tree tree, LongConsumer progress) {
        Path host = tree.host();
        return new Seen(
                host == null ? null : host.toString(),
                tree.guest(),
                tree.export().manifest(progress));
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param file for messages
    static HostRecord parse(String text, Path file) throws Complaint {
        try {
            HostRecord read = JSON.readValue(text, HostRecord.class);
            if (read != null && read.isWhole()) {
                return read;
            }
        } catch (JsonProcessingException malformed) {
            // Said below, as for a machine that cannot be.
        }
        throw new Complaint(Session.FAILED, file + ": what it says of its host describes no machine of lkernel's");
    }

    private boolean isWhole() {
        return version == VERSION
                && List.of("LIVE", "DETERMINISTIC").contains(mode)
                && harts >= 1
                && harts <= 64
                && memory >= 4L << 20
                && words != null
                && input != null
                && trees != null
                && !trees.isEmpty()
                && trees.stream().allMatch(tree -> tree.guest() != null && tree.files() != null);
    }

    Mode machineMode() {
        return Mode.valueOf(mode);
    }

    Front.Held held() {
        return new Front.Held(Bytes.wrap(Base64.getDecoder().decode(input)), inputEnded, screen);
    }

    /// The trees of the same names here.
    ///
    /// @param root in the root's place, or null
    List<Tree> trees(@Nullable Path root) throws Complaint {
        List<Tree> found = new ArrayList<>();
        for (Seen seen : trees) {
            found.add(found.isEmpty() ? seen.tree(root, "--root") : seen.tree(null, "--volume"));
        }
        return List.copyOf(found);
    }

    /// Compares what the machine saw with what is here; the differences, a line each.
    ///
    /// @param progress told of bytes that are hashed
    List<String> differences(List<Tree> here, LongConsumer progress) {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < trees.size(); index++) {
            Tree tree = here.get(index);
            for (WitnessedExport.Difference difference :
                    tree.export().recall(trees.get(index).files(), progress)) {
                lines.add(line(tree, difference));
            }
        }
        return List.copyOf(lines);
    }

    private static String line(Tree tree, WitnessedExport.Difference difference) {
        HostFile expected = difference.expected();
        return "%s in %s: expected %d bytes, SHA-256 %s; found %s"
                .formatted(
                        expected.shown(),
                        tree.shown(),
                        expected.size(),
                        expected.sha256() == null ? "unknown" : expected.sha256(),
                        difference.found());
    }

    Hardware hardware(List<Tree> here) {
        return new Hardware(
                harts,
                memory,
                machineMode() == Mode.DETERMINISTIC,
                terminal,
                here.stream()
                        .<org.lkernel.drivers.hostfiles.Export>map(Tree::export)
                        .toList(),
                here.stream().skip(1).map(tree -> Bytes.utf8(tree.guest())).toList());
    }
}
