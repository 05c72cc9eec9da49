package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.actors.toy.Looper;
import org.lkernel.actors.toy.Rigs;
import org.lkernel.kernel.Port;

/// A handler that does not come back is told of, by another thread; whatever else takes long is not.
@Timeout(60)
class GuardTest {
    private static final Duration LIMIT = Duration.ofMillis(100);

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Stuck> told = new AtomicReference<>();

    private MachineBuilder loopers(Port port) {
        return Machine.builder()
                .seed(5)
                .replayLine("lkernel run --seed 5 -- looper")
                .answers(List.of(Looper.Slow.class))
                .topology((choices, input) -> List.of(new Looper(port, () -> released.getCount() == 0, input)))
                .guard(LIMIT, stuck -> {
                    told.set(stuck);
                    released.countDown();
                });
    }

    @Test
    void aHandlerThatLoopsIsToldOfWithItsMessageItsStackAndHowToRepeatIt() {
        try (Machine machine = loopers(Port.FILES).build()) {
            machine.inject(Port.FILES, new Looper.Loop(41));
            machine.inject(Port.FILES, new Looper.Loop(42));
            assertEquals(Stop.QUIET, machine.run(), "once it is let go the machine goes on");
            assertEquals(2, machine.steps());
        }
        Stuck stuck = told.get();
        assertNotNull(stuck);
        assertEquals(1, stuck.step());
        assertEquals(Port.FILES, stuck.port());
        assertTrue(
                stuck.stack().stream().anyMatch(frame -> frame.getMethodName().equals("loop")), stuck::report);
        List.of("files", "100 ms", "step 1", "seed 5", "Loop[number=41]", "Looper.loop", stuck.replayLine())
                .forEach(part -> assertTrue(stuck.report().contains(part), part + " is not in " + stuck.report()));
    }

    @Test
    void aHandlerThatWaitsForTheHostIsNotToldOf() {
        try (Machine machine =
                loopers(Port.FILES).backend(Port.FILES, GuardTest::answerLate).build()) {
            machine.inject(Port.FILES, new Looper.Ask(1));
            machine.run();
        }
        assertNull(told.get());
    }

    private static Looper.Slow answerLate(Object question) {
        pause(LIMIT.toMillis() * 4);
        return (Looper.Slow) question;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSliceOfAHartIsNotToldOf() {
        try (Machine machine = loopers(Port.hart(0)).build()) {
            Thread.ofPlatform().start(() -> {
                pause(LIMIT.toMillis() * 4);
                released.countDown();
            });
            machine.inject(Port.hart(0), new Looper.Loop(1));
            machine.run();
        }
        assertNull(told.get());
    }

    @Test
    void aMachineThatIsBusyForLongWithShortHandlersOrStandsStillIsNotToldOf() {
        try (Machine machine = Rigs.diceWithHost(3).guard(LIMIT, told::set).build()) {
            long end = System.nanoTime() + LIMIT.toNanos() * 4;
            while (System.nanoTime() < end) {
                Rigs.throwAll(machine, 100);
                machine.run();
            }
            pause(LIMIT.toMillis() * 3);
            assertEquals(-1, machine.stepUnderWay());
        }
        assertNull(told.get());
    }
}
