package org.lkernel.experiments.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.oracle.Oracle;

/// Somebody's own subsystems: those that keep the rules are put around the kernel's, the others are refused and it is
/// said
/// why.
class JarTest {
    private static final String VARIANT = """
            import org.lkernel.kernel.*;
            import org.lkernel.kernel.files.*;

            public final class Deaf extends Variant<Files, FilesState> {
                public Deaf(Subsystem<Files, FilesState> original) {
                    super(original);
                }

                @Override
                public void receive(Port sender, Files message, Outbox outbox) {
                    %s
                    original().receive(sender, message, outbox);
                }
            %s
            }
            """;

    @TempDir
    private Path directory;

    private Path jar(String source) throws IOException {
        Path file = Files.writeString(directory.resolve("Deaf.java"), source);
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String[] words = {"-proc:none", "-nowarn", "-cp", path, "-d", directory.toString(), file.toString()};
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, words));
        Path jar = directory.resolve("my.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(out);
                Stream<Path> classes = Files.list(directory)) {
            for (Path each : classes.filter(name -> name.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                to.putNextEntry(
                        new JarEntry(Objects.requireNonNull(each.getFileName()).toString()));
                to.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    private String refused(String statement, String member) throws IOException {
        String name = jar(VARIANT.formatted(statement, member)).toString();
        return String.valueOf(
                assertThrows(Mistake.class, () -> Variants.named(name)).getMessage());
    }

    @Test
    void aSubsystemOfOnesOwnIsPutAroundTheKernels() throws Exception {
        String lost = "if (message instanceof TransferCall.Write write && write.descriptor() == 1) { return; }";
        Variants variants = Variants.named(Jar.reference(jar(VARIANT.formatted(lost, ""))));
        try (Computer computer = Computer.builder().topology(variants::over).boot("/bin/echo", "hi")) {
            computer.run();
            assertEquals("", computer.console().text());
            assertTrue(computer.status().isEmpty(), "its write was lost, and it waits for the answer");
        }
    }

    @Test
    void whatASubsystemMayNotDoIsSaid() throws Exception {
        assertTrue(refused("System.nanoTime();", "").contains("Deaf uses java.lang.System.nanoTime"));
        assertTrue(refused("new Thread(() -> {}).start();", "").contains("uses java.lang.Thread"));
        assertTrue(refused("try { new java.io.File(\"x\").delete(); } finally { }", "")
                .contains("uses java.io.File"));
        assertTrue(refused("Runnable run = Runtime.getRuntime()::gc; run.run();", "")
                .contains("java.lang.Runtime"));
        assertTrue(refused("count++;", "static int count;").contains("it is static and changes"));
        assertTrue(refused("count++;", "int count;").contains("is reset with no machine"));
    }

    @Test
    void whatIsNoJarOrHasNoSubsystemIsSaid() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jar"), "not a jar");
        assertTrue(message(text.toString()).contains("is no jar"));
        assertTrue(message(jar("class Deaf {}").toString()).contains("has no subsystem"));
        assertTrue(message("org.lkernel.Nothing").contains("neither a jar nor a variant"));
    }

    @Test
    void aJarThatHasChangedIsAnother() throws Exception {
        String before = Jar.reference(jar(VARIANT.formatted("", "")));
        jar(VARIANT.formatted("if (sender == null) { return; }", ""));
        assertTrue(message(before).contains("is another jar than the one meant"));
    }

    @Test
    void anOracleIsMadeWithoutArguments() throws Exception {
        Path empty = jar("public class Deaf {}");
        Mistake mistake = assertThrows(Mistake.class, () -> Jar.open(empty).only(Oracle.class, "oracles"));
        assertTrue(String.valueOf(mistake.getMessage()).contains("0 public classes that are oracles"));
    }

    private static String message(String name) {
        return String.valueOf(
                assertThrows(Mistake.class, () -> Variants.named(name)).getMessage());
    }
}
