package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lkernel.cli.bench.BenchCommand;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.caller.ThisProcess;
import org.lkernel.cli.debian.RootCommand;
import org.lkernel.cli.snapshot.SnapshotCommand;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.kernel.Escapes;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `lkernel`, of which every subcommand is a class of this package.
@Command(
        name = "lkernel",
        description = "A Unix kernel that runs as an ordinary Java program.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    /// In the order in which `--help` shows them; each but the last is called after its class.
    private static final List<Class<?>> SUBCOMMANDS = List.of(
            BootCommand.class,
            RunCommand.class,
            StraceCommand.class,
            ResumeCommand.class,
            SessionsCommand.class,
            AttachCommand.class,
            StopCommand.class,
            SnapshotCommand.class,
            ExploreCommand.class,
            LabsCommand.class,
            InjectCommand.class,
            FaultsCommand.class,
            ReplayCommand.class,
            DmesgCommand.class,
            RootCommand.class,
            DaemonCommand.class,
            BenchCommand.class,
            GenerateCompletion.class);

    /// The subcommands whose words end with a program and its arguments.
    private static final List<String> RUNNING = List.of("run", "strace");

    /// The launcher's to obey: a command is not told in whose process it runs.
    @Option(
            names = "--no-daemon",
            scope = ScopeType.INHERIT,
            description = "Starts a process of its own, and none to be kept warm.")
    @SuppressWarnings("UnusedVariable") // to be accepted is all that is asked of it
    private boolean cold;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Caller caller;

    private Main(Caller caller) {
        this.caller = caller;
    }

    public static void main(String[] args) {
        Caller caller = new ThisProcess(args);
        caller.end(run(caller));
    }

    /// Runs the command that somebody called, to its exit status.
    public static int run(Caller caller) {
        OutputFile out = OutputFile.standardOutput(caller);
        PrintWriter error = new PrintWriter(caller.error(), true, StandardCharsets.UTF_8);
        CommandLine command = commandLine(caller).setOut(out.text()).setErr(error);
        int status = command.execute(caller.words().toArray(String[]::new));
        command.getOut().flush();
        return status == 0 ? written(out, command) : status;
    }

    /// Who called the command that this is a part of.
    public static Caller caller(CommandSpec spec) {
        return ((Main) spec.root().userObject()).caller;
    }

    /// The status of a command that did what it should, unless nobody could read it.
    private static int written(OutputFile out, CommandLine command) {
        try {
            out.check();
            return 0;
        } catch (Complaint complaint) {
            return tell(complaint, command);
        }
    }

    /// The command with the one subcommand that the words name, since to describe them all takes a good part of
    /// the time that a machine takes to boot; with all of them if the words name none.
    static CommandLine commandLine(Caller caller) {
        List<String> words = caller.words();
        CommandLine command = new CommandLine(new Main(caller));
        List<Class<?>> named = words.isEmpty()
                ? List.of()
                : SUBCOMMANDS.stream()
                        .filter(type -> type.getSimpleName().equalsIgnoreCase(words.getFirst() + "Command"))
                        .toList();
        (named.isEmpty() ? SUBCOMMANDS : named).forEach(command::addSubcommand);
        // What follows the program's name is the program's.
        command.getSubcommands().forEach((name, one) -> one.setStopAtPositional(RUNNING.contains(name)));
        command.registerConverter(Path.class, HostText::path);
        return command.setParameterExceptionHandler(Main::explain).setExecutionExceptionHandler(Main::complain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what shall it do?");
    }

    private static int explain(ParameterException mistake, String[] args) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        mistake.getCommandLine()
                .getErr()
                .printf(
                        "lkernel: %s (see %s --help)%n",
                        escaped(String.valueOf(mistake.getMessage())), command.qualifiedName());
        return command.exitCodeOnInvalidInput();
    }

    private static int complain(Exception failure, CommandLine command, ParseResult words) throws Exception {
        if (failure instanceof Complaint complaint) {
            return tell(complaint, command);
        }
        throw failure;
    }

    private static String escaped(String message) {
        return message.lines().map(Escapes::controls).collect(Collectors.joining(System.lineSeparator()));
    }

    /// One line, whatever a guest's or a file's name has in it; a crash has several of its own.
    private static int tell(Complaint complaint, CommandLine command) {
        String message = String.valueOf(complaint.getMessage());
        if (!message.isEmpty()) {
            command.getErr().println("lkernel: " + escaped(message));
            command.getErr().flush();
        }
        return complaint.status();
    }
}
