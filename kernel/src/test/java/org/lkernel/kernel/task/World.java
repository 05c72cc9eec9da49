package org.lkernel.kernel.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.FixedChoices;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.syscall.Tracer;

/// Everything around `Tasks`, as far as its protocols go: peers that answer what they are asked, in any order
/// that keeps each pair's, and harts without limit, so that every task has one of its own.
final class World {
    /// A task as its hart and the scheduler see it.
    static final class Thread {
        final int id;
        int space;

        @Nullable
        Call inFlight;

        boolean parked;
        boolean attention;
        boolean fatal;

        @Nullable
        Completion early;

        Tasks.@Nullable Interruption interruption;
        Context context = CONTEXT;
        /// What its last call answered.
        @Nullable
        Long answer;

        Completion.@Nullable Returned returned;

        /// The call it waits in.
        Call call() {
            if (inFlight == null) {
                throw new AssertionError(id + " is in no call");
            }
            return inFlight;
        }

        Thread(int id, int space) {
            this.id = id;
            this.space = space;
        }
    }

    static final Context CONTEXT = new Context(0x10100, new long[32], new long[32], 0).withX(2, 0x3f_0000_0000L);

    private final Random random;
    final TasksSubsystem tasks = new TasksSubsystem(FixedChoices.first(), Tracer.NONE);
    final TreeMap<Integer, Thread> threads = new TreeMap<>();
    final TreeSet<Integer> spaces = new TreeSet<>();
    final TreeMap<Long, Long> alarms = new TreeMap<>();
    final List<String> lines = new ArrayList<>();
    /// Letters under way, by who sent them and whom to.
    private final TreeMap<String, Deque<Letter>> channels = new TreeMap<>();

    private Completion.@Nullable Replaced lastReplaced;
    private long serial;
    long now;

    private record Letter(Port from, Port to, Message message) {}

    World(long seed) {
        random = new Random(seed);
        tell(
                Port.HOST,
                new Tasks.Boot(
                        Bytes.latin1("/init"), List.of(Bytes.latin1("init")), List.of(), Bytes.latin1("/"), false));
        settle();
    }

    TasksState state() {
        return tasks.state();
    }

    Thread thread(int id) {
        Thread thread = threads.get(id);
        if (thread == null) {
            throw new AssertionError("no task " + id + " runs");
        }
        return thread;
    }

    /// The last answer that sent a task elsewhere.
    Completion.Replaced lastReplaced() {
        if (lastReplaced == null) {
            throw new AssertionError("nobody was sent anywhere");
        }
        return lastReplaced;
    }

    // ---- the mail

    void tell(Port from, Tasks message) {
        channel(from, Port.TASKS).add(new Letter(from, Port.TASKS, message));
    }

    private Deque<Letter> channel(Port from, Port to) {
        return channels.computeIfAbsent(from + ">" + to, name -> new ArrayDeque<>());
    }

    /// A call that is refused at once has changed nothing.
    private void receive(Port from, Tasks message) {
        String before = message instanceof TasksCall ? digest() : "";
        act(sent -> {
            tasks.receive(from, message, sent);
            assertNull(tasks.state().flaw(true), () -> "after " + message);
            if (message instanceof TasksCall call && sent.refused(call.call())) {
                assertEquals(before, digest(), () -> call + " was refused and changed something");
            }
        });
    }

    String digest() {
        Digest digest = new Digest();
        tasks.state().digest(digest);
        return digest.hex();
    }

    /// Lets tasks act once; what they send is under way then.
    void act(Consumer<Sent> turn) {
        Sent sent = new Sent();
        turn.accept(sent);
        for (Sent.Letter letter : sent.take()) {
            channel(Port.TASKS, letter.receiver()).add(new Letter(Port.TASKS, letter.receiver(), letter.message()));
        }
        sent.lines().forEach(line -> lines.add(line.text()));
    }

    /// Delivers one letter; false when none is under way.
    boolean step() {
        List<Deque<Letter>> ready =
                channels.values().stream().filter(queue -> !queue.isEmpty()).toList();
        if (ready.isEmpty()) {
            return false;
        }
        Letter letter = ready.get(random.nextInt(ready.size())).remove();
        if (letter.to().equals(Port.TASKS)) {
            receive(letter.from(), (Tasks) letter.message());
        } else {
            peer(letter.to(), letter.message());
        }
        return true;
    }

    /// Delivers until nothing is under way.
    void settle() {
        while (step()) {
            if (random.nextInt(8) == 0) {
                tasks.load(tasks.state().copy());
            }
        }
    }

