package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.session.Background;
import org.lkernel.cli.warm.Hosts;
import org.lkernel.cli.warm.WarmHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel daemon`: the processes that are kept warm, so that the next command need not start Java.
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = {
            "Starts, lists or stops the processes that are kept warm for the next commands.",
            "The launcher starts one after a command that could have used it, and it goes when nobody has needed it for"
                    + " ten minutes. LKERNEL_DAEMON=0 or --no-daemon does without."
        })
final class DaemonCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "daemon: start, status or stop?");
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts one, and comes back when it is ready.",
            footer = {"", "Examples:", "  lkernel daemon start", "  lkernel daemon start --idle 8h"})
    int start(
            @Option(
                            names = "--idle",
                            paramLabel = "TIME",
                            description = "How long it waits for a command before it goes. Default: 10m.")
                    @Nullable
                    String idle)
            throws Complaint {
        throw new Complaint(Session.FAILED, "a warm process is started by the launcher, and this was not called by it");
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Lists them: process, idle or busy, resident memory, how many commands it has run.",
            footer = {"", "Examples:", "  lkernel daemon status", "  lkernel daemon status --json"})
    int status(@Option(names = "--json", description = "Prints a JSON array.") boolean json) throws Complaint {
        List<Hosts.Listed> all = listed();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(all));
        } else {
            all.forEach(host -> out.println(host.text()));
        }
        return all.isEmpty() ? 1 : 0;
    }

    private List<Hosts.Listed> listed() throws Complaint {
        try {
            return hosts().list();
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, Reason.of(failure));
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops them: those that run a command when it has ended.",
            footer = {"", "Examples:", "  lkernel daemon stop"})
    int stop() throws Complaint {
        try {
            hosts().stop();
            return 0;
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, Reason.of(failure));
        }
    }

    /// Is one of them.
    @Command(name = "serve", hidden = true)
    int serve(
            @Option(names = "--idle", defaultValue = "600s", converter = DurationConverter.class) Duration idle,
            @Parameters Path directory)
            throws Complaint {
        Background.leaveTerminal();
        try {
            new WarmHost(directory, Main::run).serve(idle);
            return 0;
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, Reason.of(failure));
        } finally {
            Hosts.remove(directory);
        }
    }

    private Hosts hosts() {
        return new Hosts(Hosts.directory(Main.caller(spec)::variable));
    }
}
