package org.lkernel.experiments.variant;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.lkernel.experiments.Mistake;

/// Classes of somebody's own, each of which was found to be pure before any was loaded.
public final class Jar {
    private static final String SUFFIX = ".class";
    private static final int HASH_BYTES = 16;

    private final Path file;
    private final List<Class<?>> classes = new ArrayList<>();

    private Jar(Path file) {
        this.file = file;
    }

    /// Reads a jar.
    ///
    /// @throws Mistake that says which class breaks which rule, or that it is no jar
    public static Jar open(Path file) throws Mistake {
        SortedMap<String, byte[]> contents = read(file);
        Purity purity = new Purity(contents.keySet());
        for (byte[] content : contents.values()) {
            String objection = objection(purity, file, content);
            if (objection != null) {
                throw new Mistake(file + ": " + objection);
            }
        }
        Jar jar = new Jar(file);
        jar.load(contents.keySet());
        return jar;
    }

    /// The jar of a name that [#reference] gave, which must not have changed since.
    public static Jar named(String reference) throws Mistake {
        int at = reference.lastIndexOf('@');
        Path file = Path.of(at < 0 ? reference : reference.substring(0, at));
        if (at >= 0 && !reference.equals(reference(file))) {
            throw new Mistake("%s is another jar than the one meant, which had %s; this one has %s"
                    .formatted(file, reference.substring(at + 1), hash(file)));
        }
        return open(file);
    }

    /// Names a jar and what is in it.
    public static String reference(Path file) throws Mistake {
        return file.toAbsolutePath().normalize() + "@" + hash(file);
    }

    static boolean isReference(String name) {
        return name.matches(".*\\.jar(@[0-9a-f]+)?");
    }

    private static String hash(Path file) throws Mistake {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum, 0, HASH_BYTES);
        } catch (IOException unreadable) {
            throw new Mistake("there is no jar " + file);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @org.jspecify.annotations.Nullable String objection(Purity purity, Path file, byte[] content)
            throws Mistake {
        try {
            return purity.objection(content);
        } catch (IllegalArgumentException damaged) {
            throw new Mistake(file + " holds a damaged class: " + damaged.getMessage());
        }
    }

    private static SortedMap<String, byte[]> read(Path file) throws Mistake {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (var entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(SUFFIX)) {
                    try (var input = jar.getInputStream(entry)) {
                        contents.put(name.substring(0, name.length() - SUFFIX.length()), input.readAllBytes());
                    }
                }
            }
        } catch (IOException unfit) {
            throw new Mistake(file + " is no jar: " + unfit.getMessage());
        }
        return contents;
    }

    @SuppressWarnings("MustBeClosedChecker") // what was loaded stays as long as the process
    private void load(Iterable<String> names) throws Mistake {
        try {
            URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, Jar.class.getClassLoader());
            for (String name : names) {
                if (!name.endsWith("-info")) {
                    classes.add(Class.forName(name.replace('/', '.'), false, loader));
                }
            }
        } catch (IOException | ClassNotFoundException | LinkageError unfit) {
            throw new Mistake(file + " cannot be loaded: " + unfit);
        }
    }

    /// The public classes of a kind that can be made.
    <T> List<Class<? extends T>> classes(Class<T> kind) {
        List<Class<? extends T>> found = new ArrayList<>();
        for (Class<?> each : classes) {
            if (kind.isAssignableFrom(each)
                    && Modifier.isPublic(each.getModifiers())
                    && !Modifier.isAbstract(each.getModifiers())) {
                found.add(each.asSubclass(kind));
            }
        }
        return found;
    }

    /// The one thing of a kind that the jar brings along, made without arguments.
    ///
    /// @param what the kind is called, for messages
    public <T> T only(Class<T> kind, String what) throws Mistake {
        List<Class<? extends T>> found = classes(kind);
        if (found.size() != 1) {
            throw new Mistake(
                    "%s has %d public classes that are %s; one is needed".formatted(file, found.size(), what));
        }
        try {
            Constructor<? extends T> constructor = found.getFirst().getConstructor();
            return constructor.newInstance();
        } catch (ReflectiveOperationException | LinkageError unfit) {
            throw new Mistake("%s: no %s can be made without arguments (%s)"
                    .formatted(file, found.getFirst().getName(), unfit));
        }
    }
}
