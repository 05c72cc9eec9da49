package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes go in and come out as they are, whatever the user's locale has characters for.
@Timeout(600)
final class LocaleTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1"})
    void argumentsVariablesAndFilesKeepTheirBytes(String locale) throws Exception {
        try (Launcher launcher = new Launcher(Files.createDirectory(scratch.resolve("prüfung")))) {
            String script = """
                    export LC_ALL=%s
                    dir=$(mktemp -d); cd "$dir"
                    printf in >$'f\\xc3\\xa4\\xff'
                    lkernel run --env $'V=\\xe4' --volume .:/mnt -- /bin/sh -c 'printf %%s "$1$V"; ls /mnt' - $'\\xff\\xc3\\xa4' | od -An -tx1
                    cd /; rm -r "$dir"
                    """;
            Command.Result result = launcher.run(0, script.formatted(locale));
            assertEquals(" ff c3 a4 e4 66 c3 a4 ff 0a\n", result.out(), result.err());
        }
    }

    @Test
    void aProgramsComplaintsAndTheCommandsOwnShowNoControlCharacters() {
        Command.Result result = Command.script("LC_ALL=C lkernel run -- $'/bin/a\\e[31mb\\nc'");
        assertEquals(127, result.status());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(-1, result.err().indexOf('\033'), result.err());
    }
}
