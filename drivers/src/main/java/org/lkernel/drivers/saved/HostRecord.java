package org.lkernel.drivers.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.HostFile;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.hostfiles.WitnessedExport;
import org.lkernel.kernel.Bytes;
import org.lkernel.snapshots.file.SnapshotException;

/// What a snapshot says of the host's side of its machine: what it is made of, which files it has seen, what
/// its console holds. It is the `host` section, as JSON.
///
/// @param terminal whether the console is a terminal
/// @param words what the machine was started with
/// @param trees the first is the root
/// @param input standard input that was read ahead, in Base64; `inputEnded` says whether there is nothing after
/// it
/// @param screen what a terminal shows, in the words of whoever draws it, or null
public record HostRecord(
        int version,
        String mode,
        int harts,
        long memory,
        boolean terminal,
        List<String> words,
        List<Seen> trees,
        String input,
        boolean inputEnded,
        @Nullable JsonNode screen) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    /// A tree of files as the machine has seen it.
    ///
    /// @param host the directory's path, or null for the embedded userland
    public record Seen(@Nullable String host, String guest, List<HostFile> files) {}

    /// The console's part.
    ///
    /// @param input standard input that was read ahead
    /// @param ended whether standard input has nothing after that
    /// @param screen what a terminal shows, as something that JSON can have, or null
    public record Held(Bytes input, boolean ended, @Nullable Object screen) {}

    /// @param progress told of bytes that are hashed
    public static HostRecord of(
            Mode mode, Hardware hardware, List<Tree> trees, List<String> words, Held held, LongConsumer progress) {
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
                held.screen() == null ? null : JSON.valueToTree(held.screen()));
    }

    private static Seen seen(Tree tree, LongConsumer progress) {
        Path host = tree.host();
        return new Seen(
                host == null ? null : HostText.of(host),
                tree.guest(),
                tree.export().manifest(progress));
    }

    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param file for messages
    /// @throws SnapshotException for what describes no machine
    public static HostRecord parse(String text, Path file) {
        try {
            HostRecord read = JSON.readValue(text, HostRecord.class);
            if (read != null && read.isWhole()) {
                return read;
            }
        } catch (JsonProcessingException malformed) {
            // Said below, as for a machine that cannot be.
        }
        throw new SnapshotException(file, "what it says of its host describes no machine of lkernel's");
    }

    private boolean isWhole() {
        return version == VERSION
                && List.of("LIVE", "DETERMINISTIC").contains(mode)
                && harts >= Hardware.HARTS_MINIMUM
                && harts <= Hardware.HARTS_MAXIMUM
                && memory >= Hardware.MEMORY_MINIMUM_BYTES
                && words != null
                && input != null
                && trees != null
                && !trees.isEmpty()
                && trees.stream().allMatch(tree -> tree.guest() != null && tree.files() != null);
    }

    public Mode machineMode() {
        return Mode.valueOf(mode);
    }

    public Bytes heldInput() {
        return Bytes.wrap(Base64.getDecoder().decode(input));
    }

    /// What a terminal showed, as it was given to [#of].
    ///
    /// @throws SnapshotException when it is nothing of the kind
    public <T> @Nullable T screen(Class<T> type, Path file) {
        try {
            return screen == null ? null : JSON.treeToValue(screen, type);
        } catch (JsonProcessingException malformed) {
            throw new SnapshotException(file, "what it says of its terminal is no screen");
        }
    }

    /// Compares what the machine saw with what is here; the differences, a line each.
    ///
    /// @param progress told of bytes that are hashed
    public List<String> differences(List<Tree> here, LongConsumer progress) {
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

    /// The hardware, with these trees in the places of those that were saved.
    public Hardware hardware(List<Tree> here) {
        return new Hardware(
                harts,
                memory,
                machineMode() == Mode.DETERMINISTIC,
                terminal,
                here.stream().<Export>map(Tree::export).toList(),
                here.stream().skip(1).map(tree -> HostText.bytes(tree.guest())).toList());
    }
}
