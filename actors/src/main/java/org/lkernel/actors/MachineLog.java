package org.lkernel.actors;

import java.util.ArrayDeque;
import java.util.List;
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
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    /// The lines as an image shares them, until the next line is added.
    private @Nullable List<LogLine> shared;

    MachineLog(String machine, int longest) {
        this.machine = machine;
        this.longest = longest;
    }

    void add(LogLine line, long seed) {
        if (lines.size() == longest) {
            lines.removeFirst();
        }
        lines.addLast(line);
        shared = null;
        LoggingEventBuilder event = LINES.atLevel(level(line.level()));
        event.addKeyValue("machine", machine)
                .addKeyValue("seed", seed)
                .addKeyValue("step", line.step())
                .addKeyValue("time", line.nanos())
                .log("{}: {}", line.port(), line.text());
    }

    List<LogLine> lines() {
        List<LogLine> current = shared;
        if (current == null) {
            current = List.copyOf(lines);
            shared = current;
        }
        return current;
    }

    void load(List<LogLine> saved) {
        lines.clear();
        lines.addAll(saved.subList(Math.max(0, saved.size() - longest), saved.size()));
        shared = null;
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
