package org.lkernel.cli.caller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of the terminal on standard input as `stty(1)` writes them: all of them, whereas JLine forgets the
/// speed.
record TerminalSettings(String text) {
    /// Every key comes at once and as it is, and output goes out as it is.
    private static final List<String> RAW = List.of(
            "-icanon", "-echo", "-isig", "-iexten", "-ixon", "-icrnl", "-inlcr", "-igncr", "-brkint", "-istrip",
            "-opost", "min", "1", "time", "0");

    /// The settings as they are, or null where there is no `stty`.
    static @Nullable TerminalSettings read() {
        String text = stty(List.of("-g"));
        return text == null || text.isEmpty() ? null : new TerminalSettings(text);
    }

    void restore() {
        stty(List.of(text));
    }

    static void raw() {
        stty(RAW);
    }

    /// What it printed, or null when it did not work.
    private static @Nullable String stty(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("stty"));
        words.addAll(arguments);
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? text : null;
        } catch (IOException missing) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
