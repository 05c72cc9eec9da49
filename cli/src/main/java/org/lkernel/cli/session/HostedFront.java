package org.lkernel.cli.session;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.device.Console;

/// Whichever terminal comes to a session's socket, as the console of a machine in this process.
public final class HostedFront implements Front {
    private final SessionDirectory directory;
    private final String name;
    private final Runnable ready;
    private final Screen screen = new Screen();
    private final StringWriter notes = new StringWriter();
    private @Nullable SessionServer server;

    /// @param ready told when clients may come
    public HostedFront(SessionDirectory directory, String name, Runnable ready) {
        this.directory = directory;
        this.name = name;
        this.ready = ready;
    }

    /// Takes what there is to say about the machine, for whoever watches its end.
    public PrintWriter error() {
        return new PrintWriter(notes, true);
    }

    /// What clients ask, passed on.
    private record Door(MachineLink link, Screen screen, String name) implements SessionServer.Host {
        @Override
        public void type(Bytes characters) {
            link.type(characters);
        }

        @Override
        public void resize(int rows, int columns) {
            link.resize(rows, columns);
        }

        @Override
        public void redraw(int rows, int columns) {
            link.redraw(rows, columns);
        }

        @Override
        public CompletableFuture<String> save(String file) {
            return link.save(file);
        }

        @Override
        public void detach() {}

        @Override
        public void quit() {
            link.quit();
        }

        @Override
        public CompletableFuture<String> status(boolean attached) {
            return link.status(name, attached);
        }
    }

    @Override
    public Backend backend() {
        return this::answer;
    }

    private Message answer(Message question) {
        if (question instanceof Console.WriteHost write && server != null) {
            server.show(write.content());
            return new Console.Answer(Bytes.EMPTY, 0);
        }
        throw new IllegalArgumentException("not a question for a terminal: " + question);
    }

    @Override
    public void begin(MachineLink link) throws SessionException {
        server = SessionServer.open(new Door(link, screen, name), directory.socket(name));
        ready.run();
    }

    @Override
    public void release() {}

    @Override
    public void end(int code, String note) {
        if (server != null) {
            server.end(code, (notes + note).strip());
        }
    }

    @Override
    public Held held() {
        return new Held(Bytes.EMPTY, false, screen.kept());
    }

    @Override
    public void restore(Held held) {
        Screen.Kept kept = held.screen();
        if (kept != null) {
            screen.restore(kept);
        }
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
