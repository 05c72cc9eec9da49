package org.lkernel.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lkernel.drivers.hostfiles.DirectoryExport;
import org.lkernel.it.machine.Guest;

/// Real programs say here, byte for byte, what they said on `qemu-riscv64`; see `it/differential`.
final class DifferentialTest {
    private static final Path HERE = Path.of("differential").toAbsolutePath();

    @TestFactory
    Stream<DynamicTest> everyCaseSaysWhatItSaidOnTheReference() throws IOException {
        List<Case> cases = Case.read(HERE.resolve("cases"));
        assertTrue(cases.size() > 20, "the corpus is there");
        Path root = DebianRootForTests.get();
        return cases.stream().map(each -> dynamicTest(each.name(), () -> compare(each, root)));
    }

    private static void compare(Case each, Path root) throws IOException {
        Guest.Result result = Guest.setup()
                .root(new DirectoryExport(root.toRealPath()))
                .volume(new DirectoryExport(HERE.resolve("scripts").toRealPath()), "/mnt")
                .input(
                        each.input().isEmpty()
                                ? new byte[0]
                                : Files.readAllBytes(HERE.resolve("scripts").resolve(each.input())))
                .run(each.words().toArray(String[]::new));
        String again =
                "lkernel run --root ROOT --volume it/differential/scripts:/mnt -- " + String.join(" ", each.words());
        assertEquals(expected(each, "out"), result.text(), again + "\nstandard error:\n" + result.errors());
        assertEquals(expected(each, "err"), result.errors(), again);
        assertEquals(Integer.parseInt(expected(each, "status").strip()), result.status(), again);
    }

    private static String expected(Case each, String what) throws IOException {
        return Files.readString(HERE.resolve("expected").resolve(each.name() + "." + what), StandardCharsets.UTF_8);
    }
}
