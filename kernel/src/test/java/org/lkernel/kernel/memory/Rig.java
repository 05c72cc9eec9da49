package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.hart.Tlb;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// Memory with everything around it played: harts with translations of their own, a file system of one pattern,
/// and messages that arrive in a random order, first come first served only between the same two. A call that is
/// refused at once is checked to have changed nothing.
final class Rig {
    static final int NO_SIGNAL = 0;
    static final int TASK = 100;

    private record Channel(int sender, int receiver) implements Comparable<Channel> {
        @Override
        public int compareTo(Channel other) {
            return Integer.compare(sender * 1000 + receiver, other.sender * 1000 + other.receiver);
        }
    }

    private record Cached(Tlb tlb, Mmu mmu) {}

    final PagePool pool;
    final MemorySubsystem memory;
    private final Random random;
    private final TreeMap<Channel, ArrayDeque<Message>> channels = new TreeMap<>();
    private final Map<Long, Object> answers = new HashMap<>();
    private final List<Map<Integer, Cached>> harts = new ArrayList<>();
    final Map<Long, Clock.Arm> alarms = new TreeMap<>();
    int epochsKnown;
    final List<Integer> condemned = new ArrayList<>();
    final List<Message> sent = new ArrayList<>();
    /// The files whose times follow a store.
    final List<ObjectKey> dated = new ArrayList<>();
    /// The tmpfs files whose sizes `Files` has told.
    private final java.util.TreeSet<Long> sized = new java.util.TreeSet<>();
    /// Harts to which no message gets through for the moment.
    final java.util.TreeSet<Integer> deaf = new java.util.TreeSet<>();
    /// Whether harts begin a new run before each access.
    boolean settles = true;
    /// Whether `Files` can read its files.
    boolean readable = true;
    long fileSize = 20 * 4096 - 100;
    long nowNanos = 1000;
    private long serial;

    Rig(long seed, int frames, int hartCount) {
        this(new PagePool(), seed, hartCount, frames, null);
    }

    private Rig(PagePool pool, long seed, int hartCount, int frames, @Nullable MemoryState state) {
        this.pool = pool;
        this.random = new Random(seed);
        this.memory = new MemorySubsystem(state == null ? new MemoryState(frames, pool) : state, Bytes.EMPTY);
        for (int hart = 0; hart < hartCount; hart++) {
            harts.add(new HashMap<>());
        }
    }

    /// A machine forked from this one, between two messages.
    Rig fork(long seed) {
        drain();
        Rig other = new Rig(pool, seed, harts.size(), 0, memory.state().copy());
        other.serial = serial;
        other.fileSize = fileSize;
        other.sized.addAll(sized);
        return other;
    }

    MemoryState state() {
        return memory.state();
    }

    void close() {
        harts.forEach(spaces -> spaces.values().forEach(cached -> cached.tlb.release()));
        memory.close();
    }

    String digest() {
        Digest digest = new Digest();
        memory.state().digest(digest);
        return digest.hex();
    }

    // ---- messages

    void tell(Port sender, Memory message) {
        send(sender, Port.MEMORY, message);
    }

    private void send(Port sender, Port receiver, Message message) {
        channels.computeIfAbsent(new Channel(sender.id(), receiver.id()), _ -> new ArrayDeque<>())
                .add(message);
    }

    /// Delivers one message of all that could be next; false when there is none.
    boolean step() {
        List<Channel> heads = new ArrayList<>(channels.keySet());
        heads.removeIf(channel -> deaf.contains(channel.receiver - Port.FIRST_HART));
        if (heads.isEmpty()) {
            return false;
        }
        Channel chosen = heads.get(random.nextInt(heads.size()));
        ArrayDeque<Message> queue = Objects.requireNonNull(channels.get(chosen));
        Message message = queue.remove();
        if (queue.isEmpty()) {
            channels.remove(chosen);
        }
        deliver(new Port(chosen.sender()), new Port(chosen.receiver()), message);
        return true;
    }

    void drain() {
        while (step()) {
            // Until nothing is on its way.
        }
    }

    private void deliver(Port sender, Port receiver, Message message) {
        if (!receiver.equals(Port.MEMORY)) {
            sent.add(message);
        }
        switch (message) {
            case Memory own -> receive(sender, own);
            case Hart hart -> hart(receiver.hartIndex(), hart);
            case Files.PageIn(ObjectKey object, long first, int pages) ->
                send(Port.FILES, Port.MEMORY, new Memory.PagedIn(object, first, content(first, pages)));
            case Files.Confirm(ObjectKey object, long index) ->
                send(Port.FILES, Port.MEMORY, new Memory.Confirmed(object, index));
            case Files.Stored stored -> stored(stored);
            case Files.Resized resized -> answers.put(resized.call().serial(), resized);
            case Files.Written written -> answers.put(written.call().serial(), written);
            case Files.Shortened shortened -> answers.put(shortened.call().serial(), shortened);
            case Files.Fetched fetched -> answers.put(fetched.call().serial(), fetched);
            case Files.ObjectRead read -> answers.put(read.call().serial(), read);
            case Files.ObjectStored stored -> answers.put(stored.call().serial(), stored);
            case Files.Described described -> answers.put(described.call().serial(), described);
            case Files.ResolveMap resolve -> send(Port.FILES, Port.MEMORY, resolved(resolve));
            case Tasks.SpaceCopied copied -> answers.put(copied.call().serial(), copied);
            case Tasks.SpaceBuilt built -> answers.put(built.call().serial(), built);
            case Tasks.Peeked peeked -> answers.put(peeked.call().serial(), peeked);
            case Tasks.Poked poked -> answers.put(poked.call().serial(), poked);
            case Tasks.OutOfMemory(int space) -> condemned.add(space);
            case Scheduler.Wake wake -> answers.put(wake.call().serial(), wake.completion());
            case Clock.Arm arm -> alarms.put(arm.key(), arm);
            case Clock.Disarm(long key) -> alarms.remove(key);
            case Clock.EpochKnown known -> epochsKnown++;
            default -> throw new AssertionError("unexpected " + message);
        }
    }

