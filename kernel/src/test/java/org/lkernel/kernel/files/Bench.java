package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.device.Entropy;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.task.Identity;
import org.lkernel.kernel.task.Tasks;

/// Files on a bench: the one subsystem under test, with plain stand-ins at the other ends of its wires.
///
/// Every call that is refused is checked to have changed nothing. Guest memory is one array; every task has task 1's
/// credentials unless told otherwise.
final class Bench {
    static final long SCRATCH = 0x1000;
    private static final int GUEST_BYTES = 1 << 20;

    final FilesSubsystem files;
    final BenchMemory memory = new BenchMemory(GUEST_BYTES);
    final BenchHost host = new BenchHost();
    final List<Message> toTasks = new ArrayList<>();
    private static final long MEMORY_BYTES = 512L << 20;

    final List<Clock> toClock = new ArrayList<>();
    /// Everything that files have sent.
    final List<Message> delivered = new ArrayList<>();
    final StringBuilder screen = new StringBuilder();
    final Map<Integer, Completion> answers = new TreeMap<>();
    final Map<Integer, Call> parked = new TreeMap<>();
    final Map<String, Bytes> texts = new TreeMap<>();
    Bytes input = Bytes.EMPTY;
    long nowNanos = 1_000;
    private final ArrayDeque<Runnable> wires = new ArrayDeque<>();
    private long serial;

    Bench(Setup setup) {
        files = new FilesSubsystem(setup);
        begin(1, 0);
    }

    /// An empty root and three streams.
    static Bench plain() {
        return withMemory(MEMORY_BYTES);
    }

    /// The same on a machine with so much memory.
    static Bench withMemory(long bytes) {
        return new Bench(new Setup(List.of(), Setup.Console.STREAMS, 24, 80, 0, 1, bytes));
    }

    static Bench terminal() {
        return new Bench(new Setup(List.of(), Setup.Console.TERMINAL, 24, 80, 0, 1, MEMORY_BYTES));
    }

    /// A root in the host's tree, export 0.
    static Bench based() {
        Setup.Volume root = new Setup.Volume(0, Bytes.latin1("/"), false);
        return new Bench(new Setup(List.of(root), Setup.Console.STREAMS, 24, 80, 0, 1, MEMORY_BYTES));
    }

    static Identity identity(int task, int group, int session) {
        return new Identity(task, task, group, session, Identity.Credentials.ROOT);
    }

    void begin(int task, int parent) {
        tell(new Files.CopyTables(call(task), parent, false, false, identity(task, task, parent == 0 ? task : 1)));
    }

    Call call(int task) {
        return new Call(task, 1, 0, ++serial, nowNanos);
    }

    // ---- driving

    void tell(Files message) {
        Sent sent = new Sent();
        files.receive(Port.HOST, message, sent);
        assertNull(files.state().flaw(true), () -> "after " + message);
        sent.take().forEach(letter -> wires.add(() -> deliver(letter.message())));
        while (!wires.isEmpty()) {
            wires.removeFirst().run();
        }
    }

    /// Makes a call; the answer, or null when it parks.
    @org.jspecify.annotations.Nullable
    Completion make(int task, Function<Call, FilesCall> of) {
        answers.remove(task);
        Unchanged before = new Unchanged(this);
        tell(of.apply(call(task)));
        Completion answer = answers.get(task);
        if (answer != null && answer.isError()) {
            before.check(this, answer);
        }
        return answer;
    }

    /// Makes a call that is answered at once, and returns its value.
    long value(int task, Function<Call, FilesCall> of) {
        Completion completion = make(task, of);
        if (completion instanceof Completion.Returned returned) {
            return returned.value();
        }
        throw new AssertionError("no value: " + completion);
    }

    long value(Function<Call, FilesCall> of) {
        return value(1, of);
    }

    /// The answer to a call that had parked.
    long woken(int task) {
        if (answers.remove(task) instanceof Completion.Returned returned) {
            return returned.value();
        }
        throw new AssertionError("task " + task + " was not woken with a value");
    }

    /// A signal comes for a task that waits.
    void interrupt(int task) {
        Call call = parked.get(task);
        if (call == null) {
            throw new AssertionError("task " + task + " does not wait");
        }
        tell(new Files.Cancel(call, false));
    }

    boolean isParked(int task) {
        return parked.containsKey(task);
    }

    // ---- the other ends

