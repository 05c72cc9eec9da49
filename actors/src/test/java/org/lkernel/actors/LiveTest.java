package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.actors.journal.MemoryChannel;
import org.lkernel.actors.toy.Alarm;
import org.lkernel.actors.toy.Player;
import org.lkernel.actors.toy.Walker;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;

/// In live mode time and input come from the host when they please, and the journal knows when that was.
@Timeout(60)
class LiveTest {
    /// A host whose time passes by a step every time somebody looks.
    private static MachineBuilder ticking(long nanosPerLook) {
        long[] now = {1_000_000_000_000L};
        return Machine.builder()
                .mode(Mode.LIVE)
                .hostTime(() -> now[0] += nanosPerLook)
                .add(new Alarm());
    }

    private static Alarm alarm(Machine machine) {
        return (Alarm) machine.subsystems().getFirst();
    }

    @Test
    void theMachineWaitsForItsDeadline() {
        try (Machine machine = ticking(1_000).build()) {
            machine.inject(Port.CLOCK, new Clock.Arm(1, 300_000, new Clock.Noted()));
            Alarm alarm = alarm(machine);
            assertEquals(
                    Stop.CONDITION, machine.run(() -> !alarm.state().times().isEmpty(), 1_000));
            assertTrue(alarm.state().times().getFirst() >= 300_000, "no alarm rings early");
        }
    }

    @Test
    void timeIsToldAtMostEveryFiftyMicroseconds() {
        try (Machine machine = ticking(10_000)
                .add(new Player(Port.MEMORY))
                .add(new Player(Port.FILES))
                .watch((_, _, receiver, message) -> Assertions.assertNotNull(receiver, message::toString))
                .build()) {
            machine.inject(Port.MEMORY, new Player.Serve(Port.FILES, 10_000));
            long[] told = {0};
            Alarm alarm = alarm(machine);
            long[] last = {0};
            machine.run(
                    () -> {
                        long now = alarm.nowNanos();
                        assertTrue(
                                now == last[0] || last[0] == 0 || now - last[0] >= 50_000,
                                "told after " + (now - last[0]));
                        told[0] += now == last[0] ? 0 : 1;
                        last[0] = now;
                        return false;
                    },
                    10_000);
            assertTrue(told[0] > 50, "time passes while there is work: told " + told[0] + " times");
        }
    }

    @Test
    void aWaitingMachineIsWokenByAnOffer() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Machine machine = Machine.builder()
                        .mode(Mode.LIVE)
                        .add(new Player(Port.MEMORY))
                        .add(new Player(Port.FILES))
                        .build()) {
            CountDownLatch running = new CountDownLatch(1);
            Future<Boolean> console = threads.submit(() -> {
                running.await();
                return machine.offer(Port.MEMORY, new Player.Serve(Port.FILES, 10));
            });
            Stop stop = machine.run(
                    () -> {
                        running.countDown();
                        return machine.steps() >= 12;
                    },
                    Long.MAX_VALUE);
            assertEquals(Stop.CONDITION, stop);
            assertTrue(console.get());
        }
    }

    @Test
    void aWaitingMachineIsStoppedByARequest() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Machine machine = Machine.builder()
                        .mode(Mode.LIVE)
                        .add(new Player(Port.MEMORY))
                        .build()) {
            Future<?> control = threads.submit(machine::requestStop);
            assertEquals(Stop.REQUESTED, machine.run());
            control.get();
        }
    }

    @Test
    void aBusyMachineIsStoppedByARequestAndGoesOnAfterwards() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Machine machine = Machine.builder()
                        .add(new Player(Port.MEMORY))
                        .add(new Player(Port.FILES))
                        .build()) {
            machine.inject(Port.MEMORY, new Player.Serve(Port.FILES, Long.MAX_VALUE));
            Future<?> control = threads.submit(machine::requestStop);
            assertEquals(Stop.REQUESTED, machine.run());
            control.get();
            assertEquals(Stop.STEPS, machine.run(10));
        }
    }

    @Test
    void aLiveSessionReplays() throws Exception {
        MemoryChannel channel = new MemoryChannel();
        String digest;
        long steps;
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Machine machine = session(Machine.builder().mode(Mode.LIVE).seed(3))
                    .journal(channel, "", List.of())
                    .build();
            CountDownLatch running = new CountDownLatch(1);
            Future<?> console = threads.submit(() -> {
                running.await();
                for (int line = 0; line < 200; line++) {
                    assertTrue(machine.offer(Port.MEMORY, new Player.Serve(Port.FILES, 40)));
                    assertTrue(machine.offer(Port.hart(0), new Walker.Go(500, 3)));
                }
                return null;
            });
            machine.run(
                    () -> {
                        running.countDown();
                        return machine.steps() > 10_000;
                    },
                    Long.MAX_VALUE);
            console.get();
            digest = machine.fullDigest();
            steps = machine.steps();
            machine.close();
        }
        try (Machine replay = session(Machine.builder().replay(new JournalReader(channel, false)))
                .build()) {
            assertEquals(Stop.REPLAYED, replay.run());
            assertEquals(steps, replay.steps());
            assertEquals(digest, replay.fullDigest());
            assertFalse(replay.offer(Port.MEMORY, new Player.Serve(Port.FILES, 1)), "the past takes no input");
        }
    }

    private static MachineBuilder session(MachineBuilder builder) {
        return builder.add(new Alarm())
                .add(new Player(Port.MEMORY))
                .add(new Player(Port.FILES))
                .add(new Walker(Port.hart(0), Port.hart(1)))
                .add(new Walker(Port.hart(1), Port.hart(0)));
    }

    @Test
    void timeGoesOnWhereAnImageLeftIt() {
        try (Machine machine = ticking(20_000_000).build()) {
            machine.inject(Port.CLOCK, new Clock.Arm(1, Duration.ofSeconds(1).toNanos(), new Clock.Noted()));
            Alarm alarm = alarm(machine);
            machine.run(() -> !alarm.state().times().isEmpty(), 1_000);
            MachineImage image = machine.save();
            try (Machine other = ticking(1_000).build()) {
                other.load(image);
                long before = alarm(other).nowNanos();
                other.inject(Port.CLOCK, new Clock.Arm(2, before + 200_000, new Clock.Noted()));
                other.run(() -> alarm(other).state().times().size() == 2, 1_000);
                long rang = alarm(other).state().times().getLast();
                assertTrue(rang >= before + 200_000 && rang < before + 2_000_000, "rang " + (rang - before) + " later");
            }
        }
    }
}
