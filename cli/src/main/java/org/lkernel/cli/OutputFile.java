package org.lkernel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.drivers.hostfiles.HostText;

/// Something that is written while a machine runs and may become full: the first failure is kept, and told at
/// the end, and what was written before it stays.
public final class OutputFile extends OutputStream {
    private static final int BROKEN_PIPE = 141;

    private final String name;
    private final OutputStream stream;
    private volatile @Nullable IOException failure;
    private volatile Runnable listener = () -> {};

    private OutputFile(String name, OutputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    /// @param option for messages
    public static OutputFile create(Path path, String option) throws Complaint {
        try {
            return new OutputFile(option + ": '" + HostText.of(path) + "'", Files.newOutputStream(path));
        } catch (IOException failure) {
            throw new Complaint(
                    Session.FAILED,
                    "%s: '%s' cannot be written: %s".formatted(option, HostText.of(path), Reason.of(failure)));
        }
    }

    /// The command's own.
    static OutputFile standardOutput(Caller caller) {
        return new OutputFile("standard output", caller.output());
    }

    static OutputFile standardError(Caller caller) {
        return new OutputFile("standard error", caller.error());
    }

    /// Whom to tell of the first failure, on the thread that writes.
    void onFailure(Runnable told) {
        listener = told;
        if (failure != null) {
            told.run();
        }
    }

    public PrintWriter text() {
        return new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) {
        if (failure == null) {
            try {
                stream.write(content, offset, length);
            } catch (IOException full) {
                fail(full);
            }
        }
    }

    private void fail(IOException cause) {
        if (failure == null) {
            failure = cause;
            listener.run();
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException full) {
            fail(full);
        }
    }

    /// Complains of the first failure, if there was one. Of a reader that went away nobody needs to be told.
    void check() throws Complaint {
        IOException cause = failure;
        if (cause != null) {
            throw Reason.isBrokenPipe(cause)
                    ? new Complaint(BROKEN_PIPE, "")
                    : new Complaint(Session.FAILED, name + " cannot be written: " + Reason.of(cause));
        }
    }
}
