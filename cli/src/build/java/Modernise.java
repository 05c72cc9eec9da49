import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Writes the classes of a jar as Java 8 would have compiled them, in place: the JVM keeps no class in its archive
/// that is older than Java 6, nor what is made of one, as the proxies of annotations are. Of picocli 4.7, compiled
/// for Java 5, every class is parsed and verified anew in each run otherwise.
///
/// Run by the build: `java Modernise.java JAR`.
final class Modernise {
    private static final int JAVA_8 = 52;

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path modern = jar.resolveSibling(jar.getFileName() + ".modern");
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(modern);
                JarOutputStream to = new JarOutputStream(file)) {
            ClassFile format = format(from);
            for (JarEntry entry : Collections.list(from.entries())) {
                byte[] content = content(from, entry);
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(isOld(entry.getName(), content) ? modern(format, content) : content);
                to.closeEntry();
            }
        }
        Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOld(String name, byte[] content) {
        return name.endsWith(".class") && content[6] == 0 && content[7] < JAVA_8;
    }

    /// With stack maps, which newer classes must have: for them it is asked what the classes of the jar and of the JDK
    /// descend from.
    private static ClassFile format(JarFile jar) {
        ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(name -> resource(jar, name));
        ClassHierarchyResolver jdk = ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader());
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(own.orElse(jdk)));
    }

    private static byte[] modern(ClassFile format, byte[] content) {
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(JAVA_8, 0);
            } else {
                builder.with(element);
            }
        };
        return format.transformClass(
                format.parse(content),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
    }

    private static InputStream resource(JarFile jar, ClassDesc name) {
        String descriptor = name.descriptorString();
        JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream from = jar.getInputStream(entry)) {
            return from.readAllBytes();
        }
    }
}
