package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteIndexTest {

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeEach
    void aHost() throws IOException {
        host = new TestHost(directory);
        host.add("a", "1", new Deb().file("f", "1"))
                .add("b", "1", new Deb().file("g", "1"))
                .publish();
    }

    private String failure(String name) {
        return TestHost.refusal(() -> host.root(name).make());
    }

    /// The signed file is new, the index beside it still old.
    private void beMidSync() throws IOException {
        byte[] old = Files.readAllBytes(host.index(".xz"));
        host.add("c", "1", new Deb().file("h", "1")).publish();
        Files.write(host.index(".xz"), old);
    }

    @Test
    void whileAMirrorIsSynchronisedTheIndexIsFoundByItsHash() throws IOException {
        byte[] old = Files.readAllBytes(host.index(".xz"));
        host.add("c", "1", new Deb().file("h", "1")).publish().keepIndexByHash();
        Files.write(host.index(".xz"), old);
        host.root("c").make();
        assertEquals(List.of(), host.pauses);
    }

    @Test
    void aMirrorThatIsReadyByTheSecondTryIsUsed() throws IOException {
        beMidSync();
        host.whenPausing = () -> {
            try {
                host.publishIndex();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        host.root("c").make();
        assertEquals(1, host.pauses.size());
    }

    @Test
    void aMirrorThatStaysInconsistentIsToldWithBothHashesAndAWayOut() throws IOException {
        String found = Checksum.of(host.index(".xz")).sha256();
        beMidSync();
        String message = failure("c");
        assertEquals(2, host.pauses.size());
        assertTrue(message.contains("found SHA256 " + found), message);
        assertTrue(message.contains("expected SHA256 "), message);
        assertTrue(message.contains("--suite: stable, forky or sid"), message);
        assertFalse(message.contains("\n"));
        assertFalse(Files.exists(host.tree()));
    }

    @Test
    void theLastIndexThatHeldTogetherIsUsedAndSaidSo() throws IOException {
        host.root("a").make();
        beMidSync();
        Report report = host.root("b").make();
        assertEquals("1", Files.readString(host.tree().resolve("g")));
        assertTrue(report.notices()
                .getFirst()
                .startsWith("using the trixie index of 2026-05-30T09:00:00Z from the cache"));
    }

    @Test
    void withoutTheMirrorTheCacheServesToo() throws IOException {
        host.root("a", "b").make();
        Files.move(host.mirror.resolve("dists"), directory.resolve("dists"));
        Files.createDirectories(host.release());
        Path second = directory.resolve("second");
        Report report = DebianRoot.into(second)
                .packages("a")
                .cache(directory.resolve("cache"))
                .host(directory.resolve("apt"), host.environment, () -> TestHost.NOW, duration -> {})
                .make();
        assertTrue(report.notices().getFirst().contains("from the cache"));
        assertEquals("1", Files.readString(second.resolve("f")));
    }

    @Test
    void aCachedIndexIsNotTrustedMoreThanItsSignature() throws IOException {
        host.root("a").make();
        beMidSync();
        host.gpgv("BADSIG 1 Mallory");
        assertTrue(failure("b").contains("bad signature"));
    }

    @Test
    void aBadOrForeignOrMissingSignatureIsRefused() throws IOException {
        host.gpgv("GOODSIG 1 Debian", "VALIDSIG 1", "BADSIG 2 Mallory");
        assertTrue(failure("a").contains("InRelease has a bad signature"));
        host.gpgv("ERRSIG 3", "NO_PUBKEY 3");
        assertTrue(failure("a").contains("InRelease has no signature by a key of"));
        host.gpgv("EXPKEYSIG 1 Debian", "VALIDSIG 1");
        assertTrue(failure("a").contains("InRelease has no signature by a key of"));
        assertFalse(Files.exists(host.tree()));
    }

    @Test
    void oneGoodSignatureIsEnoughBesideOneByAnUnknownKey() throws IOException {
        host.gpgv("ERRSIG 3", "NO_PUBKEY 3", "GOODSIG 1 Debian", "VALIDSIG 1");
        assertEquals(List.of(), host.root("a").make().notices());
    }

    @Test
    void withoutGpgvTheUserIsTold() throws IOException {
        host.withoutGpgv();
        assertEquals(
                List.of("signature not checked: gpgv not found"),
                host.root("a").make().notices());
    }

    @Test
    void whatIsNotSignedIsNotRead() throws IOException {
        String signed = Files.readString(host.release());
        for (String forged : List.of(
                "Codename: trixie\n\n" + signed,
                signed + "Codename: trixie\n",
                signed + signed,
                signed.replace("-----BEGIN PGP SIGNED MESSAGE-----\n", ""),
                signed.replaceFirst("(?s)-----BEGIN PGP SIGNATURE.*", ""),
                signed.replace("Suite:", "\nSuite:"),
                signed.replace("Hash: SHA256", "Hash: SHA256\r\rCodename: trixie"),
                signed.replace("Hash: SHA256", "Comment: none"),
                "")) {
            TestHost.write(host.release(), forged.getBytes(StandardCharsets.UTF_8));
            assertTrue(failure("a").contains("InRelease of trixie is not one"), forged);
        }
    }

    @Test
    void anExpiredIndexIsRefusedUnlessTheHostAcceptsIt() throws IOException {
        host.validUntil("Sun, 31 May 2026 00:00:00 UTC").publish();
        assertTrue(failure("a").contains("InRelease of trixie expired on 2026-05-31T00:00:00Z"));
        TestHost.write(
                directory.resolve("apt/apt.conf.d/99x"),
                "Acquire::Check-Valid-Until \"false\";".getBytes(StandardCharsets.UTF_8));
        host.root("a").make();
    }

    @Test
    void aSuiteOrAnArchitectureThatIsNotThereIsNamed() {
        String suite = TestHost.refusal(() -> host.root("a").suite("potato").make());
        assertTrue(suite.startsWith("no suite 'potato' on file:"), suite);
        String architecture =
                TestHost.refusal(() -> host.root("a").architecture("vax").make());
        assertTrue(architecture.startsWith("suite trixie has no vax packages, only all riscv64"), architecture);
        assertEquals(List.of(), host.pauses);
    }

    @Test
    void aSuiteServedUnderAnothersNameIsRefused() throws IOException {
        Path wrong = host.mirror.resolve("dists/forky/InRelease");
        TestHost.write(wrong, Files.readAllBytes(host.release()));
        String message = TestHost.refusal(() -> host.root("a").suite("forky").make());
        assertTrue(message.contains("for suite forky, got 'trixie' (stable)"), message);
    }
}