    private void stored(Files.Stored stored) {
        dated.add(stored.object());
        if (stored.call() != null && stored.completion() != null) {
            answers.put(stored.call().serial(), stored.completion());
        }
    }

    private void receive(Port sender, Memory message) {
        Sent outbox = new Sent();
        String before = message instanceof MemoryCall call && !mayFailHalfWay(call) ? facts() : "";
        memory.receive(sender, message, outbox);
        assertNull(state().flaw(true), () -> "after " + message);
        if (message instanceof MemoryCall call && !before.isEmpty() && outbox.refused(call.call())) {
            assertEquals(before, facts(), () -> call + " was refused and changed something");
        }
        outbox.take().forEach(letter -> send(Port.MEMORY, letter.receiver(), letter.message()));
    }

    /// Those that go as far as they can and then say why no further, as on Linux: what comes first in the range is
    /// changed although what comes later cannot be.
    private static boolean mayFailHalfWay(MemoryCall call) {
        return call instanceof MemoryCall.Protect || call instanceof MemoryCall.Advise;
    }

    /// All there is to know but what pages hold: spaces and their entries, objects, counts, futexes, and who waits.
    private String facts() {
        Digest digest = new Digest();
        MemoryState state = memory.state();
        for (Space space : state.spaces().values()) {
            space.digestLayout(digest);
            entries(space.pages, digest);
        }
        for (MemoryObject object : state.objects().values()) {
            object.digestFacts(digest);
            entries(object.pages, digest);
        }
        digest.putInt(state.frames.used());
        digest.putInt(state.tickets.size());
        digest.putInt(state.suspended.size());
        digest.putInt(state.resolving.size());
        state.futexes.digest(digest);
        return digest.hex();
    }

    private static void entries(PageTree pages, Digest digest) {
        for (long page = pages.next(0, Long.MAX_VALUE);
                page < Long.MAX_VALUE;
                page = pages.next(page + 1, Long.MAX_VALUE)) {
            digest.putLong(page);
            digest.putLong(pages.at(page));
        }
    }

    private Memory resolved(Files.ResolveMap resolve) {
        // Descriptor n is the paged file n, descriptor 100 + n the tmpfs file n.
        int file = resolve.descriptor();
        ObjectKey object = file < 100 ? paged(file) : tmpfs(file - 100);
        if (file >= 100 && sized.add(object.id())) {
            send(Port.FILES, Port.MEMORY, new Memory.Resize(object, fileSize, null));
        }
        return new Memory.MapResolved(resolve.call(), null, object, fileSize, true, Bytes.latin1("/file" + file));
    }

    static ObjectKey paged(int number) {
        return new ObjectKey(2L * number + 2, ObjectKey.Backing.PAGED);
    }

    static ObjectKey tmpfs(int number) {
        return new ObjectKey(2L * number + 2002, ObjectKey.Backing.ZERO);
    }

    /// What the file holds: every byte tells its page.
    private @Nullable Bytes content(long first, int pages) {
        if (!readable) {
            return null;
        }
        int length = (int) Math.clamp(fileSize - first * 4096, 0, pages * 4096L);
        byte[] content = new byte[length];
        for (int at = 0; at < length; at++) {
            content[at] = fileByte(first * 4096 + at);
        }
        return Bytes.wrap(content);
    }

    static byte fileByte(long offset) {
        return (byte) (offset / 4096 * 7 + 11);
    }

    // ---- harts

    private void hart(int hart, Hart message) {
        switch (message) {
            case Hart.Completed(Call call, Completion completion) -> answers.put(call.serial(), completion);
            case Hart.Parked _ -> {}
            case Hart.Shootdown shootdown -> {
                Cached cached = harts.get(hart).get(shootdown.space());
                if (cached != null && shootdown.writesOnly()) {
                    cached.tlb.removeWrites(shootdown.firstPage(), shootdown.pages());
                } else if (cached != null) {
                    cached.tlb.removeRange(shootdown.firstPage(), shootdown.pages());
                }
                send(Port.hart(hart), Port.MEMORY, new Memory.Acknowledged(shootdown.ticket(), hart));
            }
            case Hart.Forget(int space, long ticket) -> {
                Cached gone = harts.get(hart).remove(space);
                if (gone != null) {
                    gone.tlb.release();
                }
                send(Port.hart(hart), Port.MEMORY, new Memory.Acknowledged(ticket, hart));
            }
            default -> throw new AssertionError("unexpected " + message);
        }
    }