    // ---- the peers

    private void peer(Port to, Message message) {
        switch (message) {
            case Files request -> files(request);
            case Memory request -> memory(request);
            case Scheduler request -> scheduler(request);
            case Hart answer -> hart(answer);
            case Clock.Arm arm -> alarms.put(arm.key(), arm.deadlineNanos());
            case Clock.Disarm disarm -> alarms.remove(disarm.key());
            default -> throw new AssertionError(message + " to " + to);
        }
    }

    private void files(Files request) {
        switch (request) {
            case Files.CopyTables copy -> tell(Port.FILES, new Tasks.TablesCopied(copy.call(), null));
            case Files.ReleaseTables release -> tell(Port.FILES, new Tasks.TablesReleased(release.task()));
            case Files.EnterDirectory enter -> tell(Port.FILES, new Tasks.DirectoryEntered(enter.call(), null));
            case Files.CloseOnExec close -> tell(Port.FILES, new Tasks.ClosedOnExec(close.call()));
            case Files.OpenExecutable open -> tell(Port.FILES, opened(open.call()));
            case Files.Identify identify -> {
                if (identify.call() != null) {
                    tell(Port.FILES, new Tasks.Identified(identify.call()));
                }
            }
            case Files.LimitsAre limits -> {}
            case Files.Relay relay -> hart(new Hart.Completed(relay.call(), relay.completion()));
            case Files.MaskSwapped swapped -> {}
            default -> throw new AssertionError(request);
        }
    }

    private static Tasks.ExecutableOpened opened(Call call) {
        byte[] head = new byte[128];
        Struct.store(head, 0, 8, 0x0001_0102_464c_457fL);
        Struct.store(head, 16, 2, 2);
        Struct.store(head, 18, 2, 243);
        Struct.store(head, 24, 8, 0x10100);
        Struct.store(head, 32, 8, 64);
        Struct.store(head, 54, 2, 56);
        Struct.store(head, 56, 2, 1);
        long[] load = {5L << 32 | 1, 0, 0x10000, 0, 128, 128, 4096};
        for (int word = 0; word < 7; word++) {
            Struct.store(head, 64 + 8 * word, 8, load[word]);
        }
        return new Tasks.ExecutableOpened(
                call,
                null,
                new ObjectKey(2, ObjectKey.Backing.PAGED),
                128,
                Bytes.wrap(head),
                Bytes.latin1("/init"),
                0755,
                0,
                0,
                0);
    }

    private void memory(Memory request) {
        switch (request) {
            case Memory.CopySpace copy -> {
                require(spaces.contains(copy.from()) && spaces.add(copy.to()), copy);
                tell(Port.MEMORY, new Tasks.SpaceCopied(copy.call(), null));
            }
            case Memory.BuildSpace build -> {
                require(spaces.add(build.space()), build);
                tell(Port.MEMORY, new Tasks.SpaceBuilt(build.call(), null));
            }
            case Memory.DropSpace drop -> require(spaces.remove(drop.space()), drop);
            case Memory.Peek peek ->
                tell(Port.MEMORY, new Tasks.Peeked(peek.call(), Bytes.wrap(new byte[peek.length()])));
            case Memory.Poke poke -> {
                require(spaces.contains(poke.space()), poke);
                tell(Port.MEMORY, new Tasks.Poked(poke.call(), true));
            }
            case Memory.ClearTid clear -> require(spaces.contains(clear.space()), clear);
            case Memory.ReleaseRobust release -> require(spaces.contains(release.space()), release);
            default -> throw new AssertionError(request);
        }
    }

