package org.lkernel.cli.session;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The door of a named session: listens on its socket, and lets one terminal at a time be the machine's.
public final class SessionServer implements AutoCloseable {
    /// More connections at once are not answered.
    private static final int CONNECTIONS_MAXIMUM = 16;

    private final Host host;
    private final ServerSocketChannel listening;
    private final Path socket;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAXIMUM);
    private final java.util.Set<Peer> peers = new java.util.LinkedHashSet<>();
    private @Nullable Peer attached;
    private Frame.@Nullable Ended ended;

    /// What a session's process does for its clients.
    interface Host extends Link {
        Screen screen();

        /// The state of the session, as JSON.
        java.util.concurrent.CompletableFuture<String> status(boolean attached);
    }

    private SessionServer(Host host, ServerSocketChannel listening, Path socket) {
        this.host = host;
        this.listening = listening;
        this.socket = socket;
    }

    /// Listens at the socket's place, which only the owner may use.
    static SessionServer open(Host host, Path socket) throws SessionException {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
            SessionServer server = new SessionServer(host, channel, socket);
            Thread.ofPlatform().daemon().name("session-door").start(server::accept);
            return server;
        } catch (IOException failure) {
            throw new SessionException("the session's socket " + socket + " cannot be made: " + failure.getMessage());
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel channel = listening.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("session-client").start(() -> serve(channel));
                } else {
                    channel.close();
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        Wire wire = new Wire(channel);
        Peer peer = new Peer(wire, host.screen());
        try {
            if (Credentials.areOurs(channel, socket)) {
                wire.greet();
                join(peer);
                converse(peer, wire);
            }
        } catch (IOException | RuntimeException gone) {
            // A client that went, or that speaks nonsense, is of no consequence to the machine.
        } finally {
            leave(peer);
            wire.close();
            places.release();
        }
    }

    private synchronized void join(Peer peer) {
        peers.add(peer);
        if (ended != null) {
            peer.end(ended);
        }
    }

    private synchronized void leave(Peer peer) {
        peers.remove(peer);
        if (attached == peer) {
            attached = null;
        }
        peer.close();
    }

    private void converse(Peer peer, Wire wire) throws IOException {
        for (Frame frame = wire.read(); frame != null; frame = wire.read()) {
            switch (frame) {
                case Frame.Attach attach -> attach(peer, attach);
                case Frame.Typed typed when isAttached(peer) -> host.type(typed.characters());
                case Frame.Resize size when isAttached(peer) -> host.resize(size.rows(), size.columns());
                case Frame.Redraw size when isAttached(peer) -> host.redraw(size.rows(), size.columns());
                case Frame.Save save -> answer(peer, host.save(save.file()));
                case Frame.Status() -> answer(peer, host.status(hasTerminal()));
                case Frame.Quit() -> host.quit();
                case Frame.Typed _, Frame.Resize _, Frame.Redraw _ ->
                    peer.send(new Frame.Refused("this terminal is not the session's"));
                case Frame.Hello _, Frame.Output _, Frame.Told _, Frame.Refused _, Frame.Taken _, Frame.Ended _ ->
                    throw new Frame.Malformed("what only a session says");
            }
        }
    }

    private static void answer(Peer peer, java.util.concurrent.CompletableFuture<String> asked) {
        var _ = asked.whenComplete((text, failure) -> answer(peer, text, failure));
    }

    private static void answer(Peer peer, @Nullable String text, @Nullable Throwable failure) {
        if (failure == null) {
            peer.send(new Frame.Told(String.valueOf(text)));
        } else {
            Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
            Throwable cause = wrapped == null ? failure : wrapped;
            peer.send(new Frame.Refused(String.valueOf(cause.getMessage())));
        }
    }

    private synchronized boolean isAttached(Peer peer) {
        return attached == peer;
    }

    private synchronized boolean hasTerminal() {
        return attached != null;
    }

    private synchronized void attach(Peer peer, Frame.Attach attach) {
        Peer other = attached;
        if (other != null && other != peer && !attach.taking()) {
            peer.send(new Frame.Refused("the session has a terminal already; --take takes it over"));
            return;
        }
        if (other != null && other != peer) {
            other.send(new Frame.Taken());
        }
        attached = peer;
        peer.paint();
        if (attach.rows() > 0) {
            host.resize(attach.rows(), attach.columns());
            if (host.screen().fullScreen()) {
                host.redraw(attach.rows(), attach.columns());
            }
        }
    }

    /// Output of the guest's: kept, and shown to whoever is attached. Never waits for a client.
    synchronized void show(Bytes output) {
        if (attached != null) {
            attached.show(output);
        } else {
            host.screen().write(output.toArray());
        }
    }

    /// Tells every client that the machine has ended, and waits until each was told or went away.
    void end(int status, String note) {
        Frame.Ended last = new Frame.Ended(status, note);
        java.util.List<Peer> told;
        synchronized (this) {
            ended = last;
            told = java.util.List.copyOf(peers);
        }
        told.forEach(peer -> peer.end(last));
        told.forEach(Peer::await);
    }

    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(socket);
        } catch (IOException gone) {
            // There is nothing left to close.
        }
    }
}
