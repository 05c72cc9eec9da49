package org.lkernel.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.lkernel.snapshots.file.Progress;

/// How far long work has come: a line on a terminal that goes when the work is done. Nothing is drawn before there is
/// something to tell, nor for little, nor where nobody looks.
public final class Bar implements Progress, AutoCloseable {
    private static final int COLUMNS = 79;
    private static final long MEBIBYTE = 1 << 20;
    private static final long LITTLE = 16 * MEBIBYTE;
    private static final int UNKNOWN = -1;

    private final String task;
    private final boolean visible;
    private @Nullable ProgressBar drawn;
    private long done;

    /// @param visible whether a line may be drawn: on a terminal
    public Bar(String task, boolean visible) {
        this.task = task;
        this.visible = visible;
    }

    @Override
    public void at(long doneBytes, long totalBytes) {
        if (visible && totalBytes > LITTLE) {
            begun(totalBytes).stepTo(doneBytes);
        }
    }

    /// So many bytes more are done, of nobody knows how many.
    public void step(long bytes) {
        done += bytes;
        if (visible && done > LITTLE) {
            begun(UNKNOWN).stepTo(done);
        }
    }

    private ProgressBar begun(long total) {
        if (drawn == null) {
            drawn = ProgressBar.builder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" MiB", MEBIBYTE)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                    .build();
        }
        return drawn;
    }

    @Override
    public void close() {
        if (drawn != null) {
            drawn.close();
        }
    }
}
