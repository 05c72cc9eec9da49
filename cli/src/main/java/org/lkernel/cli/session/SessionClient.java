package org.lkernel.cli.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;

/// A client of a named session: one connection to its process.
public final class SessionClient implements AutoCloseable {
    private final String name;
    private final SessionDirectory directory;
    private final Wire wire;

    /// How a terminal came back from a session.
    ///
    /// @param status the command's exit status
    /// @param note what there is to say, or empty
    /// @param midway whether the machine goes on, so that the cursor may be anywhere
    public record Parting(int status, String note, boolean midway) {}

    private SessionClient(String name, SessionDirectory directory, Wire wire) {
        this.name = name;
        this.directory = directory;
        this.wire = wire;
    }

    /// Connects to a session that is running.
    public static SessionClient connect(SessionDirectory directory, String name) throws SessionException {
        SessionClient client = find(directory, name);
        if (client == null) {
            throw new SessionException(
                    java.nio.file.Files.exists(directory.snapshot(name))
                            ? "session '%s' is not running; it was saved: lkernel resume --name %s"
                                    .formatted(name, name)
                            : "there is no session '" + name + "' (lkernel sessions lists those there are)");
        }
        return client;
    }

    /// The same, or null when the session is not running.
    public static @Nullable SessionClient find(SessionDirectory directory, String name) throws SessionException {
        Wire wire = directory.connect(SessionDirectory.checked(name));
        if (wire == null) {
            return null;
        }
        try {
            wire.greet();
            return new SessionClient(name, directory, wire);
        } catch (IOException failure) {
            wire.close();
            throw new SessionException("session '" + name + "' does not answer: " + failure.getMessage());
        }
    }

    /// The session's state, as JSON.
    public String status() throws SessionException {
        return ask(new Frame.Status());
    }

    /// Saves the machine; what was saved, in words.
    public String save(java.nio.file.Path file) throws SessionException {
        return ask(new Frame.Save(file.toAbsolutePath().toString()));
    }

    private String ask(Frame question) throws SessionException {
        try {
            wire.write(question);
            return switch (wire.read()) {
                case Frame.Told told -> told.text();
                case Frame.Refused refused -> throw new SessionException(refused.reason());
                case Frame.Ended ended ->
                    throw new SessionException("session '" + name + "' has ended: " + ended.note());
                case null, default -> throw new SessionException("session '" + name + "' went away");
            };
        } catch (IOException failure) {
            throw new SessionException("session '" + name + "' went away: " + failure.getMessage());
        }
    }

    /// Ends the machine; comes back when its process has let it go.
    public void stop() throws SessionException {
        try {
            wire.write(new Frame.Quit());
            for (Frame frame = wire.read(); frame != null; frame = wire.read()) {
                if (frame instanceof Frame.Ended) {
                    return;
                }
            }
        } catch (IOException failure) {
            // It has gone, as it was told.
        }
    }

    /// Lends the session this command's terminal until either leaves the other.
    ///
    /// @param taking whether another terminal is sent away
    public Parting attach(boolean taking, Caller caller) throws SessionException {
        try {
            wire.write(new Frame.Attach(0, 0, taking));
            Frame first = wire.read();
            return switch (first) {
                case Frame.Output painting -> relay(painting, caller);
                case Frame.Refused refused -> throw new SessionException("session '" + name + "': " + refused.reason());
                case Frame.Ended ended -> new Parting(ended.status(), ended.note(), false);
                case null, default -> died();
            };
        } catch (IOException failure) {
            throw new SessionException("session '" + name + "' went away: " + failure.getMessage());
        }
    }

    private Parting relay(Frame.Output painting, Caller caller) throws SessionException, IOException {
        RemoteLink link = new RemoteLink(wire);
        Screen screen = new Screen();
        try (HostTerminal terminal = HostTerminal.open(caller)) {
            Attachment attachment = new Attachment(
                    terminal, screen, link, name, directory.snapshot(name).toString());
            terminal.farewell(attachment::farewell);
            attachment.show(painting.content().toArray());
            attachment.resized();
            link.redrawIf(screen.fullScreen(), terminal.rows(), terminal.columns());
            terminal.readKeys(attachment::typed, link::detach);
            terminal.watchSize(attachment::resized);
            return follow(attachment, link);
        }
    }

    /// Shows what comes until the session ends or is left.
    private Parting follow(Attachment attachment, RemoteLink link) throws SessionException {
        try {
            for (Frame frame = wire.read(); frame != null; frame = wire.read()) {
                switch (frame) {
                    case Frame.Output output -> attachment.show(output.content().toArray());
                    case Frame.Told told -> link.told(told.text());
                    case Frame.Refused refused -> link.refused(refused.reason());
                    case Frame.Taken() -> {
                        return new Parting(0, "another terminal has taken session '" + name + "' over", true);
                    }
                    case Frame.Ended ended -> {
                        return new Parting(ended.status(), ended.note(), false);
                    }
                    default -> throw new Frame.Malformed("what only a client says");
                }
            }
        } catch (IOException closed) {
            // Either this side closed it, or what follows says who did.
        } finally {
            link.refused("the session is gone");
        }
        return link.detached() ? detached() : died();
    }

    private Parting detached() {
        return new Parting(0, "detached from session '%s': lkernel attach %s".formatted(name, name), true);
    }

    private Parting died() throws SessionException {
        String saved = java.nio.file.Files.exists(directory.snapshot(name))
                ? "; it was saved: lkernel resume --name " + name
                : "";
        throw new SessionException(
                "the process of session '%s' has died (%s)%s".formatted(name, directory.log(name), saved));
    }

    @Override
    public void close() {
        wire.close();
    }
}
