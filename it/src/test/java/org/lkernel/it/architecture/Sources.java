package org.lkernel.it.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The source files of the checkout these tests run in.
final class Sources {

    static final Path ROOT = root();

    private static final List<String> MODULES =
            List.of("kernel", "actors", "drivers", "snapshots", "cli", "it", "userland");

    private Sources() {}

    static Stream<Path> main() {
        return java().filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"));
    }

    static Stream<Path> java() {
        return all().filter(named(".*\\.java"));
    }

    /// Every file that a person wrote: neither built nor binary.
    static Stream<Path> all() {
        return MODULES.stream()
                .flatMap(module -> below(ROOT.resolve(module)))
                .filter(named(".*\\.(java|c|h|S|sh|md|xml|yaml)|Makefile|check"))
                .filter(Files::isRegularFile);
    }

    static Predicate<Path> named(String regex) {
        return file -> String.valueOf(file.getFileName()).matches(regex);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> !ROOT.relativize(file).toString().matches(".*\\btarget\\b.*"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("kernel/src"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests run outside a checkout");
    }
}
