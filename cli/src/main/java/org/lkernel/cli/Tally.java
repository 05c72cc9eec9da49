package org.lkernel.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.campaign.Campaign;

/// How far a campaign has come: a line on a terminal, with rate, failures and time left.
final class Tally implements Campaign.Watching, AutoCloseable {
    private static final int COLUMNS = 79;

    private final boolean visible;
    private @Nullable ProgressBar drawn;

    /// @param visible whether a line may be drawn: on a terminal
    Tally(boolean visible) {
        this.visible = visible;
    }

    @Override
    public void at(long done, long failures, long total) {
        if (!visible) {
            return;
        }
        ProgressBar bar = drawn;
        if (bar == null) {
            bar = ProgressBar.builder()
                    .setTaskName("schedules")
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                    .build();
            drawn = bar;
        }
        bar.stepTo(done);
        bar.setExtraMessage(" %d failures".formatted(failures));
    }

    @Override
    public void close() {
        if (drawn != null) {
            drawn.close();
        }
    }
}
