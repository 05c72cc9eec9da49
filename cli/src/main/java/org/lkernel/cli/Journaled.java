package org.lkernel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.saved.Tree;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.clock.CostModel;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.device.HostEntry;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.device.RealTimeClock;

/// What a journal's header says of the machine. The program, its environment and every file it read are in the
/// journal itself, as the messages and answers they were.
///
/// @param costModel the number of the model of costs; journals without one are of machines that charged nothing
/// @param mounts where the volumes are, below the guest's root
/// @param hosts the directories that the root and the volumes were, null for the embedded userland; null in
/// journals that do not tell
record Journaled(
        int harts,
        long memory,
        boolean virtualTime,
        int costModel,
        boolean terminal,
        List<String> mounts,
        @Nullable List<@Nullable String> hosts) {
    /// All that hosts answer.
    static final List<Class<? extends Message>> ANSWERS = List.of(
            Console.Answer.class,
            HostFiles.Looked.class,
            HostFiles.Listed.class,
            HostFiles.PagesRead.class,
            HostFiles.Same.class,
            RealTimeClock.Answer.class);

    /// Made when a journal is read or written: it takes as long as a tenth of a boot.
    private static final class Mapping {
        static final ObjectMapper JSON = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
                .build();
    }

    /// A host tree that is never asked, since the journal answers.
    private record Absent() implements Export {
        @Override
        public @Nullable HostEntry look(List<Bytes> directory, Bytes name) {
            return null;
        }

        @Override
        public @Nullable List<HostEntry> list(List<Bytes> directory) {
            return null;
        }

        @Override
        public @Nullable Bytes read(List<Bytes> path, long offset, int length, long size, long modifiedNanos) {
            return null;
        }

        @Override
        public String describe() {
            return "journal";
        }
    }

    static Journaled of(Blueprint blueprint) {
        Hardware hardware = blueprint.hardware();
        return new Journaled(
                hardware.harts(),
                hardware.memoryBytes(),
                hardware.virtualTime(),
                hardware.costs().number(),
                hardware.terminal(),
                hardware.mounts().stream().map(Bytes::toLatin1).toList(),
                blueprint.trees().stream()
                        .map(Tree::host)
                        .map(host -> host == null ? null : HostText.of(host))
                        .toList());
    }

    String text() {
        try {
            return Mapping.JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Journaled parse(String text) throws Complaint {
        try {
            Journaled read = Mapping.JSON.readValue(text, Journaled.class);
            if (read != null && read.harts >= 1 && read.harts <= 64 && read.memory >= 4L << 20 && read.mounts != null) {
                CostModel.numbered(read.costModel);
                return read;
            }
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            // Said below, as for a configuration that is out of range.
        }
        throw new Complaint(Session.FAILED, "the journal's header describes no machine");
    }

    /// The trees as they were named, if the journal says so; they are not asked for anything.
    List<Tree> trees() throws Complaint {
        List<Tree> trees = new ArrayList<>();
        List<@Nullable String> named = hosts == null ? List.of() : hosts;
        for (int index = 0; index < named.size(); index++) {
            String host = named.get(index);
            String guest =
                    index == 0 ? "/" : Bytes.latin1(mounts.get(index - 1)).toUtf8();
            trees.add(host == null ? Tree.embedded() : Tree.directory(HostText.path(host), guest));
        }
        return List.copyOf(trees);
    }

    Hardware hardware() {
        List<Export> exports = new ArrayList<>();
        for (int index = 0; index <= mounts.size(); index++) {
            exports.add(new Absent());
        }
        List<Bytes> places = mounts.stream().map(Bytes::latin1).toList();
        return new Hardware(harts, memory, virtualTime, CostModel.numbered(costModel), terminal, exports, places);
    }
}
