package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.strace.CallTrace;
import org.lkernel.drivers.board.Program;
import org.lkernel.kernel.Bytes;
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
            "Examples:",
            "  lkernel strace -- /bin/echo hello",
            "  lkernel strace -f -o calls --root debian -- /bin/sh -c 'ls | wc -l'"
        })
final class StraceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Option(names = "-f", description = "Follows children.")
    private boolean following;

    @Option(names = "-o", paramLabel = "FILE", description = "Writes to a file instead of standard error.")
    private @Nullable Path file;

    @Parameters(arity = "1..*", paramLabel = "PROGRAM [ARG…]", description = "The program and its arguments.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        List<Bytes> arguments = words.stream().map(Bytes::utf8).toList();
        Program program =
                new Program(arguments.getFirst(), arguments, options.environment(), options.directory(), false);
        PrintWriter error = spec.commandLine().getErr();
        Path path = file;
        if (path == null) {
            return traced(program, error, false);
        }
        try (PrintWriter to = new PrintWriter(Files.newBufferedWriter(path))) {
            return traced(program, to, true);
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, "-o: '" + path + "' cannot be written: " + failure.getMessage());
        }
    }

    private int traced(Program program, PrintWriter to, boolean toFile) throws Complaint {
        CallTrace trace = new CallTrace(to, following, toFile);
        boolean terminal = Session.onTerminal();
        Front front = terminal ? new TerminalFront("lkernel.snapshot") : new StreamFront();
        PrintWriter error = spec.commandLine().getErr();
        return new Session(options, options.blueprint(terminal), front, Saves.Plan.NONE, error, List.of(trace))
                .run((machine, board) -> board.boot(machine, program));
    }
}
