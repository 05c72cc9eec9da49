package org.lkernel.cli.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The few files and links that a Debian system has from maintainer scripts, put where nothing is yet.
record Furnishing(RootTree tree) {

    private static final int READABLE = 0644;

    /// A directory and its mode.
    private record Directory(String name, int mode) {}

    /// A file, where packages keep the text it begins with, and the text it has without them.
    private record Text(String name, String master, String otherwise) {}

    /// A link and what it may lead to, the best first; all beside it, so that no root is needed to follow it.
    private record Choice(String name, List<String> targets) {}

    private static final List<Directory> DIRECTORIES = List.of(
            new Directory("dev", 0755),
            new Directory("etc", 0755),
            new Directory("home", 0755),
            new Directory("proc", 0755),
            new Directory("root", 0700),
            new Directory("run", 0755),
            new Directory("sys", 0755),
            new Directory("tmp", 01777),
            new Directory("var/log", 0755),
            new Directory("var/tmp", 01777));

    private static final List<Text> TEXTS = List.of(
            new Text("etc/passwd", "usr/share/base-passwd/passwd.master", """
                    root:x:0:0:root:/root:/bin/sh
                    daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
                    nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                    """),
            new Text("etc/group", "usr/share/base-passwd/group.master", """
                    root:x:0:
                    daemon:x:1:
                    tty:x:5:
                    nogroup:x:65534:
                    """),
            new Text("etc/hosts", "", "127.0.0.1\tlocalhost lkernel\n::1\tlocalhost\n"),
            new Text("etc/hostname", "", "lkernel\n"),
            new Text("etc/nsswitch.conf", "usr/share/libc-bin/nsswitch.conf", """
                    passwd:    files
                    group:     files
                    hosts:     files dns
                    protocols: files
                    services:  files
                    """),
            new Text("etc/ld.so.conf", "", "include /etc/ld.so.conf.d/*.conf\n"),
            new Text("etc/shells", "", "/bin/sh\n"),
            new Text("etc/profile", "usr/share/base-files/profile", ""),
            new Text("etc/motd", "usr/share/base-files/motd", ""),
            new Text("etc/inputrc", "usr/share/readline/inputrc", ""),
            new Text("root/.profile", "usr/share/base-files/dot.profile", ""),
            new Text("root/.bashrc", "usr/share/base-files/dot.bashrc", ""));

    private static final List<Choice> CHOICES = List.of(
            new Choice("usr/bin/sh", List.of("dash", "bash", "busybox", "bash-static")),
            new Choice("usr/bin/awk", List.of("gawk", "mawk", "original-awk")),
            new Choice("usr/bin/nawk", List.of("gawk", "mawk", "original-awk")),
            new Choice("usr/bin/vi", List.of("vim.basic", "vim.tiny", "nvi")),
            new Choice("usr/bin/vim", List.of("vim.basic")),
            new Choice("usr/bin/editor", List.of("vim.basic", "vim.tiny", "nvi", "nano")),
            new Choice("usr/bin/pager", List.of("less", "more")),
            new Choice("usr/bin/which", List.of("which.debianutils")),
            new Choice("usr/bin/nc", List.of("nc.openbsd", "nc.traditional")),
            new Choice("usr/bin/lua", List.of("lua5.4", "lua5.3", "lua5.1")),
            new Choice("usr/bin/cc", List.of("gcc", "clang", "tcc")),
            new Choice("usr/bin/c99", List.of("c99-gcc")),
            new Choice("usr/bin/c++", List.of("g++", "clang++")),
            new Choice("etc/localtime", List.of("../usr/share/zoneinfo/Etc/UTC")));

    void supply() throws IOException {
        for (Directory directory : DIRECTORIES) {
            if (tree.find(directory.name()).isEmpty()) {
                tree.attributes(tree.directory(directory.name()).path(), directory.mode(), Instant.EPOCH);
            }
        }
        for (Text text : TEXTS) {
            supply(text);
        }
        for (Choice choice : CHOICES) {
            supply(choice);
        }
        supplyCertificates();
    }

    private void supply(Text text) throws IOException {
        Optional<byte[]> master = text.master().isEmpty() ? Optional.empty() : tree.read(text.master());
        byte[] otherwise = text.otherwise().getBytes(StandardCharsets.UTF_8);
        byte[] content = master.orElse(otherwise);
        if (content.length > 0) {
            supply(text.name(), content, otherwise);
        }
    }

    /// Also where the file still is what an earlier run, with fewer packages, had to put there.
    private void supply(String name, byte[] content, byte[] earlier) throws IOException {
        RootTree.Place place = tree.place(name);
        boolean provisional = place.isFile() && Arrays.equals(Files.readAllBytes(place.path()), earlier);
        if (!place.exists() || (provisional && !Arrays.equals(content, earlier))) {
            tree.file(place, content, READABLE, Instant.EPOCH);
        }
    }

    private void supply(Choice choice) throws IOException {
        String directory = choice.name().substring(0, choice.name().lastIndexOf('/') + 1);
        for (String target : choice.targets()) {
            if (tree.find(directory + target).isPresent()) {
                choose(tree.place(choice.name()), target, choice.targets());
                return;
            }
        }
    }

    /// A link to a lesser choice gives way: it was the best when it was made.
    private void choose(RootTree.Place place, String target, List<String> choices) throws IOException {
        boolean lesser = Files.isSymbolicLink(place.path())
                && choices.indexOf(Files.readSymbolicLink(place.path()).toString()) > choices.indexOf(target);
        if (!place.exists() || lesser) {
            tree.symbolicLink(place, target, Instant.EPOCH);
        }
    }

    /// The bundle that TLS libraries read, as update-ca-certificates(8) would make it of all that is trusted by
    /// default.
    private void supplyCertificates() throws IOException {
        Optional<RootTree.Place> directory =
                tree.find("usr/share/ca-certificates/mozilla").filter(RootTree.Place::isDirectory);
        if (directory.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        try (Stream<Path> entries = Files.list(directory.get().path())) {
            for (Path certificate : entries.filter(entry -> entry.toString().endsWith(".crt"))
                    .sorted()
                    .toList()) {
                bundle.write(tree.read(directory.get().name() + "/" + certificate.getFileName())
                        .orElse(new byte[0]));
            }
        }
        supply("etc/ssl/certs/ca-certificates.crt", bundle.toByteArray(), new byte[0]);
    }
}
