package org.lkernel.experiments.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.ProgramOracle;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;
import org.lkernel.experiments.schedule.Words;

/// Workers that do not come back, and workers that die.
@Timeout(60)
class CrewTest {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final long NEVER = Long.MAX_VALUE;
    private static final Round ROUND =
            new Round(new Pilot(100, 10, new TreeMap<>()), Words.NONE, Limits.after(1000, 1_000_000));

    private final AtomicBoolean looping = new AtomicBoolean(true);

    private static Plan plan(Strategy strategy, int jobs) {
        Target target = new Target(
                null, List.of(), new TreeMap<>(), "/", 1, 1L << 28, 0, true, List.of("/bin/lab-lost-update-fixed"));
        return new Plan(target, strategy, "test", 0, 1000, null, jobs, 0, null);
    }

    private static Crew crew(Plan plan) {
        return new Crew(plan, List.of(new ProgramOracle(0, List.of())), PATIENCE);
    }

    /// A choice that is not made before somebody allows it, once, in the schedule of that number.
    private Strategy loopingAt(long looper) {
        return (number, seed, pilot) -> candidates -> {
            while (number == looper && looping.get()) {
                Thread.onSpinWait();
            }
            return candidates.usual();
        };
    }

    private static List<Long> numbers(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }

    @Test
    void aScheduleThatDoesNotComeBackIsAFailureOfTheKernelAndAnotherWorkerTakesOver() throws Exception {
        try (Crew crew = crew(plan(loopingAt(3), 1))) {
            SortedMap<Long, Played> played = crew.play(1, 9, ROUND, NEVER);
            assertEquals(numbers(1, 9), List.copyOf(played.keySet()));
            for (Played one : played.values()) {
                Failure failure = one.result().failure();
                if (one.result().number() == 3) {
                    assertNotNull(failure);
                    assertEquals("kernel_crash/loop", failure.signature());
                } else {
                    assertNull(failure);
                }
            }
        }
    }

    @Test
    void whatALostWorkerSaysLaterIsNoAnswerInAnotherRound() throws Exception {
        try (Crew crew = crew(plan(loopingAt(3), 1))) {
            crew.play(1, 9, ROUND, NEVER);
            looping.set(false);
            for (long from = 9; from < 60; from += 3) {
                assertEquals(
                        numbers(from, from + 3),
                        List.copyOf(crew.play(from, from + 3, ROUND, NEVER).keySet()));
            }
        }
    }

    @Test
    void whatIsNotOverInTimeLeavesNoGapAndIsPlayedAgainLater() throws Exception {
        try (Crew crew = crew(plan(loopingAt(5), 2))) {
            long soon = System.nanoTime() + PATIENCE.toNanos() / 3;
            SortedMap<Long, Played> some = crew.play(1, 9, ROUND, soon);
            assertEquals(numbers(1, some.size() + 1L), List.copyOf(some.keySet()));
            looping.set(false);
            long next = some.size() + 1L;
            assertEquals(
                    numbers(next, 20),
                    List.copyOf(crew.play(next, 20, ROUND, NEVER).keySet()));
        }
    }

    @Test
    void whatAWorkerDiesOfEndsTheCampaign() throws Exception {
        Strategy broken = (number, seed, pilot) -> {
            throw new IllegalStateException("broken");
        };
        try (Crew crew = crew(plan(broken, 1))) {
            assertThrows(IllegalStateException.class, () -> crew.play(1, 3, ROUND, NEVER));
        }
    }

    @Test
    void aLoopBecomesACaseThatLoopsAgain() throws Exception {
        Strategy strategy =
                (number, seed, pilot) -> number == 2 ? loopingAt(2).begin(number, seed, pilot) : Chooser.FIFO;
        Plan plan = plan(strategy, 1);
        Plan short1 = new Plan(plan.target(), strategy, "test", 0, 4, null, 1, 0, null);
        Summary summary = new Campaign(short1, Campaign.inMemory(), (done, failures, total) -> {}, PATIENCE).run();
        assertEquals(4, summary.schedules());
        Finding finding = summary.findings().getFirst();
        assertEquals("kernel_crash/loop", finding.failure().signature());
        assertNotNull(finding.reduced());
        looping.set(false);
    }
}
