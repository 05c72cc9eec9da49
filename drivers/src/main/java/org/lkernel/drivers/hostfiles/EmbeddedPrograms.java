package org.lkernel.drivers.hostfiles;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;

/// The programs inside this one, for all machines of the process. Their names and sizes are known without reading any,
/// which takes longer than a boot; what is in one is read when it is asked for, and kept.
final class EmbeddedPrograms {
    private static final String DIRECTORY = "org/lkernel/userland/";
    private static final Map<String, Long> SIZES = find();
    private static final Map<String, byte[]> CONTENTS = new ConcurrentHashMap<>();

    private EmbeddedPrograms() {}

    /// Name to size in bytes.
    static Map<String, Long> sizes() {
        return SIZES;
    }

    static byte @Nullable [] content(String name) {
        return SIZES.containsKey(name) ? CONTENTS.computeIfAbsent(name, EmbeddedPrograms::read) : null;
    }

    private static byte[] read(String name) {
        try (InputStream program = EmbeddedPrograms.class.getResourceAsStream("/" + DIRECTORY + name)) {
            return Objects.requireNonNull(program, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the embedded userland cannot be read", unreadable);
        }
    }

    private static Map<String, Long> find() {
        URL init = EmbeddedPrograms.class.getResource("/" + DIRECTORY + "init");
        if (init == null) {
            throw new IllegalStateException("the embedded userland is missing from this build");
        }
        try {
            return Collections.unmodifiableMap(
                    init.openConnection() instanceof JarURLConnection jar
                            ? inJar(jar)
                            : inDirectory(Path.of(URI.create(init.toString())).resolveSibling("")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the embedded userland cannot be read", unreadable);
        }
    }

    /// The jar is the one that the class loader has open, and stays so.
    private static Map<String, Long> inJar(JarURLConnection jar) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (JarEntry entry : Collections.list(jar.getJarFile().entries())) {
            if (entry.getName().startsWith(DIRECTORY) && !entry.isDirectory()) {
                sizes.put(entry.getName().substring(DIRECTORY.length()), entry.getSize());
            }
        }
        return sizes;
    }

    private static Map<String, Long> inDirectory(Path directory) {
        Map<String, Long> sizes = new TreeMap<>();
        for (File file : Objects.requireNonNull(directory.toFile().listFiles(File::isFile), "no directory")) {
            sizes.put(file.getName(), file.length());
        }
        return sizes;
    }
}
