package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.HostedFront;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.snapshot.FileOptions;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.HostText;
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
        description = {
            "Boots a machine and gives a shell on it.",
            "Ctrl-] opens the session menu: save a snapshot, detach, quit."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel boot",
            "  lkernel boot --harts 2 --memory 256MiB",
            "  lkernel boot --name work             Ctrl-] d leaves it running; lkernel attach work",
            "  lkernel boot --name work --every 5s  after a crash of the host: lkernel resume --name work",
            "  lkernel boot --name work --every 5s --increments    the same, storing what changed"
        })
final class BootCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Mixin
    private SavingOptions saving = new SavingOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private NameOptions naming = new NameOptions();

    @Option(names = "--init", paramLabel = "PROGRAM", defaultValue = "/bin/init", description = "The first program.")
    private String init = "/bin/init";

    @Override
    public Integer call() throws Complaint {
        PrintWriter error = spec.commandLine().getErr();
        if (naming.isHosting()) {
            return naming.host(this::host);
        } else if (naming.isNamed()) {
            saving.plan(Path.of(""), files.saving());
            return naming.start(options.words(), true, error);
        }
        Caller caller = Main.caller(spec);
        boolean terminal = caller.onTerminal();
        Front front = terminal ? new TerminalFront(caller, "lkernel.snapshot") : new StreamFront(caller);
        return run(options.blueprint(terminal), front, saving.plan(null, files.saving()), error);
    }

    private int host(HostedFront front, Path snapshot) throws Complaint {
        return run(options.blueprint(true), front, saving.plan(snapshot, files.saving()), front.error());
    }

    private int run(Blueprint blueprint, Front front, Saves.Plan plan, PrintWriter error) throws Complaint {
        Bytes path = HostText.bytes(init);
        Program program = new Program(path, List.of(path), options.environment(), options.directory(), true);
        return new Session(
                        Main.caller(spec),
                        options.telling(),
                        new HostGate(options.record()),
                        blueprint,
                        front,
                        plan,
                        error)
                .run((machine, board) -> board.boot(machine, program));
    }
}