    private void deliver(Message message) {
        delivered.add(message);
        switch (message) {
            case Hart.Completed completed -> answered(completed.call(), completed.completion());
            case Hart.Parked park -> parked.put(park.call().task(), park.call());
            case Scheduler.Wake wake -> woken(wake);
            case Memory.Request request -> memory.receive(request, this);
            case HostFiles request -> tell(host.answer(request));
            case Entropy.Draw draw -> tell(new Files.EntropyGiven(draw.call(), Bytes.wrap(new byte[draw.length()])));
            case Console console -> console(console);
            case Tasks tasks -> tasks(tasks);
            case Clock clock -> toClock.add(clock);
            default -> throw new AssertionError("who gets " + message + "?");
        }
    }

    private void woken(Scheduler.Wake wake) {
        Call waiting = parked.remove(wake.call().task());
        if (waiting == null || waiting.serial() != wake.call().serial()) {
            throw new AssertionError("woken but not parked: " + wake);
        }
        answered(wake.call(), wake.completion());
    }

    void answered(Call call, Completion completion) {
        if (completion instanceof Completion.Returned returned) {
            for (CopyOut out : returned.outs()) {
                memory.store(out.address(), out.content());
            }
        }
        if (answers.put(call.task(), completion) != null) {
            throw new AssertionError("answered twice: " + call);
        }
    }

    private void console(Console message) {
        switch (message) {
            case Console.Write write -> {
                screen.append(write.content().toLatin1());
                if (write.call() != null) {
                    tell(new Files.OutputWritten(write.call(), null));
                }
            }
            case Console.Read read -> {
                Bytes given = input.slice(0, Math.min(input.length(), read.length()));
                input = input.slice(given.length(), input.length() - given.length());
                tell(new Files.InputRead(read.call(), given));
            }
            default -> throw new AssertionError("not for the console: " + message);
        }
    }

    private void tasks(Tasks message) {
        toTasks.add(message);
        switch (message) {
            case Tasks.SwapMask swap -> tell(new Files.MaskSwapped(swap.call()));
            case Tasks.Finish finish -> {
                if (finish.parked()) {
                    parked.remove(finish.call().task());
                }
                answered(finish.call(), finish.completion());
            }
            case Tasks.Describe describe ->
                tell(new Files.Described(describe.call(), texts.get(describe.what() + ":" + describe.pid())));
            default -> {}
        }
    }

    // ---- the usual calls

    static Payload payload(Bytes content) {
        return new Payload(List.of(new Segment(SCRATCH, content.length())), content.length(), content);
    }

    long open(String path, int flags) {
        return open(1, path, flags);
    }

    long open(int task, String path, int flags) {
        return value(task, call -> new NameCall.Open(call, -100, Bytes.latin1(path), flags, 0644));
    }

    long write(int task, long descriptor, String text) {
        Bytes content = Bytes.latin1(text);
        memory.store(SCRATCH, content);
        boolean small = content.length() <= Payload.INLINE_BYTES;
        Payload payload =
                new Payload(List.of(new Segment(SCRATCH, content.length())), content.length(), small ? content : null);
        return value(task, call -> new TransferCall.Write(call, (int) descriptor, payload));
    }

    /// Reads, and returns the text; fails when it would wait.
    String read(int task, long descriptor, int length) {
        long count = value(task, call -> new TransferCall.Read(call, (int) descriptor, SCRATCH, length));
        if (count < 0) {
            throw new AssertionError("read answered " + count);
        }
        return memory.load(SCRATCH, (int) count).toLatin1();
    }

    long close(int task, long descriptor) {
        return value(task, call -> new DescriptorCall.Close(call, (int) descriptor));
    }

    int[] pipe(int task, int flags) {
        long result = value(task, call -> new ChannelCall.MakePipe(call, SCRATCH, flags));
        if (result != 0) {
            throw new AssertionError("pipe2 answered " + result);
        }
        return new int[] {
            (int) Layout.read(memory.load(SCRATCH, 8), 0, 4), (int) Layout.read(memory.load(SCRATCH, 8), 4, 4)
        };
    }

    /// The names in a directory, in order.
    List<String> list(String path) {
        long directory = open(path, OpenFlags.DIRECTORY);
        List<String> names = new ArrayList<>();
        for (int size;
                (size = (int) value(call -> new NameCall.ListDirectory(call, (int) directory, SCRATCH, 64))) > 0; ) {
            Bytes block = memory.load(SCRATCH, size);
            for (int at = 0; at < size; at += (int) Layout.read(block, at + 16, 2)) {
                String rest = block.slice(at + 19, size - at - 19).toLatin1();
                names.add(rest.substring(0, rest.indexOf('\0')));
            }
        }
        close(1, directory);
        return names;
    }
}
