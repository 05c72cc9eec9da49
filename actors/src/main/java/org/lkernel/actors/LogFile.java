package org.lkernel.actors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.lkernel.kernel.Port;
import org.slf4j.LoggerFactory;

/// Where the lines of every machine's log go, beside what the console shows: a file, or any stream.
///
/// Every subsystem has a logger of its own, so that each can have its level. At level DEBUG it also tells of
/// every message it is sent; a machine that was built before does not.
public final class LogFile implements AutoCloseable {
    private static final String PATTERN = "%-5level %msg [%kvp{NONE}]%n";

    private final Logger all = (Logger) LoggerFactory.getLogger(MachineLog.LOGGER);
    private final Map<Port, org.slf4j.event.Level> levels;
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    /// Lines of this level and above are appended to the file.
    public LogFile(Path file, org.slf4j.event.Level level) throws IOException {
        this(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                "%date{ISO8601} " + PATTERN,
                level,
                Map.of());
    }

    /// Lines go to a stream, which is closed at the end.
    ///
    /// @param level of every subsystem that has none of its own in `levels`
    public static LogFile to(
            OutputStream stream, org.slf4j.event.Level level, Map<Port, org.slf4j.event.Level> levels) {
        return new LogFile(stream, PATTERN, level, levels);
    }

    private LogFile(
            OutputStream stream, String pattern, org.slf4j.event.Level level, Map<Port, org.slf4j.event.Level> levels) {
        this.levels = Map.copyOf(levels);
        LoggerContext context = all.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(stream);
        appender.start();
        all.setLevel(Level.convertAnSLF4JLevel(level));
        all.addAppender(appender);
        levels.forEach((port, own) -> logger(port).setLevel(Level.convertAnSLF4JLevel(own)));
    }

    private static Logger logger(Port port) {
        return (Logger) LoggerFactory.getLogger(MachineLog.logger(port));
    }

    @Override
    public void close() {
        all.detachAppender(appender);
        all.setLevel(null);
        levels.keySet().forEach(port -> logger(port).setLevel(null));
        appender.stop();
    }
}
