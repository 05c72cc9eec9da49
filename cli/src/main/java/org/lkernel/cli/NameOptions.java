package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.caller.OwnWords;
import org.lkernel.cli.session.Background;
import org.lkernel.cli.session.HostedFront;
import org.lkernel.cli.session.SessionClient;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.SessionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of a session with a name: its machine has a process of its own, and this command is a terminal
/// for it.
final class NameOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec command;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Runs the machine in a process of its own, which terminals attach to and leave.")
    private @Nullable String name;

    @Option(names = "--detach", description = "Starts the session without attaching to it.")
    private boolean detached;

    /// This process is the session's own.
    @Option(names = "--hosting", hidden = true)
    private boolean hosting;

    /// What a session's process does between its front's being there and its end.
    @FunctionalInterface
    interface Hosted {
        int run(HostedFront front, Path snapshot) throws Complaint;
    }

    boolean isNamed() throws Complaint {
        if (detached && name == null) {
            throw Complaint.usage("--detach needs --name NAME: what has no name could not be attached to again");
        }
        return name != null;
    }

    private Caller caller() {
        return Main.caller(command);
    }

    boolean isHosting() {
        return hosting;
    }

    String name() throws Complaint {
        try {
            return SessionDirectory.checked(String.valueOf(name));
        } catch (SessionException mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        }
    }

    /// Starts the session's process from the words of this command, and attaches to it.
    ///
    /// @param fresh whether the machine is a new one, so that a saved one of that name stands in the way
    int start(List<String> words, boolean fresh, PrintWriter error) throws Complaint {
        String session = name();
        if (!detached && !caller().onTerminal()) {
            throw Complaint.usage("a session needs a terminal; --detach starts it without one");
        }
        SessionDirectory directory = SessionDirectory.ofUser(caller());
        try {
            directory.prepare();
            requireFree(directory, session, fresh);
            List<String> hosted = new ArrayList<>(words);
            hosted.add(1, "--hosting");
            Background.start(OwnWords.spelled(hosted), directory.log(session));
            if (detached) {
                error.println("session '%s' is running: lkernel attach %s".formatted(session, session));
                error.flush();
                return 0;
            }
            return AttachCommand.attach(caller(), directory, session, false, error);
        } catch (SessionException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private static void requireFree(SessionDirectory directory, String session, boolean fresh) throws SessionException {
        SessionClient running = SessionClient.find(directory, session);
        if (running != null) {
            running.close();
            throw new SessionException(
                    "session '%s' is running already: lkernel attach %s".formatted(session, session));
        } else if (fresh && Files.exists(directory.snapshot(session))) {
            throw new SessionException(
                    "session '%s' died and was saved: lkernel resume --name %s goes on with it, lkernel stop %s forgets it"
                            .formatted(session, session, session));
        }
    }

    /// Is the session's process: runs the machine behind the socket until it ends. A session that the host
    /// terminated can be resumed; of another nothing is left.
    int host(Hosted machine) throws Complaint {
        Background.leaveTerminal();
        try {
            String session = name();
            SessionDirectory directory = SessionDirectory.ofUser(caller());
            FileLock lock = directory.acquire(session);
            HostedFront front = new HostedFront(directory, session, Background::ready);
            int status = machine.run(front, directory.snapshot(session));
            if (!Session.isTermination(status)) {
                directory.forget(session);
            }
            lock.acquiredBy().close();
            return status;
        } catch (Complaint complaint) {
            Background.failed(String.valueOf(complaint.getMessage()));
            throw complaint;
        } catch (SessionException | java.io.IOException failure) {
            Background.failed(String.valueOf(failure.getMessage()));
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }
}
