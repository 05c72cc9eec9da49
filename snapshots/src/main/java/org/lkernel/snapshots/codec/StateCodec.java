package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// Kryo as snapshots use it: writes and reads states, messages and the values they are made of.
///
/// Nothing but what a [Listing] has can be written or read, nesting is bounded, and a value takes no more room than
/// the bytes it is read from can fill. Not for two threads at once.
public final class StateCodec {
    /// The deepest that values nest: a message in a completion in an alarm in a map in a state, and some.
    private static final int DEEPEST = 64;

    private static final int FIRST_BYTES = 4096;
    private static final int UNLIMITED = -1;

    private final Kryo kryo;

    /// @param version the listing to write or read with
    public StateCodec(int version) {
        kryo = new Kryo(new ListedClasses(Listing.of(version)), null);
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        kryo.setMaxDepth(DEEPEST);
        Values.register(kryo);
    }

    public byte[] write(Object value) {
        Output output = new Output(FIRST_BYTES, UNLIMITED);
        kryo.writeClassAndObject(output, value);
        return output.toBytes();
    }

    /// @throws MalformedValue if the bytes are no value of that type
    public <T> T read(byte[] content, Class<T> type) {
        Input input = new Input(content);
        Object value;
        try {
            value = kryo.readClassAndObject(input);
        } catch (RuntimeException malformed) {
            // Whatever a constructor or a comparison says of values that do not belong together.
            throw new MalformedValue(said(malformed), malformed);
        } finally {
            kryo.reset();
        }
        if (!type.isInstance(value)) {
            throw new MalformedValue(
                    "a " + (value == null ? "null" : value.getClass().getName()) + " where a " + type.getName()
                            + " belongs");
        } else if (input.position() != input.limit()) {
            throw new MalformedValue((input.limit() - input.position()) + " bytes too many");
        }
        return type.cast(value);
    }

    private static String said(RuntimeException malformed) {
        String text = malformed.getMessage();
        int line = text == null ? -1 : text.indexOf('\n');
        String first = text == null ? malformed.getClass().getSimpleName() : line < 0 ? text : text.substring(0, line);
        return malformed instanceof KryoException ? first : malformed.getClass().getSimpleName() + ": " + first;
    }
}
