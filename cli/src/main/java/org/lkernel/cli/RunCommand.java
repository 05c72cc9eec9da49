package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.snapshot.FileOptions;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.kernel.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel run`: one program on a machine of its own; its streams and exit status are the command's.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a program on a fresh machine. The exit status is the program's (128+signal when killed).",
        footer = {
            "",
            "--report --json prints one object: status, seed, instructions, messages, syscalls and enosys (each a name and",
            "how often), and with --digest the digest.",
            "",
            "Examples:",
            "  lkernel run -- /bin/echo hello",
            "  lkernel run --root debian --seed 7 --digest -- /bin/busybox sh -c 'ls | wc -l'",
            "  lkernel run --report --json -- /bin/ls 2>counts.json",
            "  lkernel run --volume .:/mnt:ro -- /bin/sh /mnt/script",
            "  lkernel run --snapshot warm --at syscall:write:1 --stop -- /bin/ls; lkernel resume warm"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Mixin
    private SavingOptions saving = new SavingOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Parameters(arity = "1..*", paramLabel = "PROGRAM [ARG…]", description = "The program and its arguments.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        List<Bytes> arguments = words.stream().map(HostText::bytes).toList();
        Program program =
                new Program(arguments.getFirst(), arguments, options.environment(), options.directory(), false);
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
                        saving.plan(null, files.saving()),
                        error)
                .run((machine, board) -> board.boot(machine, program));
    }
}
