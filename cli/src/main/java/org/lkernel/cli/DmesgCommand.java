package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lkernel.actors.LogLine;
import org.lkernel.actors.Machine;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `lkernel dmesg`: boots a machine that does nothing, and shows what it says of itself while it does.
@Command(
        name = "dmesg",
        mixinStandardHelpOptions = true,
        description = "Prints what a machine logs while it boots.",
        footer = {
            "",
            "With --json, each line is an object: step, nanos (since boot), source, level, text.",
            "",
            "Examples:",
            "  lkernel dmesg",
            "  lkernel run --dmesg -- /bin/true"
        })
final class DmesgCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    /// A line of the log as JSON has it.
    ///
    /// @param nanos the machine's time
    private record Logged(long step, long nanos, String source, String level, String text) {
        static Logged of(LogLine line) {
            return new Logged(
                    line.step(),
                    line.nanos(),
                    line.port().toString(),
                    line.level().name().toLowerCase(Locale.ROOT),
                    line.text());
        }
    }

    @Override
    public Integer call() throws Complaint {
        Hardware hardware = options.blueprint(false).hardware();
        Board board = new Board(hardware);
        Bytes nothing = Bytes.utf8("/bin/true");
        try (Machine machine = Machine.builder()
                .topology(board)
                .backend(Port.HOST_FILES, new ExportsBackend(hardware.exports()))
                .backend(Port.REAL_TIME_CLOCK, TimeBackend.fixed())
                .build()) {
            board.boot(machine, new Program(nothing, List.of(nothing), List.of(), options.directory(), false));
            machine.run();
            PrintWriter out = spec.commandLine().getOut();
            machine.log().forEach(line -> out.println(options.json() ? Json.line(Logged.of(line)) : line));
            out.flush();
        }
        return 0;
    }
}