    private static void require(boolean holds, Message message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    private void scheduler(Scheduler request) {
        switch (request) {
            case Scheduler.Create create -> {
                Thread thread = new Thread(create.task(), create.space());
                thread.context = create.context();
                if (threads.put(create.task(), thread) != null) {
                    throw new AssertionError(create + " a second time");
                }
            }
            case Scheduler.Remove remove -> {
                require(threads.remove(remove.task()) != null, remove);
                tell(Port.SCHEDULER, new Tasks.Removed(remove.task(), 1000, 0));
            }
            case Scheduler.Wake wake -> wake(wake);
            case Scheduler.Interrupt interrupt -> interrupt(interrupt);
            case Scheduler.Measure measure ->
                tell(
                        Port.SCHEDULER,
                        new Tasks.Used(
                                measure.call(),
                                measure.tasks().stream().map(id -> 1000L).toList(),
                                measure.tasks().stream().map(id -> 0L).toList(),
                                measure.tasks().stream().map(id -> true).toList(),
                                1));
            case Scheduler.Prioritise prioritise -> {}
            case Scheduler.Relay(var call, var completion) -> hart(new Hart.Completed(call, completion));
            default -> throw new AssertionError(request);
        }
    }

    private void wake(Scheduler.Wake wake) {
        Thread thread = thread(wake.call().task());
        require(
                thread.inFlight != null
                        && thread.inFlight.serial() == wake.call().serial()
                        && thread.early == null,
                wake);
        if (thread.parked) {
            thread.parked = false;
            thread.inFlight = null;
            apply(thread, wake.completion());
        } else {
            thread.early = wake.completion();
        }
    }

    private void interrupt(Scheduler.Interrupt interrupt) {
        Thread thread = threads.get(interrupt.task());
        if (thread != null) {
            thread.attention = true;
            thread.fatal |= interrupt.fatal();
            cancel(thread);
        }
    }

    private void cancel(Thread thread) {
        if (thread.parked && thread.inFlight != null) {
            tell(Port.SCHEDULER, new Tasks.Cancel(thread.inFlight, thread.fatal));
        } else if (thread.inFlight == null) {
            attend(thread);
        }
    }

    private void hart(Hart answer) {
        switch (answer) {
            case Hart.Completed completed -> {
                Thread thread = threads.get(completed.call().task());
                if (thread == null) {
                    require(completed.completion() instanceof Completion.Exited, completed);
                    return;
                }
                require(
                        !thread.parked
                                && thread.inFlight != null
                                && thread.inFlight.serial() == completed.call().serial(),
                        completed);
                if (completed.completion() instanceof Completion.Exited) {
                    return;
                }
                thread.inFlight = null;
                apply(thread, completed.completion());
            }
            case Hart.Parked parked -> {
                Thread thread = threads.get(parked.call().task());
                if (thread == null) {
                    return;
                }
                Completion early = thread.early;
                thread.early = null;
                if (early != null) {
                    thread.inFlight = null;
                    apply(thread, early);
                } else {
                    thread.parked = true;
                    if (thread.attention) {
                        cancel(thread);
                    }
                }
            }
            default -> throw new AssertionError(answer);
        }
    }

    // ---- user code

    private void apply(Thread thread, Completion completion) {
        switch (completion) {
            case Completion.Returned returned -> {
                thread.answer = returned.value();
                thread.returned = returned;
            }
            case Completion.Replaced replaced -> {
                lastReplaced = replaced;
                thread.context = replaced.context();
                thread.space = replaced.space();
            }
            case Completion.Interrupted interrupted ->
                thread.interruption = new Tasks.Interruption(interrupted.restart(), thread.context.x(10));
            case Completion.Resumed resumed -> {}
            default -> throw new AssertionError(completion);
        }
        if (thread.attention || thread.interruption != null) {
            attend(thread);
        }
    }

    private void attend(Thread thread) {
        thread.attention = false;
        Tasks.Interruption interruption = thread.interruption;
        thread.interruption = null;
        Call call = call(thread);
        tell(Port.hart(call.hart()), new Tasks.Attend(call, thread.context, interruption));
    }

    /// The task traps: whatever the function makes of the call is sent.
    void trap(Thread thread, BiFunction<Call, Context, Tasks> message) {
        Call call = call(thread);
        thread.answer = null;
        tell(Port.hart(call.hart()), message.apply(call, thread.context));
    }

    /// The task makes a call, and everything is delivered.
    @Nullable
    Long ask(int task, BiFunction<Call, Context, Tasks> message) {
        trap(thread(task), message);
        settle();
        Thread after = threads.get(task);
        return after == null ? null : after.answer;
    }

    private Call call(Thread thread) {
        if (thread.inFlight != null) {
            throw new AssertionError(thread.id + " is in " + thread.inFlight);
        }
        thread.inFlight = new Call(thread.id, thread.space, thread.id % 8, ++serial, ++now);
        return thread.inFlight;
    }

    /// An alarm of the clock rings; all time until then has passed.
    void ring() {
        var first = alarms.entrySet().stream()
                .min(java.util.Map.Entry.comparingByValue())
                .orElseThrow();
        alarms.remove(first.getKey());
        now = Math.max(now, first.getValue());
        tell(Port.CLOCK, new Tasks.Rang(first.getKey()));
        settle();
    }
}
