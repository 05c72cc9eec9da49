package org.lkernel.cli.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lkernel.cli.bench.Subject.Clock;

/// Makes one measurement after the other.
///
/// @param seconds that a measurement shall take
record Sampler(double seconds) {
    private static final Pattern EACH = Pattern.compile("(\\d+) ns each");
    private static final long MOST = 1L << 24;
    /// A process that takes longer than that has failed.
    private static final int PATIENCE_SECONDS = 120;

    /// A process that did not do what it should: the last line it printed says why.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /// How often it is done in this much time.
    long amount(Contender contender, Subject subject) throws IOException, InterruptedException, Failure {
        if (subject.group().clock != Clock.GUEST) {
            return Math.max(1, subject.first());
        } else if (!subject.isCounted()) {
            return Math.max(1, Math.round(seconds));
        }
        double each = sample(contender, subject, subject.first());
        return Math.clamp((long) (seconds * 1e9 / Math.max(1, each)), subject.first(), MOST);
    }

    /// Nanoseconds that each took.
    double sample(Contender contender, Subject subject, long amount) throws IOException, InterruptedException, Failure {
        List<String> command = contender.command(subject, amount);
        if (command == null) {
            throw new IllegalArgumentException(contender.name() + " does not do " + subject.name());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                .redirectErrorStream(true);
        long before = System.nanoTime();
        Process process = builder.start();
        Thread watchdog = Thread.ofPlatform().daemon().start(() -> watch(process));
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            long after = System.nanoTime();
            return nanos(subject, text, status, after - before);
        } finally {
            watchdog.interrupt();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static double nanos(Subject subject, String text, int status, long whole) throws Failure {
        if (subject.group().clock == Clock.HOST) {
            if (status != 0) {
                throw new Failure(last(text, status));
            }
            return whole;
        }
        Matcher found = EACH.matcher(text);
        if (!found.find()) {
            throw new Failure(last(text, status));
        }
        return Double.parseDouble(found.group(1));
    }

    private static String last(String text, int status) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((_, line) -> line)
                .orElse("status " + status);
    }

    private static void watch(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
