package org.lkernel.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import org.lkernel.kernel.Bytes;

/// A terminal for tests: types, and reads until it sees what it waits for.
public final class TestTerminal implements AutoCloseable {
    private final Wire wire;
    private final StringBuilder seen = new StringBuilder();
    private int read;

    private TestTerminal(Wire wire) {
        this.wire = wire;
    }

    /// Attaches to a session that is running.
    public static TestTerminal attach(SessionDirectory directory, String name) throws Exception {
        Wire wire = directory.connect(name);
        if (wire == null) {
            throw new IllegalStateException("nobody listens for " + name);
        }
        wire.greet();
        wire.write(new Frame.Attach(24, 80, true));
        return new TestTerminal(wire);
    }

    public void type(String keys) throws IOException {
        wire.write(new Frame.Typed(Bytes.utf8(keys)));
    }

    /// Reads until the text is seen, after whatever was expected before; all that was seen since then.
    public String expect(String text) throws IOException {
        while (true) {
            int found = seen.indexOf(text, read);
            if (found >= 0) {
                String since = seen.substring(read, found + text.length());
                read = found + text.length();
                return since;
            }
            switch (wire.read()) {
                case Frame.Output output -> seen.append(output.content().toUtf8());
                case null -> throw new IOException("the session went away; seen: " + seen);
                case Frame other -> throw new IOException(other + " instead of '" + text + "'; seen: " + seen);
            }
        }
    }

    /// Saves the session, and says what it said.
    public String save(Path file) throws IOException {
        wire.write(new Frame.Save(file.toString()));
        while (true) {
            switch (wire.read()) {
                case Frame.Output output -> seen.append(output.content().toUtf8());
                case Frame.Told told -> {
                    return told.text();
                }
                case Frame.Refused refused -> {
                    return refused.reason();
                }
                case null -> throw new IOException("the session went away");
                case Frame other -> throw new IOException("unexpected " + other);
            }
        }
    }

    /// Waits for the machine's end; its status.
    public int end() throws IOException {
        for (Frame frame = wire.read(); frame != null; frame = wire.read()) {
            if (frame instanceof Frame.Ended ended) {
                return ended.status();
            }
        }
        throw new IOException("the session went away");
    }

    @Override
    public void close() {
        wire.close();
    }
}
