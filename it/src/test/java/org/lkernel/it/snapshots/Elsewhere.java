package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lkernel.it.differential.Corpus;
import org.lkernel.it.machine.Guest;

/// A program of its own that puts machines back and runs them to their end: what a fresh JVM is given to do.
///
/// Its arguments are, for each job, file, program and the bytes of standard input that are left; it prints a line
/// for each: whether saving the machine again gave the same bytes, and the digest at its end.
final class Elsewhere {
    private static final int JOBS_PER_JVM = 5;

    /// A machine in a file, and the digest it must end with.
    record Job(Path file, String program, int seed, String digest, int inputLeft) {}

    private Elsewhere() {}

    static void check(List<Job> jobs) throws IOException, InterruptedException {
        for (int from = 0; from < jobs.size(); from += JOBS_PER_JVM) {
            List<Job> batch = jobs.subList(from, Math.min(jobs.size(), from + JOBS_PER_JVM));
            List<String> expected =
                    batch.stream().map(job -> "same " + job.digest()).toList();
            assertEquals(expected, inFreshJvm(batch), batch.toString());
        }
    }

    private static List<String> inFreshJvm(List<Job> batch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Dkryo.unsafe=false",
                "-cp",
                System.getProperty("java.class.path"),
                Elsewhere.class.getName()));
        for (Job job : batch) {
            command.addAll(List.of(
                    job.file().toString(),
                    job.program(),
                    String.valueOf(1 + job.seed() % 2),
                    String.valueOf(job.inputLeft())));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }

    public static void main(String[] arguments) throws IOException {
        for (int at = 0; at < arguments.length; at += 4) {
            System.out.println(run(
                    Path.of(arguments[at]),
                    arguments[at + 1],
                    Integer.parseInt(arguments[at + 2]),
                    Integer.parseInt(arguments[at + 3])));
        }
    }

    private static String run(Path file, String program, int harts, int inputLeft) throws IOException {
        Corpus corpus = Corpus.read();
        try (Guest guest =
                corpus.setupWithInputLeft(program, inputLeft).harts(harts).boot("/bin/true")) {
            Saved.load(guest, file);
            Path again = file.resolveSibling(file.getFileName() + "-again");
            Saved.save(guest, again);
            boolean same = Files.mismatch(file, again) < 0;
            guest.machine().run();
            return (same ? "same " : "other ") + guest.machine().fullDigest();
        }
    }
}
