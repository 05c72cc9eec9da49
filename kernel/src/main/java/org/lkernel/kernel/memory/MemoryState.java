package org.lkernel.kernel.memory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.pcollections.TreePMap;

/// What memory remembers: frames, spaces, objects, futexes, and the calls that wait.
///
/// A copy costs a few words for every space; frames, page tables and objects are shared and copied when first
/// written. Off-heap memory is held until [#close].
public final class MemoryState implements State<MemoryState> {
    private MemoryObject.Generation generation = new MemoryObject.Generation();
    private final PageTree.Meter meter;
    final Frames frames;
    private volatile TreePMap<Integer, Space> spaces = TreePMap.empty();
    private TreePMap<Long, MemoryObject> objects = TreePMap.empty();

    TreePMap<Long, Ticket> tickets = TreePMap.empty();
    long nextTicket = 1;
    TreePMap<Long, Suspended> suspended = TreePMap.empty();
    long nextSuspended = 1;
    /// Calls of `mmap` whose descriptor `Files` is resolving, by task.
    TreePMap<Integer, MemoryCall.Map> resolving = TreePMap.empty();
    FutexTable futexes = FutexTable.EMPTY;

    /// Objects that memory names itself have odd numbers; the first two are [Lent].
    long nextObject = 5;
    /// Where the evicting hand stands: an object and a page of it.
    long handObject;
    long handIndex;
    /// Wall-clock time at machine time 0.
    long epochNanos;

    /// @param frameLimit how many frames the machine has (`--memory`)
    public MemoryState(int frameLimit, PagePool pool) {
        this.meter = new PageTree.Meter();
        this.frames = new Frames(frameLimit, pool, meter);
    }

    private MemoryState(MemoryState original) {
        this.meter = PageTree.meterLike(original.meter);
        this.frames = original.frames.copy(meter);
        for (Space space : original.spaces.values()) {
            spaces = spaces.plus(space.id, space.copy(meter));
        }
        this.objects = original.objects;
        this.tickets = original.tickets;
        this.nextTicket = original.nextTicket;
        this.suspended = original.suspended;
        this.nextSuspended = original.nextSuspended;
        this.resolving = original.resolving;
        this.futexes = original.futexes;
        this.nextObject = original.nextObject;
        this.handObject = original.handObject;
        this.handIndex = original.handIndex;
        this.epochNanos = original.epochNanos;
    }

    private MemoryState(StoredMemory stored, PagePool pool, PageSource source) {
        this.meter = new PageTree.Meter();
        for (StoredMemory.StoredSpace space : stored.spaces()) {
            spaces = spaces.plus(space.id(), space.space(meter));
        }
        for (StoredMemory.StoredObject object : stored.objects()) {
            objects = objects.plus(object.key().id(), object.object(generation, meter));
        }
        for (StoredMemory.StoredTicket ticket : stored.tickets()) {
            tickets = tickets.plus(ticket.number(), ticket.ticket());
        }
        this.nextTicket = stored.nextTicket();
        this.suspended = stored.suspended();
        this.nextSuspended = stored.nextSuspended();
        this.resolving = stored.resolving();
        this.futexes = stored.futexes();
        this.nextObject = stored.nextObject();
        this.handObject = stored.handObject();
        this.handIndex = stored.handIndex();
        this.epochNanos = stored.epochNanos();
        this.frames = Frames.of(stored, pool, meter, source);
    }

    /// The state that was stored; what its pages hold comes from the source when they are touched.
    ///
    /// @throws IllegalArgumentException if the values do not fit together
    public static MemoryState of(StoredMemory stored, PagePool pool, PageSource source) {
        MemoryState state = made(stored, pool, source);
        try {
            new References(state).check();
            return state;
        } catch (RuntimeException unfit) {
            state.close();
            throw unfit;
        }
    }

    private static MemoryState made(StoredMemory stored, PagePool pool, PageSource source) {
        try {
            return new MemoryState(stored, pool, source);
        } catch (ClassCastException | NullPointerException mixed) {
            throw new IllegalArgumentException(
                    "values of another kind than belong there: " + mixed.getMessage(), mixed);
        }
    }

    /// This state as plain values; [#host] has the pages.
    public StoredMemory stored() {
        return new StoredMemory(
                frames.limit(),
                frames.chargedBytes(),
                frames.stored(),
                frames.fresh(),
                frames.free(),
                StoredMemory.each(spaces.values(), StoredMemory.StoredSpace::of),
                StoredMemory.each(objects.values(), StoredMemory.StoredObject::of),
                StoredMemory.each(tickets.entrySet(), StoredMemory.StoredTicket::of),
                nextTicket,
                suspended,
                nextSuspended,
                resolving,
                futexes,
                nextObject,
                handObject,
                handIndex,
                epochNanos);
    }

    @Override
    public MemoryState copy() {
        generation = new MemoryObject.Generation();
        return new MemoryState(this);
    }

