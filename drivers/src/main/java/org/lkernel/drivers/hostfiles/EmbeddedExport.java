package org.lkernel.drivers.hostfiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.device.HostEntry;

/// The userland inside the program: its commands under `/bin`, a few files under `/etc`, and the usual empty
/// directories.
public final class EmbeddedExport implements Export {
    private static final String PROGRAMS = "bin/";
    private static final int EXECUTABLE = 0100755;
    private static final int PLAIN = 0100644;
    private static final int DIRECTORY = 0040755;
    private static final int DIRECTORY_BYTES = 4096;
    /// Everything is as old as the mail that asked for it: 15 December 2000.
    private static final long MODIFIED_NANOS = 976_838_400_000_000_000L;

    private static final List<String> DIRECTORIES =
            List.of("bin", "dev", "etc", "home", "mnt", "proc", "root", "run", "sys", "tmp", "usr", "var");

    private static final Map<String, String> ETC = new TreeMap<>(Map.of(
            "passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
            "group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n",
            "hostname", "lkernel\n",
            "hosts", "127.0.0.1 localhost\n",
            "profile", "PATH=/bin\nexport PATH\nPS1='# '\n",
            "motd", "lkernel: a kernel in user mode. exit ends the machine.\n"));

    /// Directory path (components joined by `/`) to its entries.
    private final Map<String, TreeMap<String, HostEntry>> directories = new TreeMap<>();

    private final Map<String, byte[]> contents = new TreeMap<>();

    public EmbeddedExport() {
        DIRECTORIES.forEach(this::addDirectory);
        ETC.forEach((name, text) -> addText("etc", name, text));
        EmbeddedPrograms.sizes().forEach((name, size) -> entries("bin").put(name, entry(name, EXECUTABLE, size)));
    }

    @Override
    public String describe() {
        return "embedded userland";
    }

    @Override
    public @Nullable HostEntry look(List<Bytes> directory, Bytes name) {
        TreeMap<String, HostEntry> entries = directories.get(join(directory));
        return entries == null ? null : entries.get(name.toLatin1());
    }

    @Override
    public @Nullable List<HostEntry> list(List<Bytes> directory) {
        TreeMap<String, HostEntry> entries = directories.get(join(directory));
        return entries == null ? null : List.copyOf(entries.values());
    }

    @Override
    public @Nullable Bytes read(List<Bytes> path, long offset, int length, long size, long modifiedNanos) {
        byte[] content = content(join(path));
        if (content == null || offset > content.length) {
            return null;
        }
        return Bytes.copyOf(content, (int) offset, (int) Math.min(length, content.length - offset));
    }

    private static String join(List<Bytes> components) {
        List<String> names = new ArrayList<>();
        components.forEach(component -> names.add(component.toLatin1()));
        return String.join("/", names);
    }

    private Map<String, HostEntry> entries(String directory) {
        return directories.computeIfAbsent(directory, ignored -> new TreeMap<>());
    }

    private void addDirectory(String name) {
        entries(name);
        entries("").put(name, entry(name, DIRECTORY, DIRECTORY_BYTES));
    }

    private void addText(String directory, String name, String text) {
        byte[] content = Bytes.utf8(text).toArray();
        contents.put(directory + "/" + name, content);
        entries(directory).put(name, entry(name, PLAIN, content.length));
    }

    private byte @Nullable [] content(String path) {
        return path.startsWith(PROGRAMS)
                ? EmbeddedPrograms.content(path.substring(PROGRAMS.length()))
                : contents.get(path);
    }

    private static HostEntry entry(String name, int mode, long size) {
        return new HostEntry(Bytes.latin1(name), mode, 0, 0, size, MODIFIED_NANOS, Bytes.EMPTY);
    }
}
