package org.lkernel.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lkernel.it.machine.Guest;

/// Real programs say here, byte for byte, what they said on `qemu-riscv64`; see `it/differential`.
final class DifferentialTest {
    @TestFactory
    Stream<DynamicTest> everyCaseSaysWhatItSaidOnTheReference() throws IOException {
        Corpus corpus = Corpus.read();
        assertTrue(corpus.cases().size() > 20, "the corpus is there");
        return corpus.cases().stream().map(each -> dynamicTest(each.name(), () -> compare(each, corpus)));
    }

    private static void compare(Case each, Corpus corpus) throws IOException {
        Guest.Result result = corpus.setup(each.name()).run(corpus.words(each.name()));
        String again =
                "lkernel run --root ROOT --volume it/differential/scripts:/mnt -- " + String.join(" ", each.words());
        assertEquals(expected(each, "out"), result.text(), again + "\nstandard error:\n" + result.errors());
        assertEquals(expected(each, "err"), result.errors(), again);
        assertEquals(Integer.parseInt(expected(each, "status").strip()), result.status(), again);
    }

    private static String expected(Case each, String what) throws IOException {
        return Files.readString(
                Corpus.HERE.resolve("expected").resolve(each.name() + "." + what), StandardCharsets.UTF_8);
    }
}
