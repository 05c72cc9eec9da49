package org.lkernel.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far the comparison of files has come, on a terminal; nothing is drawn before there is something to read.
final class FileCheck implements AutoCloseable {
    private static final int COLUMNS = 79;
    private static final long MEBIBYTE = 1 << 20;

    private final boolean visible;
    private @Nullable ProgressBar bar;

    private FileCheck(boolean visible) {
        this.visible = visible;
    }

    static FileCheck begin(boolean visible) {
        return new FileCheck(visible);
    }

    void read(long bytes) {
        if (!visible) {
            return;
        }
        if (bar == null) {
            bar = ProgressBar.builder()
                    .setTaskName("comparing files")
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" MiB", MEBIBYTE)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                    .build();
        }
        bar.stepBy(bytes);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
