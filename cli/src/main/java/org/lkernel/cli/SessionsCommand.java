package org.lkernel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.session.SessionClient;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.SessionException;
import org.lkernel.cli.session.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lkernel sessions`: the sessions there are, those that died included.
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = "Lists sessions: running, or dead with a snapshot to resume from.",
        footer = {"", "Examples:", "  lkernel sessions", "  lkernel sessions --json"})
final class SessionsCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    /// A session as it is listed.
    ///
    /// @param state running, silent (its process does not answer), resumable, or dead
    /// @param snapshot the one it kept for itself, or null
    record Listed(
            String name,
            String state,
            @Nullable Status status,
            @Nullable String snapshot) {}

    @Override
    public Integer call() throws Complaint {
        SessionDirectory directory = SessionDirectory.ofUser(Main.caller(spec));
        List<Listed> all = new ArrayList<>();
        try {
            for (String name : directory.names()) {
                all.add(listed(directory, name));
            }
        } catch (SessionException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
        print(all);
        return 0;
    }

    private static Listed listed(SessionDirectory directory, String name) throws SessionException {
        Path saved = directory.snapshot(name);
        String snapshot = Files.exists(saved) ? saved.toString() : null;
        try (SessionClient client = SessionClient.find(directory, name)) {
            if (client == null) {
                return new Listed(name, snapshot == null ? "dead" : "resumable", null, snapshot);
            }
            return new Listed(name, "running", status(client), snapshot);
        } catch (SessionException | TimeoutException silent) {
            return new Listed(name, "silent", null, snapshot);
        }
    }

    /// A process that was stopped answers nobody.
    private static Status status(SessionClient client) throws SessionException, TimeoutException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(client.status());
            } catch (SessionException failure) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return Status.parse(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException failure) {
            throw new SessionException(String.valueOf(failure.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SessionException("interrupted");
        }
    }

    private void print(List<Listed> all) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try {
                out.println(new ObjectMapper().writeValueAsString(all));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        } else if (!all.isEmpty()) {
            out.println(String.format(
                    "%-16s %-10s %-9s %8s %6s  %s", "NAME", "STATE", "TERMINAL", "PID", "TASKS", "SAVED"));
            all.forEach(session -> out.println(line(session)));
        }
        out.flush();
    }

    private static String line(Listed session) {
        Status status = session.status();
        return String.format(
                        "%-16s %-10s %-9s %8s %6s  %s",
                        session.name(),
                        session.state(),
                        status == null ? "-" : status.attached() ? "attached" : "detached",
                        status == null ? "-" : String.valueOf(status.process()),
                        status == null ? "-" : String.valueOf(status.tasks()),
                        session.snapshot() == null ? "-" : saved(Path.of(session.snapshot())))
                .stripTrailing();
    }

    private static String saved(Path snapshot) {
        try {
            return Files.getLastModifiedTime(snapshot) + " " + snapshot;
        } catch (IOException gone) {
            return "-";
        }
    }
}
