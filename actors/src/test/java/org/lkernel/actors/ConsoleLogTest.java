package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ConsoleLogTest {
    @Test
    void theConsoleShowsWarningsAndNothingLess() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, new ConsoleLog().configure(context));
        Logger logger = context.getLogger("one");
        logger.setLevel(Level.TRACE);
        assertEquals("lkernel: WARN: shown [who=me]%n".formatted(), written(() -> {
            logger.info("not shown");
            logger.atWarn().addKeyValue("who", "me").log("shown");
        }));
    }

    @Test
    void itIsFoundAfterTheConfigurationOfWhoeverEmbedsAMachine() {
        assertTrue(ServiceLoader.load(Configurator.class).stream().anyMatch(one -> one.type() == ConsoleLog.class));
        int rank = ConsoleLog.class.getAnnotation(ConfiguratorRank.class).value();
        assertTrue(rank < ConfiguratorRank.NOMINAL && rank > ConfiguratorRank.FALLBACK, () -> "rank " + rank);
    }

    private static String written(Runnable logging) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            logging.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
