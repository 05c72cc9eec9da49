package org.lkernel.cli;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.cli.session.Front;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Port;

/// The host itself.
///
/// @param record where its answers are written down, or null
record HostGate(@Nullable Path record) implements Gate {
    @Override
    public void connect(MachineBuilder builder, Blueprint blueprint, Front front) throws Complaint {
        builder.backend(Port.CONSOLE, front.backend())
                .backend(
                        Port.HOST_FILES, new ExportsBackend(blueprint.hardware().exports()))
                .backend(Port.REAL_TIME_CLOCK, isLive(blueprint) ? TimeBackend.host() : TimeBackend.fixed());
        if (record != null) {
            builder.journal(journal(record), Journaled.of(blueprint).text(), blueprint.words());
        }
    }

    private static SeekableByteChannel journal(Path path) throws Complaint {
        try {
            return Files.newByteChannel(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new Complaint(
                    Session.FAILED,
                    "--record: '%s' cannot be written: %s".formatted(HostText.of(path), Reason.of(failure)));
        }
    }

    @Override
    public boolean isLive(Blueprint blueprint) {
        return blueprint.mode() == Mode.LIVE;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Complaint explain(JournalException failure) {
        String file = record == null ? "" : HostText.of(record);
        return new Complaint(Session.FAILED, "--record: '%s': %s".formatted(file, failure.getMessage()));
    }
}
