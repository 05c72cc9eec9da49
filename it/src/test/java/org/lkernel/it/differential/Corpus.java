package org.lkernel.it.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lkernel.drivers.hostfiles.DirectoryExport;
import org.lkernel.it.machine.Guest;

/// The programs of `it/differential` on their root file system, for whoever wants to run real ones.
public final class Corpus {
    static final Path HERE = Path.of("differential").toAbsolutePath();

    private final List<Case> cases;
    private final Path root;

    private Corpus(List<Case> cases, Path root) {
        this.cases = cases;
        this.root = root;
    }

    public static Corpus read() throws IOException {
        return new Corpus(Case.read(HERE.resolve("cases")), DebianRootForTests.get());
    }

    List<Case> cases() {
        return cases;
    }

    public List<String> names() {
        return cases.stream().map(Case::name).toList();
    }

    public String name(int index) {
        return cases.get(index).name();
    }

    private Case named(String name) {
        return cases.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public String[] words(String name) {
        return named(name).words().toArray(String[]::new);
    }

    public Guest.Setup setup(String name) throws IOException {
        return setup(input(name));
    }

    /// With the last so many bytes of its standard input: the others were read before.
    public Guest.Setup setupWithInputLeft(String name, int left) throws IOException {
        byte[] all = input(name);
        return setup(Arrays.copyOfRange(all, all.length - left, all.length));
    }

    private Guest.Setup setup(byte[] input) throws IOException {
        return Guest.setup()
                .root(new DirectoryExport(root.toRealPath()))
                .volume(new DirectoryExport(HERE.resolve("scripts").toRealPath()), "/mnt")
                .input(input);
    }

    private byte[] input(String name) throws IOException {
        String file = named(name).input();
        return file.isEmpty()
                ? new byte[0]
                : Files.readAllBytes(HERE.resolve("scripts").resolve(file));
    }
}
