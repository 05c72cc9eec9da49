package org.lkernel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.lkernel.drivers.board.Program;
import org.lkernel.kernel.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lkernel boot`: an interactive machine, with `init` as its first program.
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = "Boots a machine and gives a shell on it.",
        footer = {"", "Examples:", "  lkernel boot", "  lkernel boot --harts 2 --memory 256MiB"})
final class BootCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Option(names = "--init", paramLabel = "PROGRAM", defaultValue = "/bin/init", description = "The first program.")
    private String init = "/bin/init";

    @Override
    public Integer call() throws Complaint {
        Bytes path = Bytes.utf8(init);
        Program program = new Program(path, List.of(path), options.environment(), options.directory(), true);
        return new Session(options, Session.onTerminal(), spec.commandLine().getErr(), List.of()).run(program);
    }
}
