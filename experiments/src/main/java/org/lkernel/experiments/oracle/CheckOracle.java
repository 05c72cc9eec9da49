package org.lkernel.experiments.oracle;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.kernel.Bytes;

/// A command of the host's shell that judges what the program wrote: it finds that on its standard input, and
/// the exit status in `$STATUS`, and fails the schedule by failing. Equal output is judged once.
public final class CheckOracle implements Oracle {
    private static final long PATIENCE_SECONDS = 30;
    private static final int REMEMBERED = 10_000;

    private final String command;
    private final Map<Bytes, Integer> judged = new ConcurrentHashMap<>();

    public CheckOracle(String command) {
        this.command = command;
    }

    @Override
    public @Nullable Failure judge(Outcome outcome, Computer computer) {
        int verdict = verdict(computer);
        return verdict == 0 ? null : new Failure("check", String.valueOf(verdict), "the check fails: " + command);
    }

    /// Whether the command has nothing to object to.
    public boolean passes(Computer computer) {
        return verdict(computer) == 0;
    }

    private int verdict(Computer computer) {
        String status =
                computer.status().isPresent() ? String.valueOf(computer.status().getAsInt()) : "";
        byte[] output = computer.console().output();
        Bytes key = Bytes.utf8(status + "\n").concat(Bytes.copyOf(output));
        if (judged.size() > REMEMBERED) {
            judged.clear();
        }
        return judged.computeIfAbsent(key, _ -> run(status, output));
    }

    private int run(String status, byte[] output) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("STATUS", status);
            Process process = builder.start();
            feed(process, output);
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IllegalStateException("the check does not end: " + command);
        } catch (IOException cause) {
            throw new IllegalStateException("the check cannot be run: " + cause.getMessage(), cause);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", end);
        }
    }

    private static void feed(Process process, byte[] output) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(output);
        } catch (IOException closed) {
            // It has read as much as it wanted.
            return;
        }
    }
}
