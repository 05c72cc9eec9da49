package org.lkernel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Watcher;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.task.TasksState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel replay`: repeats a run from its journal; output, exit status and digest are those of the run.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Repeats a run that was recorded with --record.",
        footer = {
            "",
            "Examples:",
            "  lkernel run --record journal --digest -- /bin/date",
            "  lkernel replay --digest journal"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--digest", description = "Prints `digest: HEX` on standard error at the end.")
    private boolean digest;

    @Parameters(paramLabel = "FILE", description = "What --record wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Complaint {
        try (JournalReader journal = new JournalReader(Files.newByteChannel(file), false)) {
            return repeat(journal);
        } catch (NoSuchFileException missing) {
            throw new Complaint(Session.FAILED, "there is no file '" + file + "'");
        } catch (JournalException | KernelCrash | IOException | UncheckedIOException failure) {
            throw new Complaint(Session.FAILED, file + ": " + failure.getMessage());
        } catch (IllegalArgumentException foreign) {
            throw new Complaint(Session.FAILED, file + ": this is the journal of another machine");
        }
    }

    private int repeat(JournalReader journal) throws Complaint {
        Board board =
                new Board(Journaled.parse(journal.header().configuration()).hardware());
        try (Machine machine = Machine.builder()
                .topology(board)
                .answers(Journaled.ANSWERS)
                .replayLine("lkernel replay " + file)
                .watch(output())
                .replay(journal)
                .guard(
                        Session.HANDLER_LIMIT,
                        stuck -> Patience.end(spec.commandLine().getErr(), stuck, () -> {}))
                .build()) {
            machine.run();
            PrintWriter error = spec.commandLine().getErr();
            if (digest) {
                error.println("digest: " + machine.fullDigest());
                error.flush();
            }
            TasksState.Ended ended = Inspection.of(machine).ended();
            return ended == null ? Session.INTERRUPTED : ended.code();
        }
    }

    /// What the guest writes, again.
    private static Watcher output() {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        return (step, sender, receiver, message) -> {
            if (message instanceof Console.Write write) {
                try {
                    (write.stream() == 2 ? err : out).write(write.content().toArray());
                } catch (IOException gone) {
                    throw new UncheckedIOException("standard output: " + gone.getMessage(), gone);
                }
            }
        };
    }
}
