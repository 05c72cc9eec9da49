package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.device.HostEntry;
import org.lkernel.kernel.device.HostFiles;

/// The host's tree on the bench: a directory is a path that others begin with.
final class BenchHost {
    private final Map<String, HostEntry> entries = new TreeMap<>();
    private final Map<String, Bytes> contents = new TreeMap<>();
    int questions;

    void directory(String path) {
        put(path, Mode.DIRECTORY | 0755, Bytes.EMPTY, Bytes.EMPTY);
    }

    void file(String path, String content) {
        put(path, Mode.REGULAR | 0644, Bytes.latin1(content), Bytes.EMPTY);
    }

    void link(String path, String target) {
        put(path, Mode.SYMLINK | 0777, Bytes.EMPTY, Bytes.latin1(target));
    }

    private void put(String path, int mode, Bytes content, Bytes target) {
        Bytes name = Bytes.latin1(path.substring(path.lastIndexOf('/') + 1));
        int size = target.isEmpty() ? content.length() : target.length();
        entries.put(path, new HostEntry(name, mode, 0, 0, size, 5_000, target));
        contents.put(path, content);
    }

    Bytes content(Inode inode) {
        Origin origin = ((Node.Regular) inode.node()).origin();
        if (origin == null) {
            throw new AssertionError(inode + " is not of the base");
        }
        return contents.getOrDefault(origin.path(), Bytes.EMPTY);
    }

    Files answer(HostFiles request) {
        questions++;
        return switch (request) {
            case HostFiles.Look look ->
                new Files.HostLooked(look.ticket(), entries.get(path(look.directory(), look.name())));
            case HostFiles.ListDirectory list ->
                new Files.HostListed(list.ticket(), children(path(list.directory(), null)));
            case HostFiles.ReadPages read -> {
                Bytes all = contents.getOrDefault(path(read.path(), null), Bytes.EMPTY);
                yield new Files.HostPagesRead(read.ticket(), all.slice((int) read.offset(), read.length()));
            }
            default -> throw new AssertionError("not for the host: " + request);
        };
    }

    private List<HostEntry> children(String directory) {
        List<HostEntry> children = new ArrayList<>();
        String prefix = directory.isEmpty() ? "" : directory + "/";
        entries.forEach((path, entry) -> {
            if (path.startsWith(prefix) && !path.equals(directory) && path.indexOf('/', prefix.length()) < 0) {
                children.add(entry);
            }
        });
        return children;
    }

    private static String path(List<Bytes> components, @Nullable Bytes name) {
        List<String> parts = new ArrayList<>();
        components.forEach(component -> parts.add(component.toLatin1()));
        if (name != null) {
            parts.add(name.toLatin1());
        }
        return String.join("/", parts);
    }
}
