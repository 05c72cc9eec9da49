package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;

/// What there is to say of descriptors and what they lead to.
final class FilesObservation {
    private static final int DEEPEST = 64;

    private final FilesState state;
    private final List<Observation> seen = new ArrayList<>();

    private FilesObservation(FilesState state) {
        this.state = state;
    }

    static List<Observation> of(FilesState state) {
        FilesObservation observation = new FilesObservation(state);
        observation.descriptors();
        observation.streams();
        observation.timers();
        observation.inodes();
        state.ongoing.forEach((task, call) -> observation.see("calls", "task " + task, call.operation()));
        return observation.seen;
    }

    private void see(String topic, String subject, Object text) {
        seen.add(new Observation(topic, subject, String.valueOf(text)));
    }

    private void descriptors() {
        for (Map.Entry<Integer, TaskFiles> task : state.tasks.entrySet()) {
            Table table = state.tables.get(task.getValue().table());
            if (table == null) {
                continue;
            }
            table.descriptors().forEach((number, descriptor) -> {
                OpenFile file = state.files.get(descriptor.file());
                see(
                        "descriptors",
                        "task %d fd %d".formatted(task.getKey(), number),
                        file == null ? "nothing" : describe(file));
            });
        }
    }

    private String describe(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain() ->
                "%s at %d, flags %o".formatted(path(file.place().inode()), file.offset(), file.flags());
            case Opened.PipeEnd(long pipe, long known) ->
                "pipe %d, %s".formatted(pipe, file.readable() ? "read end" : "write end");
            case Opened.HostStream(int stream) -> "standard stream " + stream;
            case Opened.TerminalLine(long terminal) -> "terminal " + terminal;
            case Opened.Memoryless(Opened.Memoryless.Kind kind) -> "device " + kind;
            case Opened.Text text ->
                "text of %d bytes at %d".formatted(text.content().length(), file.offset());
            case Opened.Counter(long counter) -> "event counter " + counter;
            case Opened.Timer(long timer) -> "timer " + timer;
            case Opened.Epoll(long epoll) -> "epoll " + epoll;
            case Opened.OfProcess(long handle) ->
                "process " + state.handle(handle).pid();
            case Opened.SocketEnd(long socket) -> "socket " + socket;
        };
    }

    private void streams() {
        for (Pipe pipe : state.pipes.values()) {
            see(
                    "pipes",
                    "pipe " + pipe.id(),
                    "%d bytes, %d readers, %d writers".formatted(pipe.size(), pipe.readers(), pipe.writers()));
        }
        for (UnixSocket socket : state.sockets.values()) {
            see(
                    "sockets",
                    "socket " + socket.id(),
                    "%d bytes, peer %d, %d to accept"
                            .formatted(
                                    socket.size(),
                                    socket.peer(),
                                    socket.pending().size()));
        }
        for (Terminal terminal : state.terminals.values()) {
            see(
                    "terminals",
                    "terminal " + terminal.id(),
                    "session %d, foreground %d, %d by %d, %d bytes to read, %s"
                            .formatted(
                                    terminal.session(),
                                    terminal.foreground(),
                                    terminal.rows(),
                                    terminal.columns(),
                                    terminal.available(),
                                    terminal.canonical() ? "by line" : "raw"));
        }
    }

    private void timers() {
        state.counters.forEach((id, counter) -> see("counters", "event counter " + id, counter.value()));
        state.timers.forEach((id, timer) -> see(
                "timers",
                "timer " + id,
                "due at %d ns, every %d ns, expired %d times"
                        .formatted(timer.deadlineNanos(), timer.intervalNanos(), timer.expirations())));
        state.epolls.forEach(
                (id, epoll) -> see("epolls", "epoll " + id, epoll.queue().size() + " ready"));
    }

    /// What differs from the base: files the machine has made, and those it has changed.
    private void inodes() {
        for (Inode inode : state.inodes.values()) {
            if (inode.node() instanceof Node.Regular file && isChanged(inode, file.origin())) {
                see(
                        "files",
                        path(inode.id()),
                        "%d bytes, mode %o, modified at %d ns, %d links"
                                .formatted(inode.size(), inode.mode(), inode.modifyNanos(), inode.links()));
            }
        }
    }

    private static boolean isChanged(Inode inode, @Nullable Origin origin) {
        return origin == null || origin.size() != inode.size() || origin.modifiedNanos() != inode.modifyNanos();
    }

    /// The path by which a file was first known, and its number, since a name is not for ever.
    private String path(long id) {
        StringBuilder path = new StringBuilder();
        Inode inode = state.inodes.get(id);
        for (int depth = 0; inode != null && !inode.name().isEmpty() && depth < DEEPEST; depth++) {
            path.insert(0, "/" + inode.name());
            inode = state.inodes.get(inode.parent());
        }
        return (path.isEmpty() ? "" : path + " ") + "(inode " + id + ")";
    }
}
