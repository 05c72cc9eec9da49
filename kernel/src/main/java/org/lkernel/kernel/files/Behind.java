package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a descriptor leads to, for somebody who asks why a task waits for it.
///
/// @param kind of thing
/// @param readers and `writers`: the tasks that have a descriptor of a pipe's ends; none for other things
public record Behind(Kind kind, List<Integer> readers, List<Integer> writers) {
    /// What a task can wait for at a descriptor.
    public enum Kind {
        PIPE,
        SOCKET,
        /// Whoever is at the other end is not in the machine.
        OUTSIDE,
        OTHER
    }

    public Behind {
        readers = List.copyOf(readers);
        writers = List.copyOf(writers);
    }

    static Behind of(FilesState state, int task, int descriptor) {
        OpenFile file = file(state, task, descriptor);
        return switch (file == null ? null : file.opened()) {
            case null -> new Behind(Kind.OTHER, List.of(), List.of());
            case Opened.PipeEnd end -> new Behind(Kind.PIPE, ends(state, end, false), ends(state, end, true));
            case Opened.SocketEnd _ -> new Behind(Kind.SOCKET, List.of(), List.of());
            case Opened.TerminalLine _, Opened.HostStream _ -> new Behind(Kind.OUTSIDE, List.of(), List.of());
            case Opened.Plain _, Opened.Memoryless _, Opened.Text _ -> new Behind(Kind.OTHER, List.of(), List.of());
            case Opened.Counter _, Opened.Timer _, Opened.Epoll _, Opened.OfProcess _ ->
                new Behind(Kind.OTHER, List.of(), List.of());
        };
    }

    private static @Nullable OpenFile file(FilesState state, int task, int descriptor) {
        TaskFiles known = state.tasks.get(task);
        Table table = known == null ? null : state.tables.get(known.table());
        Table.Descriptor found = table == null ? null : table.at(descriptor);
        return found == null ? null : state.files.get(found.file());
    }

    /// The tasks that can write to a pipe, or read from it.
    private static List<Integer> ends(FilesState state, Opened.PipeEnd end, boolean writing) {
        List<Integer> tasks = new ArrayList<>();
        state.tasks.forEach((task, known) -> {
            Table table = state.tables.get(known.table());
            if (table != null
                    && table.descriptors().values().stream()
                            .map(descriptor -> state.files.get(descriptor.file()))
                            .anyMatch(file -> file != null
                                    && file.opened() instanceof Opened.PipeEnd other
                                    && other.pipe() == end.pipe()
                                    && (writing ? file.writable() : file.readable()))) {
                tasks.add(task);
            }
        });
        return tasks;
    }
}
