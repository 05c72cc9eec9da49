package org.lkernel.kernel.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.FixedChoices;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;

/// The scheduler, driven with messages in every order that harts and owners of calls can produce.
final class SchedulerSubsystemTest {
    private static final Context CONTEXT = new Context(0x1000, new long[32], new long[32], 0);

    private final Sent sent = new Sent();

    private static Scheduler.Create create(int task) {
        return new Scheduler.Create(task, task, CONTEXT, null, 0, -1, 0);
    }

    private SchedulerSubsystem oneHart() {
        SchedulerSubsystem scheduler = new SchedulerSubsystem(1, true, new FairPolicy(), FixedChoices.first());
        scheduler.receive(Port.hart(0), new Scheduler.Vacated(0), sent);
        return scheduler;
    }

    private Hart.Run run() {
        List<Sent.Letter> letters = sent.take();
        return letters.stream()
                .map(Sent.Letter::message)
                .filter(Hart.Run.class::isInstance)
                .map(Hart.Run.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPolicyOfOnesOwnSeesTasksAndTakesOne() {
        Policy lastComeFirstServed = (_, ready, _) -> StreamSupport.stream(ready.spliterator(), false)
                .max(Comparator.comparingInt(ReadyTask::task))
                .orElseThrow();
        SchedulerSubsystem scheduler = new SchedulerSubsystem(1, true, lastComeFirstServed, FixedChoices.first());
        for (int task = 1; task <= 9; task++) {
            scheduler.receive(Port.TASKS, create(task), sent);
        }
        scheduler.receive(Port.hart(0), new Scheduler.Vacated(0), sent);
        assertEquals(9, run().task());
    }

    @Test
    void aPolicyThatTakesATaskThatIsNotReadyIsRefused() {
        Policy stubborn = (_, _, _) -> new ReadyTask(7, 0, 0, 0, 0);
        SchedulerSubsystem scheduler = new SchedulerSubsystem(1, true, stubborn, FixedChoices.first());
        scheduler.receive(Port.TASKS, create(1), sent);
        assertThrows(
                IllegalStateException.class, () -> scheduler.receive(Port.hart(0), new Scheduler.Vacated(0), sent));
    }

    @Test
    void whoBindsAnotherToOtherHartsWaitsUntilItHasLeftItsOwn() {
        SchedulerSubsystem scheduler = new SchedulerSubsystem(2, true, new FairPolicy(), FixedChoices.first());
        scheduler.receive(Port.TASKS, create(1), sent);
        scheduler.receive(Port.TASKS, create(2), sent);
        scheduler.receive(Port.hart(0), new Scheduler.Vacated(0), sent);
        scheduler.receive(Port.hart(1), new Scheduler.Vacated(0), sent);
        Call call = new Call(1, 1, 0, 64, 0);
        sent.take();
        Bytes first = Bytes.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
        scheduler.receive(Port.hart(0), new SchedulerCall.SetAffinity(call, 2, 8, first), sent);
        assertEquals(List.of(new Hart.Parked(call)), sent.to(Port.hart(0)));
        sent.take();
        scheduler.receive(Port.TASKS, new Scheduler.Interrupt(1, false), sent);
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(call, Port.SCHEDULER, CONTEXT, null, 0, 10), sent);
        assertEquals(List.of(), sent.to(Port.hart(1)));
        sent.take();
        scheduler.receive(Port.hart(1), new Scheduler.Preempted(2, 2, CONTEXT, 0, 20, 0), sent);
        List<String> runs = sent.take().stream()
                .filter(letter -> letter.message() instanceof Hart.Run)
                .map(letter -> ((Hart.Run) letter.message()).task() + " on "
                        + letter.receiver().hartIndex())
                .toList();
        assertTrue(runs.contains("1 on 0") || runs.contains("1 on 1"), runs::toString);
        assertFalse(runs.contains("2 on 1"), runs::toString);
    }

    @Test
    void anAnswerThatOvertakesTheHartsOwnWordIsNotLost() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.TASKS, create(1), sent);
        run();
        Call call = new Call(1, 1, 0, 64, 0);
        scheduler.receive(Port.FILES, new Scheduler.Wake(call, Completion.value(7)), sent);
        assertEquals(List.of(), sent.take());
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(call, Port.FILES, CONTEXT, null, 0, 10), sent);
        assertEquals(Completion.value(7), run().completion());
    }

    @Test
    void attentionThatCrossesABlockBecomesACancel() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.TASKS, create(1), sent);
        run();
        scheduler.receive(Port.TASKS, new Scheduler.Interrupt(1, false), sent);
        assertEquals(List.of(new Hart.Attention(1)), sent.to(Port.hart(0)));
        sent.take();
        Call call = new Call(1, 1, 0, 64, 0);
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(call, Port.FILES, CONTEXT, null, 0, 10), sent);
        assertEquals(List.of(new Files.Cancel(call, false)), sent.to(Port.FILES));
    }

    @Test
    void attentionThatWasActedOnCancelsNothing() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.TASKS, create(1), sent);
        run();
        scheduler.receive(Port.TASKS, new Scheduler.Interrupt(1, false), sent);
        sent.take();
        Call call = new Call(1, 1, 0, 64, 0);
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(call, Port.FILES, CONTEXT, null, 1, 10), sent);
        assertEquals(List.of(), sent.to(Port.FILES));
        scheduler.receive(Port.FILES, new Scheduler.Wake(call, Completion.value(0)), sent);
        assertFalse(run().attention());
    }

    @Test
    void noBudgetRunsPastADeadline() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.CLOCK, new Scheduler.DeadlineIs(1_234), sent);
        scheduler.receive(Port.TASKS, create(1), sent);
        assertEquals(1_234, run().budget());
    }

    @Test
    void aSleeperGetsNoArrears() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.TASKS, create(1), sent);
        scheduler.receive(Port.TASKS, create(2), sent);
        Call call = new Call(1, 1, 0, 64, 0);
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(call, Port.FILES, CONTEXT, null, 0, 10), sent);
        long now = 10;
        for (int slice = 0; slice < 100; slice++) {
            now += 100_000;
            scheduler.receive(Port.hart(0), new Scheduler.Preempted(2, 2, CONTEXT, 0, now, 0), sent);
        }
        scheduler.receive(Port.FILES, new Scheduler.Wake(call, Completion.value(0)), sent);
        int first = 0;
        for (int slice = 0; slice < 20; slice++) {
            sent.take();
            now += 100_000;
            int running = scheduler.state().seats.get(0).task();
            scheduler.receive(Port.hart(0), new Scheduler.Preempted(running, running, CONTEXT, 0, now, 0), sent);
            first += running == 1 ? 1 : 0;
        }
        assertTrue(first >= 8 && first <= 12, "the sleeper ran " + first + " of 20 slices");
    }

    /// Harts, owners and tasks behave at random, but as they may: everything that is started is finished.
    @RepeatedTest(200)
    void noTaskIsLostOrRunsTwice(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        new RandomWorld(seed).play(400);
    }

    /// Two harts and a few tasks, with messages of different senders overtaking one another.
    private static final class RandomWorld {
        private final Random random;
        private final Sent sent = new Sent();
        private final SchedulerSubsystem scheduler;
        private final TreeMap<Integer, Hart.Run> onHart = new TreeMap<>();
        private final TreeSet<Integer> alive = new TreeSet<>();
        private final List<Call> parked = new ArrayList<>();
        /// `Blocked` messages under way while their answer may overtake them.
        private final TreeMap<Integer, Scheduler.Blocked> leaving = new TreeMap<>();
        private int tasks;
        private long serial;
        private long now;

        RandomWorld(long seed) {
            random = new Random(seed);
            scheduler = new SchedulerSubsystem(2, true, new FairPolicy(), FixedChoices.seeded(seed));
            deliver(Port.hart(0), new Scheduler.Vacated(0));
            deliver(Port.hart(1), new Scheduler.Vacated(0));
        }

        void play(int moves) {
            for (int move = 0; move < moves; move++) {
                move();
            }
            for (int drain = 0; drain < 10_000 && !(parked.isEmpty() && leaving.isEmpty()); drain++) {
                finish();
            }
            assertTrue(parked.isEmpty() && leaving.isEmpty(), "every parked call was answered");
            long ready = scheduler.state().slots.values().stream()
                    .filter(slot -> slot.phase() instanceof SchedulerState.Ready)
                    .count();
            assertEquals(alive.size(), onHart.size() + ready, "every task runs or is ready");
            assertTrue(onHart.size() == 2 || ready == 0, "no hart is idle while a task is ready");
        }

        private void move() {
            now += random.nextInt(1000);
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (alive.size() < 6) {
                        alive.add(++tasks);
                        deliver(Port.TASKS, create(tasks));
                    }
                }
                case 1 -> block();
                case 2 -> preempt();
                case 3 -> exit();
                default -> finish();
            }
        }

        private void block() {
            if (!onHart.isEmpty()) {
                int hart = onHart.firstKey();
                Hart.Run run = onHart.remove(hart);
                Call call = new Call(run.task(), run.space(), hart, ++serial, now);
                leaving.put(hart, new Scheduler.Blocked(call, Port.FILES, CONTEXT, null, 0, now));
                parked.add(call);
            }
        }

        private void preempt() {
            if (!onHart.isEmpty()) {
                int hart = onHart.lastKey();
                Hart.Run run = onHart.remove(hart);
                deliver(Port.hart(hart), new Scheduler.Preempted(run.task(), run.space(), CONTEXT, 0, now, 0));
            }
        }

        private void exit() {
            if (!onHart.isEmpty()) {
                int hart = onHart.firstKey();
                Hart.Run run = onHart.remove(hart);
                alive.remove(run.task());
                boolean removeFirst = random.nextBoolean();
                if (removeFirst) {
                    deliver(Port.TASKS, new Scheduler.Remove(run.task(), now, 0));
                }
                deliver(Port.hart(hart), new Scheduler.Vacated(now));
                if (!removeFirst) {
                    deliver(Port.TASKS, new Scheduler.Remove(run.task(), now, 0));
                }
            }
        }

        private void finish() {
            if (!leaving.isEmpty() && random.nextBoolean()) {
                int hart = leaving.firstKey();
                deliver(Port.hart(hart), leaving.remove(hart));
            } else if (!parked.isEmpty()) {
                Call call = parked.remove(random.nextInt(parked.size()));
                deliver(Port.FILES, new Scheduler.Wake(call, Completion.value(call.serial())));
            }
        }

        private void deliver(Port from, Message message) {
            scheduler.receive(from, (Scheduler) message, sent);
            for (Sent.Letter letter : sent.take()) {
                if (letter.message() instanceof Hart.Run run) {
                    int hart = letter.receiver().hartIndex();
                    assertFalse(onHart.containsKey(hart) || leaving.containsKey(hart), "hart " + hart + " is vacant");
                    assertTrue(onHart.values().stream().noneMatch(other -> other.task() == run.task()), "runs once");
                    assertTrue(alive.contains(run.task()), "is alive");
                    onHart.put(hart, run);
                }
            }
        }
    }

    @Test
    void aTaskOnAHartThatIsSaidToWaitAndOneThatIsInNoQueueAreSeen() {
        SchedulerSubsystem scheduler = oneHart();
        scheduler.receive(Port.TASKS, create(1), sent);
        scheduler.receive(Port.TASKS, create(2), sent);
        SchedulerState state = scheduler.state().copy();
        assertNull(state.flaw(true));
        SchedulerState.Seat seat = state.seats.get(0);
        state.seats = state.seats.with(0, seat.queueing(org.pcollections.TreePMap.empty()));
        assertNull(state.flaw(false));
        assertEquals("task 2 is ready and in no queue", state.flaw(true));
        state.seats = state.seats.with(0, seat.occupied(2, 0));
        assertTrue(String.valueOf(state.flaw(false)).startsWith("task 2 is on hart 0 and is Ready"));
    }
}
