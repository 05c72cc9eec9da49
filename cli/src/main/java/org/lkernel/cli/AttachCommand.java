package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.SessionClient;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.SessionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel attach`: lends this terminal to a session that is running.
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Goes back to a session. Ctrl-] opens the session menu: save a snapshot, detach, quit.",
            "The exit status is the machine's when it ends, 0 when it is left."
        },
        footer = {"", "Examples:", "  lkernel attach work", "  lkernel attach --take work   from another terminal"})
final class AttachCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--take", description = "Sends the terminal away that the session has now.")
    private boolean taking;

    @Parameters(paramLabel = "NAME", description = "The session's name.")
    private String name = "";

    @Override
    public Integer call() throws Complaint {
        Caller caller = Main.caller(spec);
        if (!caller.onTerminal()) {
            throw Complaint.usage("attach needs a terminal");
        }
        try {
            return attach(
                    caller,
                    SessionDirectory.ofUser(caller),
                    name,
                    taking,
                    spec.commandLine().getErr());
        } catch (SessionException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    static int attach(Caller caller, SessionDirectory directory, String name, boolean taking, PrintWriter error)
            throws SessionException {
        try (SessionClient client = SessionClient.connect(directory, name)) {
            SessionClient.Parting parting = client.attach(taking, caller);
            if (!parting.note().isEmpty()) {
                error.println((parting.midway() ? "\n" : "") + "lkernel: " + parting.note());
                error.flush();
            }
            return parting.status();
        }
    }
}
