package org.lkernel.actors;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Logged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// A machine's log: the last lines kept for `dmesg`, and each line passed on to SLF4J with where and when it was
/// said.
final class MachineLog {
    /// The name of the logger all machines share.
    static final String LOGGER = "lkernel";

    private static final Logger LINES = LoggerFactory.getLogger(LOGGER);

    private final String machine;
    private final int longest;
    /// The lines as images and forks share them; null when one was added since.
    private @Nullable List<LogLine> shared = List.of();
    /// The lines as they are added to; null while they are still those shared.
    private @Nullable ArrayDeque<LogLine> lines;

    MachineLog(String machine, int longest) {
        this.machine = machine;
        this.longest = longest;
    }

    void add(LogLine line, long seed) {
        ArrayDeque<LogLine> own = own();
        if (own.size() == longest) {
            own.removeFirst();
        }
        own.addLast(line);
        LoggingEventBuilder event = LINES.atLevel(level(line.level()));
        event.addKeyValue("machine", machine)
                .addKeyValue("seed", seed)
                .addKeyValue("step", line.step())
                .addKeyValue("time", line.nanos())
                .log("{}: {}", line.port(), line.text());
    }

    private ArrayDeque<LogLine> own() {
        ArrayDeque<LogLine> own = lines;
        if (own == null) {
            own = new ArrayDeque<>(lines());
            lines = own;
        }
        shared = null;
        return own;
    }

    List<LogLine> lines() {
        List<LogLine> current = shared;
        if (current == null) {
            current = List.copyOf(Objects.requireNonNull(lines));
            shared = current;
        }
        return current;
    }

    void load(List<LogLine> saved) {
        shared = saved.size() <= longest ? saved : List.copyOf(saved.subList(saved.size() - longest, saved.size()));
        lines = null;
    }

    private static Level level(Logged.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
