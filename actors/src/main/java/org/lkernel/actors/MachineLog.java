package org.lkernel.actors;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// A machine's log: the last lines kept for `dmesg`, and each line passed on to SLF4J with where and when it
/// was said.
final class MachineLog {
    /// The logger above those of the subsystems, which all machines share.
    static final String LOGGER = "lkernel";

    private static final Map<Port, Logger> LOGGERS = new ConcurrentSkipListMap<>();

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
        pass(of(line.port()).atLevel(level(line.level())), seed, line.step(), line.nanos())
                .log("{}: {}", line.port(), Escapes.controls(line.text()));
    }

    private LoggingEventBuilder pass(LoggingEventBuilder event, long seed, long step, long nanos) {
        return event.addKeyValue("machine", machine)
                .addKeyValue("seed", seed)
                .addKeyValue("step", step)
                .addKeyValue("time", nanos);
    }

    private static Logger of(Port port) {
        return LOGGERS.computeIfAbsent(port, each -> LoggerFactory.getLogger(logger(each)));
    }

    static String logger(Port port) {
        return LOGGER + "." + port;
    }

    /// Whether somebody wants to see the messages of one of these subsystems.
    static boolean isShowingMessages(List<Port> ports) {
        return ports.stream().anyMatch(port -> of(port).isDebugEnabled());
    }

    /// A message as a line of its receiver's, which `dmesg` does not keep.
    void show(Delivery delivery, long nanos, long seed) {
        pass(of(delivery.receiver()).atDebug(), seed, delivery.step(), nanos).log("{}", delivery);
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
