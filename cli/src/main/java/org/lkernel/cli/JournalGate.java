package org.lkernel.cli;

import java.nio.file.Path;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Watcher;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.cli.session.Front;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.kernel.device.Console;

/// A journal in the host's place; what the guest writes is written again.
///
/// @param file for messages
record JournalGate(Path file, JournalReader journal, OutputFile out, OutputFile err) implements Gate {
    private static final int ERROR_STREAM = 2;

    @Override
    public void connect(MachineBuilder builder, Blueprint blueprint, Front front) {
        builder.replay(journal).watch(output());
    }

    private Watcher output() {
        return (step, sender, receiver, message) -> {
            if (message instanceof Console.Write write) {
                byte[] content = write.content().toArray();
                (write.stream() == ERROR_STREAM ? err : out).write(content, 0, content.length);
            }
        };
    }

    @Override
    public boolean isLive(Blueprint blueprint) {
        return false;
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public Complaint explain(JournalException failure) {
        return new Complaint(Session.FAILED, HostText.of(file) + ": " + failure.getMessage());
    }
}
