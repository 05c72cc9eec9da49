package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.strace.CallFilter;
import org.lkernel.cli.strace.CallSummary;
import org.lkernel.cli.strace.CallTrace;
import org.lkernel.cli.strace.Settings;
import org.lkernel.cli.strace.Settings.Stamp;
import org.lkernel.cli.strace.Tampering;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel strace`: a run whose system calls are printed.
@Command(
        name = "strace",
        mixinStandardHelpOptions = true,
        description = "Runs a program and prints its system calls, in the format of strace(1).",
        footer = {
            "",
            "All times are the machine's. -c --json prints one object: for each system call calls, errors and nanos.",
            "",
            "Examples:",
            "  lkernel strace -- /bin/echo hello",
            "  lkernel strace -f -o calls --root debian -- /bin/sh -c 'ls | wc -l'",
            "  lkernel strace -e trace=%%file,read -r -- /bin/cat /etc/passwd",
            "  lkernel strace -e inject=write:error=ENOSPC:when=2 -- /bin/sh -c 'echo one; echo two'",
            "  lkernel strace -c -f -- /bin/sh -c 'ls | wc -l'"
        })
final class StraceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Option(
            names = {"-f", "--follow-forks"},
            description = "Shows all tasks, not the first alone.")
    private boolean following;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes to a file instead of standard error.")
    private @Nullable Path file;

    @Option(
            names = "-e",
            paramLabel = "[trace=]SET",
            description =
                    "Shows these calls: names, or %%file, %%desc, %%network, %%process, %%signal, %%memory, %%creds,"
                            + " with commas between; all others after a !. Or lets them go wrong:"
                            + " inject=SET:error=EIO:when=3, when=3+ or 3..9, inject=SET:retval=0, inject=SET:signal=SIGTERM,"
                            + " fault=SET. May be given again.")
    private List<String> expressions = new ArrayList<>();

    @Option(
            names = {"-s", "--string-limit"},
            paramLabel = "BYTES",
            defaultValue = "32",
            description = "Shows so much of a string. Default: ${DEFAULT-VALUE}.")
    private int stringBytes = Settings.STRING_BYTES;

    @Option(names = "-t", description = "Shows the time since boot; -tt with microseconds, -ttt in seconds.")
    private boolean[] stamped = {};

    @Option(
            names = {"-r", "--relative-timestamps"},
            description = "Shows the time since the line before.")
    private boolean relative;

    @Option(
            names = {"-T", "--syscall-times"},
            description = "Shows the time spent in each call.")
    private boolean spent;

    @Option(
            names = {"-c", "--summary-only"},
            description = "Prints a table of how often each call was made, instead of the calls.")
    private boolean summarised;

    private List<OutputFile> outputs = List.of();

    @Parameters(arity = "1..*", paramLabel = "PROGRAM [ARG…]", description = "The program and its arguments.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        PrintWriter error = spec.commandLine().getErr();
        Path path = file;
        if (path == null) {
            return traced(error, false);
        }
        OutputFile output = OutputFile.create(path, "-o");
        outputs = List.of(output);
        try (PrintWriter to = output.text()) {
            return traced(to, true);
        }
    }

    private int traced(PrintWriter to, boolean toFile) throws Complaint {
        Predicate<SyscallTable.@Nullable Entry> wanted = wanted();
        if (!summarised) {
            Settings settings = new Settings(following, toFile, stamp(), spent, stringBytes);
            return run(spaces -> new CallTrace(to, spaces, program(), settings, wanted));
        }
        CallSummary summary = new CallSummary(following, wanted);
        int status = run(spaces -> summary);
        if (options.json()) {
            to.println(Json.line(summary.counts()));
        } else {
            summary.print(to);
        }
        to.flush();
        for (OutputFile output : outputs) {
            output.check();
        }
        return status;
    }

    /// What is shown: the last set that says so, or everything.
    private Predicate<SyscallTable.@Nullable Entry> wanted() throws Complaint {
        return understood(() -> CallFilter.of(expressions.stream()
                .filter(expression -> !Tampering.isMeant(expression))
                .reduce("all", (_, last) -> last)));
    }

    private List<Fault> faults() throws Complaint {
        return understood(() -> expressions.stream()
                .filter(Tampering::isMeant)
                .flatMap(expression -> Tampering.faults(expression).stream())
                .toList());
    }

    private static <T> T understood(Supplier<T> meaning) throws Complaint {
        try {
            return meaning.get();
        } catch (IllegalArgumentException unknown) {
            throw Complaint.usage("-e: " + unknown.getMessage());
        }
    }

    private Stamp stamp() {
        if (relative) {
            return Stamp.RELATIVE;
        }
        return switch (stamped.length) {
            case 0 -> Stamp.NONE;
            case 1 -> Stamp.CLOCK;
            case 2 -> Stamp.MICROSECONDS;
            default -> Stamp.SECONDS;
        };
    }

    private Program program() {
        List<Bytes> arguments = words.stream().map(HostText::bytes).toList();
        return new Program(arguments.getFirst(), arguments, options.environment(), options.directory(), false);
    }

    private int run(Function<AddressSpaces, Tracer> tracer) throws Complaint {
        Caller caller = Main.caller(spec);
        boolean terminal = caller.onTerminal();
        Front front = terminal ? new TerminalFront(caller, "lkernel.snapshot") : new StreamFront(caller);
        PrintWriter error = spec.commandLine().getErr();
        return new Session(
                        Main.caller(spec),
                        options.telling(),
                        new HostGate(options.record()),
                        options.blueprint(terminal),
                        front,
                        Saves.Plan.NONE,
                        error)
                .traced(tracer)
                .writing(outputs)
                .injecting(faults())
                .run((machine, board) -> board.boot(machine, program()));
    }
}
