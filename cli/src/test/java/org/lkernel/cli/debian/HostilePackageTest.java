package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostilePackageTest {

    private static final String ORIGINAL = "the host's own";

    @TempDir
    Path directory;

    private TestHost host;
    private Path outside;

    @BeforeEach
    void aHostWithSomethingToLose() throws IOException {
        host = new TestHost(directory);
        outside = directory.resolve("outside");
        TestHost.write(outside.resolve("file"), ORIGINAL.getBytes(StandardCharsets.UTF_8));
    }

    private Report make(Deb deb) throws IOException {
        host.add("evil", "1", deb).publish();
        return host.root("evil").make();
    }

    private void refused(String why, Deb deb) throws IOException {
        host.add("evil", "1", deb).publish();
        String message = TestHost.refusal(() -> host.root("evil").make());
        assertTrue(message.contains(why), message);
        nothingLeftTheTree();
    }

    private void nothingLeftTheTree() throws IOException {
        assertEquals(ORIGINAL, Files.readString(outside.resolve("file")));
        try (var entries = Files.list(outside)) {
            assertEquals(List.of(outside.resolve("file")), entries.toList());
        }
    }

    @Test
    void absoluteNamesAndNamesThatClimbAreRefused() throws IOException {
        refused("is an absolute name", new Deb().file(outside + "/new", "x"));
        host.forgetPackages();
        refused("contains '..'", new Deb().file("./usr/../../outside/new", "x"));
        host.forgetPackages();
        refused("contains '..'", new Deb().directory("../outside/new/", 0755));
        host.forgetPackages();
        refused("control characters", new Deb().file("usr/a\nb", "x"));
    }

    @Test
    void aFileThroughAnAbsoluteLinkStaysInside() throws IOException {
        make(new Deb()
                .symbolicLink("out", outside.toString())
                .file("out/new", "x")
                .file("out/file", "y"));
        nothingLeftTheTree();
        assertEquals("x", Files.readString(Path.of(host.tree() + outside.toString(), "new")));
    }

    @Test
    void aFileThroughAClimbingLinkStaysInside() throws IOException {
        make(new Deb()
                .symbolicLink("a", "../../../../../../../..")
                .symbolicLink("b", "a/../outside")
                .file("b/new", "x"));
        nothingLeftTheTree();
        assertEquals("x", Files.readString(host.tree().resolve("outside/new")));
    }

    @Test
    void aFileInThePlaceOfALinkReplacesTheLink() throws IOException {
        make(new Deb().symbolicLink("f", outside.resolve("file").toString()).file("f", "x"));
        nothingLeftTheTree();
        assertTrue(Files.isRegularFile(host.tree().resolve("f")));
    }

    @Test
    void aDirectoryEntryDoesNotReachThroughALink() throws IOException {
        make(new Deb().symbolicLink("d", outside.toString()).directory("d/sub/", 0700));
        nothingLeftTheTree();
    }

    @Test
    void hardLinksOutOfTheTreeAreRefused() throws IOException {
        refused(
                "is an absolute name",
                new Deb().hardLink("h", outside.resolve("file").toString()));
        host.forgetPackages();
        refused("contains '..'", new Deb().hardLink("h", "../outside/file"));
        host.forgetPackages();
        refused(
                "which is no file",
                new Deb().symbolicLink("l", outside.resolve("file").toString()).hardLink("h", "l"));
    }

    @Test
    void linksInACircleEnd() throws IOException {
        refused(
                "too many symbolic links",
                new Deb().symbolicLink("a", "b").symbolicLink("b", "a").file("a/x", "x"));
    }

    @Test
    void theRecordsOfTheTreeCannotBeChangedOrMoved() throws IOException {
        refused("would change the records", new Deb().file("var/lib/lkernel/packages/other", "x"));
        host.forgetPackages();
        refused("is a directory with files", new Deb().symbolicLink("var/lib", outside.toString()));
        host.forgetPackages();
        refused(
                "would change the records",
                new Deb().symbolicLink("v", "var/lib").file("v/lkernel/root", "x"));
    }

    @Test
    void furnishingDoesNotFollowLinksOutOfTheTree() throws IOException {
        make(new Deb()
                .symbolicLink("etc", outside.toString())
                .symbolicLink("usr/share/base-passwd", outside.toString())
                .symbolicLink("root", outside.toString()));
        nothingLeftTheTree();
    }

    @Test
    void deviceNodesAreSkippedAndCounted() throws IOException {
        Report report = make(new Deb().device("dev/null").device("dev/zero").file("ok", "x"));
        assertEquals(2, report.skipped());
        assertFalse(Files.exists(host.tree().resolve("dev/null")));
        assertEquals("x", Files.readString(host.tree().resolve("ok")));
    }

    @Test
    void aSmallPackageThatUnpacksToAHugeOneIsStopped() throws IOException {
        String big = "0".repeat(1 << 20);
        Deb bomb = new Deb();
        for (int i = 0; i < 40; i++) {
            bomb.file("f" + i, big);
        }
        refused("is larger than the", bomb);
    }

    @Test
    void anIndexThatUnpacksToMoreThanItSaysIsStopped() throws IOException {
        host.add("a", "1", new Deb()).publish();
        byte[] text = Files.readAllBytes(host.index(""));
        TestHost.write(host.index(""), new byte[] {text[0]});
        host.publishRelease();
        String message = TestHost.refusal(() -> host.root("a").make());
        assertTrue(message.contains("the package index is larger than"), message);
    }

    @Test
    void whatIsNoPackageIsRefused() throws IOException {
        byte[] data = Deb.xz(new byte[1024]);
        byte[] format = "2.0\n".getBytes(StandardCharsets.US_ASCII);
        byte[] old = "0.93\n".getBytes(StandardCharsets.US_ASCII);
        host.add("old", "1", Deb.archive("debian-binary", old, "data.tar.xz", data));
        host.add("odd", "1", Deb.archive("debian-binary", format, "data.tar.zz", data));
        host.add("empty", "1", Deb.archive("debian-binary", format, "control.tar.xz", data));
        host.add("noise", "1", "no archive at all".getBytes(StandardCharsets.US_ASCII));
        host.publish();
        for (String name : List.of("old", "odd", "empty", "noise")) {
            assertThrows(IOException.class, () -> host.root(name).make(), name);
            assertFalse(Files.exists(host.tree().resolve("var/lib/lkernel/packages/" + name)), name);
        }
    }

    @Test
    void aNameInTheIndexIsNeverPartOfAPath() throws IOException {
        host.add("../evil", "1", new Deb()).publish();
        String message = TestHost.refusal(() -> host.root("a").make());
        assertTrue(message.contains("the package index is malformed"), message);
    }
}