    /// Loads or stores a byte as user code does; the signal it dies of, or [#NO_SIGNAL].
    int access(int hart, int space, long address, Access access, byte @Nullable [] value) {
        Cached cached = harts.get(hart).computeIfAbsent(space, _ -> cached(hart, space));
        for (int attempt = 0; attempt < 20; attempt++) {
            if (settles) {
                cached.mmu.settle(cached.tlb);
            }
            long host = cached.tlb.translate(address, access);
            if (host == 0) {
                host = cached.mmu.refill(cached.tlb, address, access);
            }
            if (host != 0) {
                move(host, access, value);
                return NO_SIGNAL;
            }
            if (address >= 0 && address < Tlb.ADDRESS_LIMIT) {
                cached.tlb.remove(address >>> 12);
            }
            Call call = call(hart, space);
            tell(Port.hart(hart), new Memory.Fault(call, address, number(access)));
            if (await(call) instanceof Completion.Refused refused) {
                return refused.signal();
            }
        }
        throw new AssertionError("the fault at %x never ends".formatted(address));
    }

    private Cached cached(int hart, int space) {
        AddressSpaces spaces = memory.addressSpaces();
        return new Cached(new Tlb(spaces.code(), pool.tables()), new Mmu(spaces, hart, space));
    }

    private static int number(Access access) {
        return switch (access) {
            case READ -> Memory.Fault.READ;
            case WRITE -> Memory.Fault.WRITE;
            case EXECUTE -> Memory.Fault.EXECUTE;
        };
    }

    private static void move(long host, Access access, byte @Nullable [] value) {
        if (value != null && access == Access.WRITE) {
            Raw.storeByte(host, value[0]);
        } else if (value != null) {
            value[0] = Raw.loadByte(host);
        }
    }

    /// The byte, or minus the signal.
    int load(int hart, int space, long address) {
        byte[] value = new byte[1];
        int signal = access(hart, space, address, Access.READ, value);
        return signal == NO_SIGNAL ? value[0] & 0xff : -signal;
    }

    int store(int hart, int space, long address, int value) {
        return access(hart, space, address, Access.WRITE, new byte[] {(byte) value});
    }

    void storeWord(int hart, int space, long address, long value, int bytes) {
        for (int at = 0; at < bytes; at++) {
            int signal = store(hart, space, address + at, (int) (value >>> 8 * at));
            if (signal != NO_SIGNAL) {
                throw new AssertionError("no store at %x".formatted(address));
            }
        }
    }

    int loadInt(int hart, int space, long address) {
        int word = 0;
        for (int at = 0; at < 4; at++) {
            word |= load(hart, space, address + at) << 8 * at;
        }
        return word;
    }

    // ---- calls

    Call call(int hart, int space) {
        return call(hart, space, TASK + hart);
    }

    Call call(int hart, int space, int task) {
        return new Call(task, space, hart, ++serial, nowNanos);
    }

    Clock.Arm alarm(long key) {
        return Objects.requireNonNull(alarms.get(key));
    }

    @Nullable
    Object answer(Call call) {
        return answers.get(call.serial());
    }

    Object await(Call call) {
        while (!answers.containsKey(call.serial())) {
            if (!step()) {
                throw new AssertionError("no answer to " + call);
            }
        }
        return Objects.requireNonNull(answers.get(call.serial()));
    }

    /// Makes a system call and waits for its value.
    long value(MemoryCall message) {
        tell(Port.hart(message.call().hart()), message);
        return ((Completion.Returned) await(message.call())).value();
    }

    long map(int hart, int space, long address, long length, int protection, int flags, int descriptor, long offset) {
        return value(new MemoryCall.Map(call(hart, space), address, length, protection, flags, descriptor, offset));
    }

    /// Private anonymous memory, readable and writable, anywhere.
    long map(int space, long length) {
        return map(0, space, 0, length, 3, MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS, -1, 0);
    }

    void build(int space) {
        build(space, new SpacePlan(List.of(), 0x2000_0000L, 0x3f_ffff_f000L, 8 << 20, List.of(), 0x3f_0000_0000L));
    }

    void build(int space, SpacePlan plan) {
        Call call = call(0, space);
        tell(Port.TASKS, new Memory.BuildSpace(call, space, plan));
        if (((Tasks.SpaceBuilt) await(call)).errno() != null) {
            throw new AssertionError("not built: " + await(call));
        }
    }

    Tasks.SpaceCopied copy(int from, int to) {
        Call call = call(0, from);
        tell(Port.TASKS, new Memory.CopySpace(call, from, to));
        return (Tasks.SpaceCopied) await(call);
    }

    void drop(int space) {
        tell(Port.TASKS, new Memory.DropSpace(space));
        drain();
    }

    int framesUsed() {
        return state().frames.used();
    }
}
