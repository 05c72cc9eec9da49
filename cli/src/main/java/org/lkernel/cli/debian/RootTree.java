package org.lkernel.cli.debian;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/// A directory that is a file system of its own: links and `..` in it lead to places in it, as chroot(2) would
/// have it.
///
/// The host never resolves a name of the tree. Each component is looked at by itself, a link is read and followed
/// from the root of the tree, and only then is the last component, which by then cannot lead away, handed to the
/// host. The tree must not be changed by others meanwhile.
final class RootTree {

    private static final int LINK_LIMIT = 40;
    private static final int PERMISSIONS = 07777;
    private static final String NEW = ".lkernel-new";

    private final Path root;
    private final boolean unixModes;

    /// A name of the tree with every link before its last component followed.
    ///
    /// @param name relative to the root, with `/` between components; empty for the root
    record Place(Path path, String name) {
        boolean exists() {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }

        boolean isDirectory() {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        }

        boolean isFile() {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private RootTree(Path root) {
        this.root = root;
        unixModes = root.getFileSystem().supportedFileAttributeViews().contains("unix");
        root.resolve(NEW).toFile().deleteOnExit();
    }

    /// The tree at `directory`, which is made when missing.
    static RootTree at(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new RootFailure(directory + " is not a directory: name one, or one that does not exist yet");
        }
        Path root = Files.createDirectories(directory.toAbsolutePath()).toRealPath();
        if (root.getParent() == null) {
            throw new RootFailure(directory + " is the root of this host: name another directory");
        }
        return new RootTree(root);
    }

    boolean isEmpty() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.noneMatch(entry -> !entry.endsWith(NEW));
        }
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /// Where `name` is, its last component not followed; the directories before it are made.
    Place place(String name) throws IOException {
        int slash = name.lastIndexOf('/');
        Path parent = walk(name.substring(0, Math.max(slash, 0)), true).orElseThrow();
        Path path = parent.resolve(component(name.substring(slash + 1), name));
        if (path.equals(root.resolve(NEW))) {
            throw new RootFailure("the name " + NEW + " is reserved");
        }
        return new Place(path, relative(path));
    }

    /// The directory `name`, made when missing; a link to a directory stays one.
    Place directory(String name) throws IOException {
        Path path = walk(name, true).orElseThrow();
        return new Place(path, relative(path));
    }

    /// The file or directory that `name` leads to, if there is one.
    Optional<Place> find(String name) throws IOException {
        return walk(name, false).map(path -> new Place(path, relative(path)));
    }

    Optional<byte[]> read(String name) throws IOException {
        Optional<Place> place = find(name).filter(Place::isFile);
        return place.isPresent() ? Optional.of(Files.readAllBytes(place.get().path())) : Optional.empty();
    }

    /// Puts a regular file there, in one step, whatever was there before.
    void file(Place place, InputStream content, int mode, Instant modified) throws IOException {
        Path fresh = root.resolve(NEW);
        Files.deleteIfExists(fresh);
        try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
        attributes(fresh, mode, modified);
        moveInto(place);
    }

    void file(Place place, byte[] content, int mode, Instant modified) throws IOException {
        file(place, new ByteArrayInputStream(content), mode, modified);
    }

    /// Puts a symbolic link there; where it leads is nobody's business until it is followed.
    void symbolicLink(Place place, String target, Instant modified) throws IOException {
        Path fresh = root.resolve(NEW);
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(target));
        Files.getFileAttributeView(fresh, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(modified), null, null);
        moveInto(place);
    }

    /// Gives a regular file of the tree one more name, or where the host has no such thing a copy.
    void hardLink(Place place, Place existing) throws IOException {
        if (!existing.isFile()) {
            throw new RootFailure(place.name() + " is a hard link to " + existing.name() + ", which is no file");
        }
        if (place.isFile() && Files.isSameFile(place.path(), existing.path())) {
            return;
        }
        Path fresh = root.resolve(NEW);
        Files.deleteIfExists(fresh);
        try {
            Files.createLink(fresh, existing.path());
        } catch (UnsupportedOperationException e) {
            Files.copy(existing.path(), fresh, StandardCopyOption.COPY_ATTRIBUTES);
        }
        moveInto(place);
    }

    private void moveInto(Place place) throws IOException {
        if (place.isDirectory()) {
            delete(place);
        }
        Files.move(
                root.resolve(NEW), place.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes a file, a link or an empty directory.
    void delete(Place place) throws IOException {
        try {
            Files.deleteIfExists(place.path());
        } catch (DirectoryNotEmptyException e) {
            throw new RootFailure(place.path() + " is a directory with files, where a file is to be", e);
        }
    }

    /// Set-user-ID, set-group-ID and sticky bits too, where the host has them.
    void attributes(Path path, int mode, Instant modified) throws IOException {
        if (unixModes) {
            Files.setAttribute(path, "unix:mode", mode & PERMISSIONS);
        }
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private Optional<Path> walk(String name, boolean create) throws IOException {
        Deque<String> pending = new ArrayDeque<>(Arrays.asList(name.split("/")));
        Path at = root;
        int links = 0;
        while (!pending.isEmpty()) {
            String component = pending.pop();
            Path next = step(at, component, name);
            if (Files.isSymbolicLink(next)) {
                if (++links > LINK_LIMIT) {
                    throw new RootFailure(name + " leads through too many symbolic links");
                }
                String target = Files.readSymbolicLink(next).toString().replace('\\', '/');
                at = target.startsWith("/") ? root : at;
                Arrays.asList(target.split("/")).reversed().forEach(pending::push);
            } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                if ((create || !pending.isEmpty()) && !Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                    if (create) {
                        throw new RootFailure(next + " is a file, where a directory is to be");
                    }
                    return Optional.empty();
                }
                at = next;
            } else if (create) {
                at = Files.createDirectory(next);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    private Path step(Path at, String component, String name) throws IOException {
        return switch (component) {
            case "", "." -> at;
            case ".." -> at.equals(root) ? root : Objects.requireNonNull(at.getParent());
            case String other -> at.resolve(component(other, name));
        };
    }

    /// A component that the host would take for more than one, such as `C:` or `a\b` on some, is refused.
    private Path component(String text, String name) throws IOException {
        Path component = root.getFileSystem().getPath(text);
        boolean single = component.getNameCount() == 1 && !component.isAbsolute() && component.getRoot() == null;
        if (!single || text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new RootFailure("'" + name + "' is not a name for a file here");
        }
        return component;
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
