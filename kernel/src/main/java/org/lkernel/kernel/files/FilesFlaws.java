package org.lkernel.kernel.files;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// What must be so of all files: what is shared is counted right, nothing is gone that is still used, and whoever
/// is in a queue waits.
final class FilesFlaws {
    private final FilesState state;
    private final SortedMap<Long, Integer> references = new TreeMap<>();

    private FilesFlaws(FilesState state) {
        this.state = state;
    }

    static @Nullable String of(FilesState state) {
        FilesFlaws flaws = new FilesFlaws(state);
        String shared = flaws.ofTables();
        String open = shared == null ? flaws.ofFiles() : shared;
        return open == null ? flaws.ofQueues() : open;
    }

    private @Nullable String ofTables() {
        SortedMap<Long, Integer> tables = new TreeMap<>();
        SortedMap<Long, Integer> directories = new TreeMap<>();
        for (TaskFiles task : state.tasks.values()) {
            tables.merge(task.table(), 1, Integer::sum);
            directories.merge(task.directories(), 1, Integer::sum);
        }
        for (var entry : state.tables.entrySet()) {
            Table table = entry.getValue();
            if (table.users() != tables.getOrDefault(entry.getKey(), 0)) {
                return "a table of descriptors has %d users and is said to have %d"
                        .formatted(tables.getOrDefault(entry.getKey(), 0), table.users());
            }
            table.descriptors().values().forEach(descriptor -> references.merge(descriptor.file(), 1, Integer::sum));
        }
        for (var entry : state.directories.entrySet()) {
            if (entry.getValue().users() != directories.getOrDefault(entry.getKey(), 0)) {
                return "a working directory has %d users and is said to have %d"
                        .formatted(
                                directories.getOrDefault(entry.getKey(), 0),
                                entry.getValue().users());
            }
        }
        return null;
    }

    private @Nullable String ofFiles() {
        for (var entry : references.entrySet()) {
            OpenFile file = state.files.get(entry.getKey());
            if (file == null || file.references() < entry.getValue()) {
                return "%d descriptors lead to an open file that %s"
                        .formatted(
                                entry.getValue(),
                                file == null ? "is not there" : "is used " + file.references() + " times");
            }
        }
        SortedMap<Long, Integer> readers = new TreeMap<>();
        SortedMap<Long, Integer> writers = new TreeMap<>();
        for (OpenFile file : state.files.values()) {
            if (file.opened() instanceof Opened.PipeEnd end) {
                readers.merge(end.pipe(), file.readable() ? 1 : 0, Integer::sum);
                writers.merge(end.pipe(), file.writable() ? 1 : 0, Integer::sum);
            }
        }
        for (Pipe pipe : state.pipes.values()) {
            int read = readers.getOrDefault(pipe.id(), 0);
            int write = writers.getOrDefault(pipe.id(), 0);
            if (pipe.readers() != read || pipe.writers() != write) {
                return "a pipe has %d readers and %d writers and is said to have %d and %d"
                        .formatted(read, write, pipe.readers(), pipe.writers());
            } else if (pipe.size()
                    != pipe.content().stream().mapToInt(Bytes::length).sum()) {
                return "a pipe holds another number of bytes than it says";
            }
        }
        return null;
    }

    private @Nullable String ofQueues() {
        for (var entry : state.queues.entrySet()) {
            Ongoing ongoing = state.ongoing.get(entry.getValue());
            if (ongoing == null || ongoing.sequence() != entry.getKey().sequence()) {
                return "task %d is in a queue and does not wait".formatted(entry.getValue());
            }
        }
        return null;
    }
}
