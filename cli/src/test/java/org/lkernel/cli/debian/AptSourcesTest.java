package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {

    private static final String SOURCES = "sources.list.d/debian.sources";

    @TempDir
    Path etcApt;

    private void write(String file, String text) throws IOException {
        TestHost.write(etcApt.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private Archive archive() throws IOException {
        return AptSources.debian(etcApt, Map.of());
    }

    @Test
    void theArchiveIsFoundAmongOtherVendorsAndSecurity() throws IOException {
        write("sources.list", """
                # deb http://old.test/debian trixie main
                deb-src http://source.test/debian trixie main
                deb [arch=amd64] https://vendor.test/debian bookworm stable
                deb http://security.test/debian-security bookworm-security main
                deb [ arch=amd64 signed-by=/usr/share/keyrings/k.gpg ] http://right.test/debian bookworm main contrib # ours
                """);
        assertEquals("http://right.test/debian", archive().toString());
        assertEquals(List.of(Path.of("/usr/share/keyrings/k.gpg")), archive().keyrings());
    }

    @Test
    void stanzasAreReadAndDisabledOnesAreNot() throws IOException {
        write(SOURCES, """
                Types: deb
                URIs: http://off.test/debian
                Suites: trixie
                Components: main
                Enabled: no

                # the one
                Types: deb deb-src
                URIs: http://on.test/debian/
                Suites: bookworm-updates
                 bookworm
                Components: main
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                """);
        assertEquals("http://on.test/debian", archive().toString());
        assertEquals(List.of(), archive().keyrings());
    }

    @Test
    void aListOfMirrorsNamesTheArchive() throws IOException {
        write("mirrors/debian.list", "# first\nhttp://listed.test/debian\tpriority:1\n");
        write("sources.list", "deb mirror+file:" + etcApt.resolve("mirrors/debian.list") + " bookworm main\n");
        assertEquals("http://listed.test/debian", archive().toString());
    }

    @Test
    void theEnvironmentOverridesTheFiles() throws IOException {
        write("sources.list", "deb http://file.test/debian trixie main\n");
        Archive archive = AptSources.debian(etcApt, Map.of(AptSources.OVERRIDE, "https://user:secret@mine.test/d"));
        assertEquals("https://mine.test/d", archive.toString());
        assertEquals("https://user:secret@mine.test/d/", archive.base().toString());
    }

    @Test
    void expiryIsCheckedUnlessTheHostSaysNot() throws IOException {
        write("sources.list", "deb http://a.test/debian trixie main\n");
        assertTrue(archive().checkExpiry());
        write("apt.conf.d/99x", "// a comment\nAcquire { Retries \"3\"; Check-Valid-Until \"false\"; };\n");
        assertFalse(archive().checkExpiry());
        write("apt.conf", "acquire::check-valid-until \"true\";");
        assertTrue(archive().checkExpiry());
        write("sources.list", "deb [check-valid-until=no] http://a.test/debian trixie main\n");
        assertFalse(archive().checkExpiry());
    }

    @Test
    void withoutAnArchiveTheWayOutIsNamed() throws IOException {
        write("sources.list", "deb http://archive.test/ubuntu noble main\n");
        String message = TestHost.refusal(this::archive);
        assertTrue(message.contains("no Debian archive among the 1 package sources"), message);
        assertTrue(message.contains(AptSources.OVERRIDE), message);
    }

    @Test
    void anAddressThatCannotBeFetchedIsRefused() {
        for (String address : List.of("ftp://a.test/debian", "no address", "mirror")) {
            Map<String, String> environment = Map.of(AptSources.OVERRIDE, address);
            assertThrows(RootFailure.class, () -> AptSources.debian(etcApt, environment), address);
        }
    }
}
