package org.lkernel.actors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// A file that every line of every machine's log goes to, beside what the console shows.
public final class LogFile implements AutoCloseable {
    private final Logger logger;
    private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

    /// Lines of this level and above are appended to the file.
    public LogFile(Path file, org.slf4j.event.Level level) {
        logger = (Logger) LoggerFactory.getLogger(MachineLog.LOGGER);
        LoggerContext context = logger.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%date{ISO8601} %-5level %msg [%kvp{NONE}]%n");
        encoder.start();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        logger.setLevel(Level.convertAnSLF4JLevel(level));
        logger.addAppender(appender);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        appender.stop();
    }
}
