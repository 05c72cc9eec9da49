package org.lkernel.kernel.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;

/// Random births, programs, signals, waits and deaths, delivered in random orders, against what must hold of all
/// of them.
final class RandomLivesTest {
    private static final long THREAD =
            CloneSpec.VM | CloneSpec.FS | CloneSpec.FILES | CloneSpec.SIGHAND | CloneSpec.THREAD;
    private static final int ACTIONS = 60;

    private final Random random = new Random();
    private World world = new World(0);
    /// The wait statuses a process may end with, by what was done to it.
    private final TreeMap<Integer, TreeSet<Integer>> possible = new TreeMap<>();
    private final TreeSet<Integer> waiting = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void nobodyIsLostAndNothingIsLeftBehind(int block) {
        for (int seed = block * 100; seed < block * 100 + 100; seed++) {
            try {
                live(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private void live(int seed) {
        random.setSeed(seed);
        world = new World(seed);
        possible.clear();
        waiting.clear();
        for (int action = 0; action < ACTIONS; action++) {
            act();
            for (int letters = random.nextInt(12); letters > 0; letters--) {
                world.step();
            }
            check();
        }
        end();
    }

    private void act() {
        List<World.Thread> idle = world.threads.values().stream()
                .filter(thread -> thread.inFlight == null)
                .toList();
        if (idle.isEmpty()) {
            return;
        }
        World.Thread thread = idle.get(random.nextInt(idle.size()));
        TasksState state = world.state();
        int process = state.task(thread.id).process;
        boolean first = process == 1;
        int code = random.nextInt(256);
        switch (random.nextInt(14)) {
            case 0, 1 ->
                world.trap(thread, (call, context) -> new ProcessCall.Clone(call, Signal.CHLD, 0, 0, 0, 0, context));
            case 2 ->
                world.trap(
                        thread,
                        (call, context) -> new ProcessCall.Clone(
                                call, Signal.CHLD | CloneSpec.VM | CloneSpec.VFORK, 0, 0, 0, 0, context));
            case 3, 4 ->
                world.trap(
                        thread,
                        (call, context) -> new ProcessCall.Clone(
                                call,
                                THREAD | CloneSpec.PARENT_SETTID | CloneSpec.CHILD_CLEARTID,
                                0x5000,
                                0x6000,
                                0x7000,
                                0x6000,
                                context));
            case 5 ->
                world.trap(
                        thread,
                        (call, context) -> new ProcessCall.Execute(
                                call, Bytes.latin1("/init"), List.of(Bytes.latin1("init")), List.of()));
            case 6 -> {
                if (!first) {
                    if (thread.id == process) {
                        mayEnd(process, code << 8);
                    } else {
                        mayEnd(process, 0);
                    }
                    world.trap(thread, (call, context) -> new ProcessCall.Exit(call, code));
                }
            }
            case 7 -> {
                if (!first) {
                    mayEnd(process, code << 8);
                    world.trap(thread, (call, context) -> new ProcessCall.ExitGroup(call, code));
                }
            }
            case 8, 9 ->
                world.trap(
                        thread,
                        (call, context) -> new ProcessCall.Wait4(
                                call, -1, 0, Wanted.ALL | (random.nextBoolean() ? Wanted.NO_HANG : 0), 0));
            case 10 -> kill(thread, Signal.KILL);
            case 11 -> kill(thread, Signal.STOP);
            case 12 -> kill(thread, Signal.CONT);
            default -> world.trap(thread, (call, context) -> new TimeCall.Sleep(call, new TasksCall.Timespec(1, 0), 0));
        }
    }

    private void kill(World.Thread by, int signal) {
        List<Integer> others =
                world.state().processes.keySet().stream().filter(id -> id != 1).toList();
        if (!others.isEmpty()) {
            int target = others.get(random.nextInt(others.size()));
            if (signal == Signal.KILL) {
                mayEnd(target, signal);
            }
            world.trap(by, (call, context) -> new SignalCall.Kill(call, target, signal));
        }
    }

    private void mayEnd(int process, int status) {
        possible.computeIfAbsent(process, id -> new TreeSet<>()).add(status);
    }

    /// What holds after every delivery.
    private void check() {
        TasksState state = world.state();
        for (TaskGroup process : state.processes.values()) {
            assertTrue(process.id == 1 || state.processes.containsKey(process.parent), "parent of " + process.id);
            assertTrue(process.id == 1 || state.process(process.parent).children.contains(process.id));
            assertTrue(state.tasks.containsKey(process.id), "first task of " + process.id);
            assertTrue(process.tasks.stream().allMatch(id -> state.task(id).process == process.id));
            if (process.zombie) {
                TreeSet<Integer> statuses = possible.get(process.id);
                assertNotNull(statuses, process.id + " ended by itself");
                assertTrue(
                        statuses.contains(process.status),
                        process.id + " ended with " + process.status + " not " + statuses);
            }
        }
        for (Task task : state.tasks.values()) {
            if (task.phase instanceof Phase.Parked(var call, Waiting.Vfork(int child))) {
                Task awaited = state.tasks.get(child);
                assertTrue(
                        awaited != null && awaited.vforkParent == task.id,
                        task.id + " waits for a child that will not come");
            }
        }
        int users = state.spaces.values().stream().mapToInt(Integer::intValue).sum();
        long owners = state.tasks.values().stream()
                .filter(task -> task.space != 0
                        && !(task.phase instanceof Phase.Leaving)
                        && !(task.phase instanceof Phase.Dead))
                .count();
        assertTrue(users >= owners && users <= owners + state.tasks.size(), "spaces have users");
    }

    /// The first process lets everybody go, kills them, and waits for all: nothing but itself may be left.
    private void end() {
        world.settle();
        for (int id : List.copyOf(world.state().processes.keySet())) {
            if (id != 1) {
                mayEnd(id, Signal.KILL);
                world.act(outbox -> SignalPost.toProcess(
                        new Turn(world.state(), outbox, org.lkernel.kernel.syscall.Tracer.NONE),
                        world.state().process(id),
                        org.lkernel.kernel.signal.SignalInfo.kernel(Signal.KILL)));
            }
        }
        world.settle();
        check();
        while (!world.alarms.isEmpty()) {
            world.ring();
        }
        int waiter = world.threads.values().stream()
                .filter(thread -> thread.inFlight == null)
                .mapToInt(thread -> thread.id)
                .findFirst()
                .orElse(0);
        if (waiter == 0) {
            assertTrue(world.threads.values().stream().allMatch(thread -> thread.parked), "all that is left waits");
            return;
        }
        Long answer;
        do {
            answer = world.ask(waiter, (call, context) -> new ProcessCall.Wait4(call, -1, 0, Wanted.ALL, 0));
        } while (answer != null && answer > 0);
        assertEquals((long) -Errno.ECHILD.number(), answer);
        TasksState state = world.state();
        assertEquals(List.of(1), List.copyOf(state.processes.keySet()));
        assertEquals(1, state.actions.size());
        assertEquals(1, state.spaces.size());
        assertEquals(
                state.spaces.keySet().stream().toList(), world.spaces.stream().toList());
        assertTrue(state.alarms.isEmpty(), "alarms are left");
        assertNull(state.ended());
    }
}
