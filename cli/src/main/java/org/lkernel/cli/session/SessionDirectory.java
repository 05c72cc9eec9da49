package org.lkernel.cli.session;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.snapshots.file.FileLayer;
import org.lkernel.snapshots.file.NumberedFiles;
import org.lkernel.snapshots.file.SnapshotException;

/// Where a user's sessions are found: a directory that nobody else may enter, with a socket, a lock, a log and perhaps
/// a snapshot for each.
///
/// The lock is held by the session's process as long as it lives, however it dies; so what a dead one left behind is
/// known for what it is.
public record SessionDirectory(Path path) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    /// `sun_path` of `unix(7)` and its terminating zero, on the strictest of hosts.
    private static final int SOCKET_PATH_MAXIMUM = 103;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /// The user's: `LKERNEL_SESSIONS`, or `.lkernel/sessions` in the home directory.
    public static SessionDirectory ofUser(Caller caller) {
        String named = caller.variable("LKERNEL_SESSIONS");
        if (named != null && !named.isEmpty()) {
            return new SessionDirectory(caller.absolute(Path.of(named)));
        }
        String home = Objects.requireNonNullElse(caller.variable("HOME"), System.getProperty("user.home"));
        return new SessionDirectory(caller.absolute(Path.of(home, ".lkernel", "sessions")));
    }

    /// @throws SessionException when it is no name: a name becomes part of file names
    public static String checked(String name) throws SessionException {
        if (!NAME.matcher(name).matches()) {
            throw new SessionException(
                    "'" + name
                            + "' is no name for a session: up to 32 letters, digits, dots, hyphens, underscores; a letter or digit first");
        }
        return name;
    }

    Path socket(String name) throws SessionException {
        Path socket = path.resolve(name + ".socket");
        if (socket.toString().length() > SOCKET_PATH_MAXIMUM) {
            throw new SessionException("the path of the session's socket, " + socket + ", is longer than the "
                    + SOCKET_PATH_MAXIMUM + " bytes a socket may have: let LKERNEL_SESSIONS name a shorter directory");
        }
        return socket;
    }

    public Path log(String name) {
        return path.resolve(name + ".log");
    }

    /// The snapshot that the session itself keeps.
    public Path snapshot(String name) {
        return path.resolve(name + ".snapshot");
    }

    private Path lock(String name) {
        return path.resolve(name + ".lock");
    }

    /// Makes the directory if need be.
    ///
    /// @throws SessionException when others could enter it, or it cannot be made
    public void prepare() throws SessionException {
        try {
            if (!isPosix()) {
                Files.createDirectories(path);
                return;
            }
            Files.createDirectories(path.getParent());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            check();
        } catch (java.nio.file.FileAlreadyExistsException race) {
            check();
        } catch (IOException failure) {
            throw new SessionException(
                    "the directory of sessions " + path + " cannot be made: " + failure.getMessage());
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private void check() throws SessionException {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new SessionException("the directory of sessions " + path + " is no directory");
            }
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            if (!granted.equals(OWNER_ONLY) || !ownedByUser()) {
                throw new SessionException(
                        "the directory of sessions %s must be its owner's alone (0700), and is %s of %s"
                                .formatted(path, PosixFilePermissions.toString(granted), Files.getOwner(path)));
            }
        } catch (IOException failure) {
            throw new SessionException(
                    "the directory of sessions " + path + " cannot be read: " + failure.getMessage());
        }
    }

    /// A file just made belongs to whoever made it.
    private boolean ownedByUser() throws IOException {
        Path probe = Files.createTempFile(path, ".probe", "");
        try {
            return Files.getOwner(probe).equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /// Takes the name for this process until it ends.
    ///
    /// @throws SessionException when a living process has it
    public FileLock acquire(String name) throws SessionException {
        try {
            FileChannel channel = FileChannel.open(lock(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new SessionException("session '" + name + "' is running already: lkernel attach " + name);
            }
            Files.deleteIfExists(socket(name));
            return lock;
        } catch (IOException failure) {
            throw new SessionException("session '" + name + "' cannot be started: " + failure.getMessage());
        }
    }

    /// The names of all sessions that left anything here, in order.
    public List<String> names() throws SessionException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".lock"))
                    .map(file -> file.substring(0, file.length() - ".lock".length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException failure) {
            throw new SessionException(
                    "the directory of sessions " + path + " cannot be read: " + failure.getMessage());
        }
    }

    /// A connection to the session's process, or null when there is none that listens.
    @Nullable
    Wire connect(String name) throws SessionException {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket(name)));
                return new Wire(channel);
            } catch (IOException nobody) {
                channel.close();
                return null;
            }
        } catch (IOException failure) {
            throw new SessionException("no socket can be opened: " + failure.getMessage());
        }
    }

    /// Removes all that a session has left; only while its lock is held.
    public void forget(String name) throws SessionException {
        try {
            new NumberedFiles(FileLayer.HOST, snapshot(name)).retain(List.of());
            for (Path file : List.of(socket(name), snapshot(name), log(name), lock(name))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | SnapshotException failure) {
            throw new SessionException("what session '" + name + "' left cannot be removed: " + failure.getMessage());
        }
    }
}
