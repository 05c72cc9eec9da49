package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianRootTest {

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeEach
    void aHost() throws IOException {
        host = new TestHost(directory);
    }

    private Path at(String name) {
        return host.tree().resolve(name);
    }

    private String failure(String... names) {
        return TestHost.refusal(() -> host.root(names).make());
    }

    private void publishTools() throws IOException {
        host.add(
                "tool",
                "1",
                new Deb()
                        .directory("./", 0755)
                        .directory("./usr/bin/", 0755)
                        .file("./usr/bin/tool", "program", 04755)
                        .hardLink("./usr/bin/again", "./usr/bin/tool")
                        .symbolicLink("./usr/bin/link", "tool")
                        .file("./bin/merged", "m", 0755)
                        .directory("./opt/", 01777),
                "Depends: lib (>= 1)");
        host.add("lib", "1.2", new Deb().file("./lib/lib.so", "library"));
        host.add("extra", "1", new Deb().file("./usr/bin/extra", "e"));
        host.publish();
    }

    @Test
    void filesLinksModesAndTimesAreThoseOfThePackage() throws IOException {
        publishTools();
        Report report = host.root("tool").make();
        assertEquals(2, report.count(Report.Action.UNPACKED));
        assertEquals("program", Files.readString(at("usr/bin/tool")));
        assertEquals(04755, (int) Files.getAttribute(at("usr/bin/tool"), "unix:mode") & 07777);
        assertEquals(01777, (int) Files.getAttribute(at("opt"), "unix:mode") & 07777);
        assertTrue(Files.isSameFile(at("usr/bin/tool"), at("usr/bin/again")));
        assertEquals(Path.of("tool"), Files.readSymbolicLink(at("usr/bin/link")));
        for (String name : List.of("usr/bin/tool", "usr/bin/link", "opt")) {
            assertEquals(
                    Instant.ofEpochSecond(Deb.MODIFIED_SECONDS),
                    Files.getLastModifiedTime(at(name), LinkOption.NOFOLLOW_LINKS)
                            .toInstant());
        }
    }

    @Test
    void theTreeHasMergedUsr() throws IOException {
        publishTools();
        host.root("tool").make();
        for (String name : List.of("bin", "sbin", "lib")) {
            assertEquals(Path.of("usr", name), Files.readSymbolicLink(at(name)));
        }
        assertEquals("m", Files.readString(at("usr/bin/merged")));
        assertEquals("library", Files.readString(at("usr/lib/lib.so")));
    }

    @Test
    void againIsNothingAndNeedsNoMirror() throws IOException {
        publishTools();
        host.root("tool").make();
        List<String> before = listing();
        Files.move(host.mirror, directory.resolve("gone"));
        Report report = host.root("tool").make();
        assertEquals(0, report.count(Report.Action.UNPACKED));
        assertEquals(2, report.count(Report.Action.KEPT));
        assertEquals(before, listing());
    }

    @Test
    void furtherPackagesAreAddedAndPresentOnesLeftAlone() throws IOException {
        publishTools();
        host.root("tool").make();
        Files.writeString(at("usr/bin/tool"), "changed by hand");
        Report report = host.root("extra").make();
        assertEquals(
                List.of("extra", "lib", "tool"),
                report.packages().stream().map(Report.Line::name).sorted().toList());
        assertEquals(1, report.count(Report.Action.UNPACKED));
        assertEquals("e", Files.readString(at("usr/bin/extra")));
        assertEquals("changed by hand", Files.readString(at("usr/bin/tool")));
    }

    @Test
    void aNewerVersionReplacesFilesAndRemovesThoseItLost() throws IOException {
        host.add("a", "1", new Deb().file("usr/keep", "1").file("usr/lost", "1").file("lib/moved", "1"))
                .publish();
        host.root("a").make();
        host.forgetPackages()
                .add("a", "2", new Deb().file("usr/keep", "2").file("usr/lib/moved", "2"))
                .publish();
        assertEquals(1, host.root("a").refresh().make().count(Report.Action.REPLACED));
        assertEquals("2", Files.readString(at("usr/keep")));
        assertEquals("2", Files.readString(at("usr/lib/moved")));
        assertFalse(Files.exists(at("usr/lost")));
    }

    @Test
    void anUnpackingThatFailedIsDoneAgain() throws IOException {
        host.add("a", "1", new Deb().file("first", "1").file("/second", "2")).publish();
        failure("a");
        host.forgetPackages()
                .add("a", "1", new Deb().file("first", "1").file("second", "2"))
                .publish();
        host.root("a").make();
        assertEquals("2", Files.readString(at("second")));
    }

    @Test
    void aFileOfTwoPackagesIsTold() throws IOException {
        host.add("a", "1", new Deb().file("f", "a")).add("b", "1", new Deb().file("f", "b"));
        host.add("c", "1", new Deb().file("f", "c"), "Replaces: b, a").publish();
        assertEquals(
                List.of("files of a were replaced by those of b"),
                host.root("a", "b").make().notices());
        assertEquals(List.of(), host.root("c").make().notices());
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        publishTools();
        Report report = host.root("tool").dryRun().make();
        assertEquals(2, report.count(Report.Action.UNPACKED));
        assertTrue(report.downloadBytes() > 0);
        assertFalse(Files.exists(host.tree()));
    }

    @Test
    void aDirectoryOfSomethingElseIsRefused() throws IOException {
        publishTools();
        TestHost.write(at("precious"), new byte[1]);
        assertTrue(failure("tool").contains("not of this command's making"));
        Files.delete(at("precious"));
        host.root("tool").make();
    }

    @Test
    void aTreeIsOfOneSuiteUnderAllItsNames() throws IOException {
        publishTools();
        host.root("tool").make();
        copySuite("stable", "Codename: trixie");
        copySuite("forky", "Codename: forky");
        assertEquals("trixie", host.root("extra").suite("stable").make().suite());
        String message =
                TestHost.refusal(() -> host.root("extra").suite("forky").make());
        assertTrue(message.contains("is of stable/trixie for riscv64, not of forky for riscv64"), message);
    }

    private void copySuite(String name, String codename) throws IOException {
        String release = Files.readString(host.release()).replace("Codename: trixie", codename);
        TestHost.write(host.mirror.resolve("dists/" + name + "/InRelease"), release.getBytes(StandardCharsets.UTF_8));
        TestHost.write(
                host.mirror.resolve("dists/" + name + "/main/binary-riscv64/Packages.xz"),
                Files.readAllBytes(host.index(".xz")));
    }

    @Test
    void twoRunsDoNotChangeOneTreeAtOnce() throws IOException {
        publishTools();
        host.root("tool").make();
        try (FileChannel channel = FileChannel.open(at("var/lib/lkernel/lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertTrue(failure("extra").contains("another run is changing"));
        }
        host.root("extra").make();
    }

    @Test
    void aBarePackageGetsWhatMaintainerScriptsWouldHaveMade() throws IOException {
        host.add("busybox-static", "1", new Deb().file("usr/bin/busybox", "b", 0755));
        host.add("dash", "1", new Deb().file("usr/bin/dash", "d", 0755));
        host.add("base-passwd", "1", new Deb().file("usr/share/base-passwd/passwd.master", "root:master\n"))
                .publish();
        host.root("busybox-static").make();
        assertEquals(Path.of("busybox"), Files.readSymbolicLink(at("bin/sh")));
        assertTrue(Files.readString(at("etc/passwd")).startsWith("root:x:0:0:"));
        assertTrue(Stream.of("tmp", "run", "root", "etc/group", "etc/hosts", "etc/nsswitch.conf", "etc/ld.so.conf")
                .allMatch(name -> Files.exists(at(name))));
        host.root("dash", "base-passwd").make();
        assertEquals(Path.of("dash"), Files.readSymbolicLink(at("bin/sh")));
        assertEquals("root:master\n", Files.readString(at("etc/passwd")));
        Files.writeString(at("etc/passwd"), "mine\n");
        host.root("dash").refresh().make();
        assertEquals("mine\n", Files.readString(at("etc/passwd")));
    }

    @Test
    void aPackageThatIsNotWhatTheIndexSaysIsNotUnpacked() throws IOException {
        publishTools();
        TestHost.write(
                host.mirror.resolve("pool/lib_1.2_riscv64.deb"),
                new Deb().file("usr/evil", "x").bytes());
        String message = failure("tool");
        assertTrue(message.startsWith("package lib 1.2 is not on the mirror as its index says"), message);
        assertTrue(message.contains("expected SHA256") && message.contains("found SHA256"), message);
        assertFalse(Files.exists(at("usr")));
        assertTrue(parts().isEmpty());
    }

    @Test
    void aRottenDownloadIsFetchedAgain() throws IOException {
        publishTools();
        host.root("tool").make();
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        Path second = directory.resolve("second");
        DebianRoot.into(second)
                .packages("tool")
                .cache(directory.resolve("cache"))
                .host(directory.resolve("apt"), host.environment, () -> TestHost.NOW, duration -> {})
                .make();
        assertEquals("program", Files.readString(second.resolve("usr/bin/tool")));
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(host.tree())) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                lines.add(file + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
            return lines;
        }
    }
}