    @Override
    public @Nullable String flaw(boolean thorough) {
        return thorough ? MemoryFlaws.of(this) : null;
    }

    @Override
    public boolean owes(int task) {
        return MemoryFlaws.owes(this, task);
    }

    @Override
    public List<Observation> observe(Port port) {
        return MemoryObservation.of(this);
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.MEMORY);
    }

    @Override
    public int schemaVersion() {
        return 3;
    }

    @Override
    public void close() {
        frames.close();
    }

    /// The host's pages, for the harts.
    public HostPages host() {
        return frames.host();
    }

    /// Gives this machine pages of its own, for harts that run on threads of their own after a copy.
    public void privatise() {
        frames.host().privatise(frames.highest());
    }

    boolean isSame(@Nullable MemoryState other) {
        return this == other;
    }

    PageTree.Meter meter() {
        return meter;
    }

    // ---- spaces

    TreePMap<Integer, Space> spaces() {
        return spaces;
    }

    @Nullable
    Space space(int id) {
        return spaces.get(id);
    }

    void add(Space space) {
        spaces = spaces.plus(space.id, space);
    }

    void remove(Space space) {
        space.gone();
        spaces = spaces.minus(space.id);
    }

    // ---- objects

    TreePMap<Long, MemoryObject> objects() {
        return objects;
    }

    /// The object as it is, for reading.
    @Nullable
    MemoryObject object(ObjectKey key) {
        return objects.get(key.id());
    }

    /// The object as this state's own, made when there is none: empty if of zeroes, of unknown size if paged
    /// in.
    MemoryObject owned(ObjectKey key) {
        MemoryObject found = objects.get(key.id());
        if (found != null && found.generation == generation) {
            return found;
        }
        MemoryObject own = found == null ? fresh(key) : found.copy(generation, meter);
        objects = objects.plus(key.id(), own);
        return own;
    }

    private MemoryObject fresh(ObjectKey key) {
        long size = key.backing() == ObjectKey.Backing.ZERO ? 0 : MemoryObject.UNKNOWN_SIZE;
        return new MemoryObject(generation, key, new PageTree(meter), size);
    }

    void remove(MemoryObject object) {
        objects = objects.minus(object.key.id());
    }

    // ---- digest

    /// Folds content rather than names: a frame is folded as its bytes where it is met first, in the order of
    /// objects and then spaces, and as its ordinal where it is met again. So which number a frame has is no
    /// part of the digest, and what is shared with what is.
    @Override
    public void digest(Digest digest) {
        Contents contents = new Contents(frames, digest);
        digest.putLong(objects.size());
        for (MemoryObject object : objects.values()) {
            object.digestFacts(digest);
            contents.fold(object.pages, MemoryObject.DIRTY | MemoryObject.USED);
        }
        digest.putLong(spaces.size());
        for (Space space : spaces.values()) {
            space.digestLayout(digest);
            contents.fold(space.pages, Entry.READ | Entry.WRITE | Entry.EXECUTE);
        }
        digest.putLong(tickets.size());
        for (Map.Entry<Long, Ticket> ticket : tickets.entrySet()) {
            digest.putLong(ticket.getKey());
            contents.fold(ticket.getValue());
        }
        digestRest(digest);
    }

    private void digestRest(Digest digest) {
        digest.putInt(frames.limit());
        digest.putLong(frames.chargedBytes());
        digest.putLong(nextTicket);
        Canonical.value(suspended, digest);
        digest.putLong(nextSuspended);
        Canonical.value(resolving, digest);
        futexes.digest(digest);
        digest.putLong(nextObject);
        digest.putLong(handObject);
        digest.putLong(handIndex);
        digest.putLong(epochNanos);
    }

    /// What the pages of files and spaces hold, whatever frames they are in and whichever number a file has.
    @Override
    public void project(Projection into) {
        long sum = 0;
        for (MemoryObject object : objects.values()) {
            sum += PageHash.of(frames, object.pages);
        }
        into.number(sum);
        for (Space space : spaces.values()) {
            into.number(PageHash.of(frames, space.pages));
        }
        into.value(resolving);
    }

    /// What a file of that size holds; null if not all of its pages are in memory.
    public byte @Nullable [] content(ObjectKey key, long size) {
        MemoryObject object = objects.get(key.id());
        byte[] content = new byte[Math.toIntExact(size)];
        for (int at = 0; at < size; at += Raw.PAGE_SIZE) {
            long word = object == null ? 0 : object.pages.at(at / Raw.PAGE_SIZE);
            if (word != 0) {
                long page = frames.host().reading(MemoryObject.frame(word));
                Raw.copy(page, content, at, (int) Math.min(Raw.PAGE_SIZE, size - at));
            } else if (key.backing() == ObjectKey.Backing.PAGED) {
                return null;
            }
        }
        return content;
    }
}
