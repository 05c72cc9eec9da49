package org.lkernel.it.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.debian.DebianRoot;

/// The riscv64 root file system that real programs come from: made once a build, from the host's package sources.
public final class DebianRootForTests {
    private static final String[] PACKAGES = {
        "busybox-static", "bash-static", "dash", "coreutils", "bash", "grep", "sed", "gawk", "findutils"
    };
    /// Suites to try: the first is the released one, the others stand in while a mirror is half-synchronised.
    private static final List<String> SUITES = List.of("trixie", "stable", "forky");

    private static @Nullable Path made;

    private DebianRootForTests() {}

    /// The root; an exception that says why when no suite can be had.
    public static synchronized Path get() throws IOException {
        Path root = made == null ? make(Path.of("target", "debian").toAbsolutePath()) : made;
        made = root;
        return root;
    }

    private static Path make(Path directory) throws IOException {
        IOException last = new IOException("no suite was tried");
        for (String suite : SUITES) {
            try {
                Path root = directory.resolve(suite);
                Files.createDirectories(root);
                DebianRoot.into(root).suite(suite).packages(PACKAGES).make();
                return root;
            } catch (IOException unavailable) {
                last = unavailable;
            }
        }
        throw last;
    }
}
