package org.lkernel.cli;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.concurrent.Callable;
import org.lkernel.cli.session.SessionClient;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.SessionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel stop`: ends a session, and forgets what it kept.
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a session's machine where it is, or forgets a session that died.",
            "Snapshots made with `snapshot save` or from the menu stay where they were put, but for the one the session"
                    + " kept for itself."
        },
        footer = {"", "Examples:", "  lkernel snapshot save work work.snapshot; lkernel stop work"})
final class StopCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The session's name.")
    private String name = "";

    @Override
    public Integer call() throws Complaint {
        SessionDirectory directory = SessionDirectory.ofUser(Main.caller(spec));
        try (SessionClient running = SessionClient.find(directory, name)) {
            if (running != null) {
                running.stop();
            } else if (directory.names().contains(name)) {
                forget(directory);
            } else {
                throw new SessionException("there is no session '" + name + "'");
            }
            return 0;
        } catch (SessionException | IOException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private void forget(SessionDirectory directory) throws SessionException, IOException {
        FileLock lock = directory.acquire(name);
        directory.forget(name);
        lock.acquiredBy().close();
    }
}
