package org.lkernel.cli.debian;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A bar on the terminal, wiped off when its step is done.
record TerminalProgress(PrintStream terminal) implements Progress {

    private static final int COLUMNS = 79;
    private static final long MEBIBYTE = 1 << 20;

    @Override
    public Step begin(String label, long total) {
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName(label)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS));
        if (total > MEBIBYTE) {
            builder.setUnit(" MiB", MEBIBYTE);
        }
        ProgressBar bar = builder.build();
        return new Step() {
            @Override
            public void advance(long amount) {
                bar.stepBy(amount);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
