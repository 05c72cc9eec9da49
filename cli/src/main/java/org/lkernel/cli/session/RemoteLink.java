package org.lkernel.cli.session;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The way to a machine in another process. One question is under way at a time.
final class RemoteLink implements Link {
    private final Wire wire;
    private @Nullable CompletableFuture<String> question;
    private volatile boolean detached;

    RemoteLink(Wire wire) {
        this.wire = wire;
    }

    boolean detached() {
        return detached;
    }

    @Override
    public void type(Bytes characters) {
        for (int from = 0; from < characters.length(); from += Frame.LONGEST) {
            write(new Frame.Typed(characters.slice(from, Math.min(Frame.LONGEST, characters.length() - from))));
        }
    }

    @Override
    public void resize(int rows, int columns) {
        write(new Frame.Resize(rows, columns));
    }

    @Override
    public void redraw(int rows, int columns) {
        write(new Frame.Redraw(rows, columns));
    }

    void redrawIf(boolean fullScreen, int rows, int columns) {
        if (fullScreen) {
            redraw(rows, columns);
        }
    }

    /// The file is named from this process's directory, not from the session's.
    @Override
    public CompletableFuture<String> save(String file) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            String absolute = Path.of(file).toAbsolutePath().toString();
            expect(answer);
            write(new Frame.Save(absolute));
        } catch (InvalidPathException impossible) {
            answer.completeExceptionally(impossible);
        }
        return answer;
    }

    private synchronized void expect(CompletableFuture<String> answer) {
        question = answer;
    }

    private synchronized @Nullable CompletableFuture<String> asked() {
        CompletableFuture<String> asked = question;
        question = null;
        return asked;
    }

    /// An answer has come.
    void told(String text) {
        CompletableFuture<String> asked = asked();
        if (asked != null) {
            asked.complete(text);
        }
    }

    void refused(String reason) {
        CompletableFuture<String> asked = asked();
        if (asked != null) {
            asked.completeExceptionally(new SessionException(reason));
        }
    }

    @Override
    public void detach() {
        detached = true;
        wire.close();
    }

    @Override
    public void quit() {
        write(new Frame.Quit());
    }

    /// That the session is gone is found by whoever reads.
    private void write(Frame frame) {
        try {
            wire.write(frame);
        } catch (IOException gone) {
            refused("the session is gone");
        }
    }
}
