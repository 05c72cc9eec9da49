package org.lkernel.actors.journal;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.actors.codec.MalformedMessage;
import org.lkernel.actors.codec.Sink;
import org.lkernel.actors.codec.Source;
import org.lkernel.kernel.Bytes;

/// What a journal says about the run as a whole: what it takes to build the same machine again.
///
/// @param vocabulary the fingerprint of the message types
/// @param firstStep where the journal begins; more than 0 when the machine was restored from an image
/// @param firstPosition how many bytes of events came before, in the journals of the run that image is of
/// @param configuration in a form the command understands
public record JournalHeader(
        long vocabulary,
        long seed,
        long firstStep,
        long firstPosition,
        String mode,
        String configuration,
        List<String> arguments) {
    public static final int VERSION = 1;
    static final byte[] MAGIC = {'L', 'K', 'J', 'O', 'U', 'R', 'N', 'L'};
    static final int LONGEST = 1 << 20;

    public JournalHeader {
        arguments = List.copyOf(arguments);
    }

    JournalHeader startingAt(long step, long position, long newSeed) {
        return new JournalHeader(vocabulary, newSeed, step, position, mode, configuration, arguments);
    }

    private static long readPlace(Source source) {
        long place = source.readCount();
        if (place < 0) {
            throw new MalformedMessage("place " + Long.toUnsignedString(place) + " is out of range");
        }
        return place;
    }

    void write(Sink sink) {
        sink.putLong(vocabulary);
        sink.putLong(seed);
        sink.putCount(firstStep);
        sink.putCount(firstPosition);
        sink.putBytes(Bytes.utf8(mode));
        sink.putBytes(Bytes.utf8(configuration));
        sink.putCount(arguments.size());
        arguments.forEach(argument -> sink.putBytes(Bytes.utf8(argument)));
    }

    static JournalHeader read(Source source) {
        try {
            long vocabulary = source.readLong();
            long seed = source.readLong();
            long firstStep = readPlace(source);
            long firstPosition = readPlace(source);
            String mode = source.readBytes().toUtf8();
            String configuration = source.readBytes().toUtf8();
            int count = source.readLength(LONGEST, "arguments");
            List<String> arguments = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                arguments.add(source.readBytes().toUtf8());
            }
            return new JournalHeader(vocabulary, seed, firstStep, firstPosition, mode, configuration, arguments);
        } catch (MalformedMessage malformed) {
            throw new JournalException("the journal's header is damaged: " + malformed.getMessage(), malformed);
        }
    }
}
