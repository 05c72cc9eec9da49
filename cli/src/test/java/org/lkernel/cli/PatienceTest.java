package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.actors.Machine;
import org.lkernel.cli.caller.ThisProcess;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// A machine whose handler loops ends with its process: in time by itself, and at once when it is told to.
@Timeout(60)
final class PatienceTest {
    /// What happens in the process that is looked at.
    static final class Main {
        private Main() {}

        public static void main(String[] limit) {
            Patience patience = new Patience(new ThisProcess());
            PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            Machine machine = Machine.builder()
                    .add(new Looping())
                    .replayLine("lkernel run -- looping")
                    .guard(Duration.ofMillis(Long.parseLong(limit[0])), stuck -> patience.end(error, stuck, () -> {}))
                    .build();
            Signals.register("TERM", () -> patience.await(machine, Session.TERMINATED));
            machine.inject(Port.FILES, new Loop());
            System.out.println("ready");
            machine.run();
        }
    }

    sealed interface Work extends Message {}

    record Loop() implements Work {}

    static final class Nothing implements State<Nothing> {
        @Override
        public Nothing copy() {
            return this;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }
    }

    static final class Looping implements Subsystem<Work, Nothing> {
        @Override
        public Port port() {
            return Port.FILES;
        }

        @Override
        public Class<Work> understands() {
            return Work.class;
        }

        @Override
        public Nothing state() {
            return new Nothing();
        }

        @Override
        public void load(Nothing state) {
            // There is nothing to remember.
        }

        @Override
        @SuppressWarnings("InfiniteLoopStatement") // that is what it is for
        public void receive(Port sender, Work message, Outbox outbox) {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    private static Process start(long limitMillis) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        Long.toString(limitMillis)))
                .start();
    }

    @Test
    void aHandlerThatLoopsEndsTheCommandWithItsMessageAndItsStack() throws Exception {
        Process process = start(200);
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(Session.FAILED, process.waitFor(), said);
        List.of("lkernel: files", "Loop[]", "Looping.receive", "replay: lkernel run -- looping")
                .forEach(part -> assertTrue(said.contains(part), part + " is not in " + said));
    }

    @Test
    void aRequestToTerminateEndsItThoughTheHandlerLoops() throws Exception {
        Process process = start(3_600_000);
        assertEquals("ready", process.inputReader().readLine());
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it is deaf to SIGTERM");
        assertEquals(Session.TERMINATED, process.waitFor());
    }
}
