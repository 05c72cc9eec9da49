package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Watcher;

/// The messages, written to a file as they are delivered.
record Tracing(@Nullable PrintWriter file) implements AutoCloseable {
    static Tracing to(@Nullable Path path) throws Complaint {
        try {
            return new Tracing(path == null ? null : new PrintWriter(Files.newBufferedWriter(path), true));
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, "--trace: '" + path + "' cannot be written: " + failure.getMessage());
        }
    }

    List<Watcher> watchers() {
        PrintWriter to = file;
        return to == null
                ? List.of()
                : List.of((step, sender, receiver, message) ->
                        to.println("#%d %s → %s %s".formatted(step, sender, receiver, message)));
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
