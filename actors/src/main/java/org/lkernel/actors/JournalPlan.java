package org.lkernel.actors;

import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.lkernel.actors.codec.Vocabulary;
import org.lkernel.actors.journal.JournalHeader;
import org.lkernel.actors.journal.JournalWriter;
import org.lkernel.actors.journal.StreamJournal;

/// Where a journal is written, what it says of the run, and how large it may grow.
record JournalPlan(SeekableByteChannel channel, String configuration, List<String> arguments, long limitBytes) {
    static final long LIMIT_BYTES = 16L << 30;

    JournalPlan {
        arguments = List.copyOf(arguments);
    }

    JournalWriter writer(Mode mode, long seed, Vocabulary vocabulary) {
        JournalHeader header =
                new JournalHeader(vocabulary.fingerprint(), seed, 0, 0, mode.name(), configuration, arguments);
        return new StreamJournal(channel, header, vocabulary, limitBytes);
    }
}
