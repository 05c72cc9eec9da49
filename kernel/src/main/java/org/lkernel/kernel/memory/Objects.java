package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;

/// The page cache: the pages of objects, where they come from, and when they go.
final class Objects {
    /// How many pages are asked of `Files` at once, and brought into a page table at once: 64 KiB.
    static final int CLUSTER = 16;

    private static final long PAGE = Raw.PAGE_SIZE;

    private final MemoryState state;
    private final Frames frames;
    private final Eviction eviction;

    Objects(MemoryState state) {
        this.state = state;
        this.frames = state.frames;
        this.eviction = new Eviction(state);
    }

    /// A frame of zeroes, evicting if it must; [Frames#NONE] when memory is full.
    int allocate() {
        return frames.allocate(eviction::evict);
    }

    /// The page for reading.
    ///
    /// @param filled whether a hole gets a page of its own; otherwise it is the frame of zeroes
    Touch readable(ObjectKey key, long index, boolean filled) {
        MemoryObject object = known(key);
        long word = object.pages.at(index);
        if (word != 0) {
            return used(object, index, word);
        }
        if (index >= object.endIndex()) {
            return Touch.Failure.BEYOND;
        }
        if (object.isBacked(index)) {
            return new Touch.Missing(key, index);
        }
        if (comesFromOrigin(object, index)) {
            return copied(object, index);
        }
        long flags = object.isPaged() ? MemoryObject.DIRTY : 0;
        return filled ? added(object, index, flags) : new Touch.Present(Frames.ZERO);
    }

    /// The page for writing, made when there is none, past the end too: the writer tells the size.
    ///
    /// @param whole nothing of what it holds will be left, so it need not be brought first
    Touch writable(ObjectKey key, long index, boolean whole) {
        MemoryObject object = known(key);
        long word = object.pages.at(index);
        if (word == 0) {
            return absentForWriting(object, index, whole);
        }
        if (object.isPaged() && (word & MemoryObject.DIRTY) == 0) {
            state.owned(key).pages.put(index, word | MemoryObject.DIRTY);
        }
        return used(object, index, state.owned(key).pages.at(index));
    }

    private Touch absentForWriting(MemoryObject object, long index, boolean whole) {
        if (!object.isPaged()) {
            return comesFromOrigin(object, index) && !whole ? copied(object, index) : added(object, index, 0);
        }
        return whole || index >= object.endIndex() || !object.isBacked(index)
                ? added(object, index, MemoryObject.DIRTY)
                : new Touch.Missing(object.key, index);
    }

    private MemoryObject known(ObjectKey key) {
        MemoryObject object = state.object(key);
        return object == null ? state.owned(key) : object;
    }

    private Touch used(MemoryObject object, long index, long word) {
        if (object.isPaged() && (word & MemoryObject.USED) == 0) {
            state.owned(object.key).pages.put(index, word | MemoryObject.USED);
        }
        return new Touch.Present(MemoryObject.frame(word));
    }

    private Touch added(MemoryObject object, long index, long flags) {
        int frame = allocate();
        if (frame == Frames.NONE) {
            return Touch.Failure.NO_MEMORY;
        }
        state.owned(object.key).pages.put(index, MemoryObject.word(frame, flags));
        return new Touch.Present(frame);
    }

    private static boolean comesFromOrigin(MemoryObject object, long index) {
        return object.origin != null && index * PAGE < object.originSize;
    }

    /// A page of its own with the content of the origin's.
    private Touch copied(MemoryObject object, long index) {
        ObjectKey origin = object.origin;
        if (origin == null) {
            throw new IllegalStateException("no origin");
        }
        Touch found = readable(origin, index, false);
        if (!(found instanceof Touch.Present(int source))) {
            return found;
        }
        frames.retain(source);
        Touch made = added(object, index, 0);
        if (made instanceof Touch.Present(int frame)) {
            long bytes = Math.min(PAGE, object.originSize - index * PAGE);
            Raw.copy(frames.host().reading(source), frames.host().writing(frame), bytes);
        }
        frames.release(source);
        return made;
    }

    // ---- paging in

    /// Asks `Files` for the page and its neighbours, unless it has been asked; of one beyond the end, whether
    /// it is.
    void request(Touch.Missing missing, Outbox outbox) {
        MemoryObject object = state.owned(missing.object());
        if (missing.index() >= object.endIndex()) {
            outbox.send(Port.FILES, new Files.Confirm(object.key, missing.index()));
            return;
        }
        if (object.isExpected(missing.index())) {
            return;
        }
        long lowest = missing.index() / CLUSTER * CLUSTER;
        long first = missing.index();
        while (first > lowest && isWanted(object, first - 1)) {
            first--;
        }
        long at = missing.index() + 1;
        while (at < Math.min(lowest + CLUSTER, object.endIndex()) && isWanted(object, at)) {
            at++;
        }
        object.expected = object.expected.plus(first, (int) (at - first));
        outbox.send(Port.FILES, new Files.PageIn(object.key, first, (int) (at - first)));
    }

    private static boolean isWanted(MemoryObject object, long index) {
        return object.isBacked(index) && object.pages.at(index) == 0 && !object.isExpected(index);
    }

    /// Puts what `Files` brought where it belongs.
    ///
    /// @return how many pages were expected: those at `firstIndex` and up; 0 when none were
    int arrived(ObjectKey key, long firstIndex, @Nullable Bytes content) {
        MemoryObject object = state.owned(key);
        Integer expected = object.expected.get(firstIndex);
        if (expected == null) {
            return 0;
        }
        object.expected = object.expected.minus(firstIndex);
        if (content != null) {
            long end = firstIndex * PAGE + content.length();
            if (content.length() < expected * PAGE && object.size == MemoryObject.UNKNOWN_SIZE) {
                object.size = end;
            }
            fill(object, firstIndex, Math.min(firstIndex + expected, object.endIndex()), content);
        }
        return expected;
    }

    private void fill(MemoryObject object, long firstIndex, long endIndex, Bytes content) {
        byte[] page = new byte[Raw.PAGE_SIZE];
        for (long index = firstIndex; index < endIndex; index++) {
            if (object.pages.at(index) != 0) {
                continue;
            }
            Touch added = added(object, index, MemoryObject.USED);
            if (!(added instanceof Touch.Present(int frame))) {
                return;
            }
            int from = (int) ((index - firstIndex) * PAGE);
            int length = (int) Math.clamp(content.length() - from, 0, object.backedBytes(index));
            content.copyTo(Math.min(from, content.length()), page, 0, length);
            Raw.copy(page, 0, frames.host().writing(frame), length);
        }
    }

    boolean has(ObjectKey key, long index) {
        MemoryObject object = state.object(key);
        return object != null && (object.pages.at(index) != 0 || index >= object.endIndex());
    }

    // ---- life and death

    /// A new object of zeroes, for a shared mapping that no file is behind.
    ObjectKey anonymous(long size) {
        ObjectKey key = new ObjectKey(state.nextObject, ObjectKey.Backing.ZERO);
        state.nextObject += 2;
        MemoryObject object = state.owned(key);
        object.size = size;
        object.named = false;
        return key;
    }

    /// An area maps the object, or one more part of it.
    void mapped(ObjectKey key) {
        state.owned(key).mappings++;
    }

    void unmapped(ObjectKey key) {
        MemoryObject object = state.owned(key);
        object.mappings--;
        freeIfUnused(object);
    }

    void dropped(ObjectKey key) {
        if (state.object(key) == null) {
            return;
        }
        MemoryObject object = state.owned(key);
        object.named = false;
        freeIfUnused(object);
    }

    private void freeIfUnused(MemoryObject object) {
        if (!object.isUnused()) {
            return;
        }
        cut(object, 0);
        object.pages.discard();
        state.remove(object);
        if (object.origin != null) {
            released(object.origin);
        }
    }

    private void released(ObjectKey origin) {
        MemoryObject object = state.owned(origin);
        object.dependents--;
        freeIfUnused(object);
    }

    /// Drops the pages from an index on.
    void cut(MemoryObject object, long fromIndex) {
        for (long at = object.pages.next(fromIndex, Long.MAX_VALUE);
                at != Long.MAX_VALUE;
                at = object.pages.next(at + 1, Long.MAX_VALUE)) {
            drop(object, at);
        }
    }

    /// Sets the size; what a file loses by that reads as zeroes when it grows again.
    void resize(MemoryObject object, long size) {
        if (size < object.size) {
            cut(object, (size + PAGE - 1) / PAGE);
            object.originSize = Math.min(object.originSize, size);
            back(object, size);
            if (size % PAGE != 0) {
                clear(object, size / PAGE, size, (size / PAGE + 1) * PAGE);
            }
        }
        object.size = size;
    }

    /// See `Memory.Adopt`.
    void adopt(ObjectKey key, long size) {
        MemoryObject object = state.owned(key);
        if (object.size == MemoryObject.UNKNOWN_SIZE) {
            object.size = size;
        }
        back(object, size);
    }

    private static void back(MemoryObject object, long size) {
        if (object.isPaged()) {
            object.backedSize = object.backedSize == null ? size : Math.min(object.backedSize, size);
        }
    }

    /// The bytes read as zeroes from now on. A page that nobody maps goes where its absence reads as zeroes;
    /// another is cleared, and made first where its absence reads as something else.
    void zero(MemoryObject object, long from, long end) {
        long last = (end + PAGE - 1) / PAGE;
        for (long index = from / PAGE; index < last; index = following(object, index)) {
            boolean whole = from <= index * PAGE && end >= index * PAGE + PAGE;
            if (object.pages.at(index) == 0 && comesFromElsewhere(object, index)) {
                added(object, index, object.isPaged() ? MemoryObject.DIRTY : 0);
            } else if (whole && object.mappings == 0 && !comesFromElsewhere(object, index)) {
                drop(object, index);
            }
            clear(object, index, Math.max(from, index * PAGE), Math.min(end, index * PAGE + PAGE));
        }
    }

    private static long following(MemoryObject object, long index) {
        return comesFromElsewhere(object, index + 1) ? index + 1 : object.pages.next(index + 1, Long.MAX_VALUE);
    }

    private static boolean comesFromElsewhere(MemoryObject object, long index) {
        return object.isBacked(index) || comesFromOrigin(object, index);
    }

    private void drop(MemoryObject object, long index) {
        long word = object.pages.at(index);
        if (word != 0) {
            object.pages.put(index, 0);
            frames.release(MemoryObject.frame(word));
        }
    }

    private void clear(MemoryObject object, long index, long from, long end) {
        long word = object.pages.at(index);
        if (word != 0) {
            object.pages.put(index, word | (object.isPaged() ? MemoryObject.DIRTY : 0));
            Raw.fill(frames.host().writing(MemoryObject.frame(word)) + from % PAGE, end - from, (byte) 0);
        }
    }

    /// See `Memory.CopyObject`: pages of a paged original are taken when they are first needed, others at once.
    void copy(ObjectKey original, ObjectKey copy, long size) {
        MemoryObject source = state.owned(original);
        MemoryObject target = state.owned(copy);
        target.size = size;
        if (source.isPaged()) {
            source.dependents++;
            target.origin = original;
            target.originSize = size;
            return;
        }
        for (long at = source.pages.next(0, size); at * PAGE < size; at = source.pages.next(at + 1, size)) {
            copyPage(source, target, at, size);
        }
    }

    private void copyPage(MemoryObject source, MemoryObject target, long index, long size) {
        if (added(target, index, 0) instanceof Touch.Present(int frame)) {
            long from = frames.host().reading(MemoryObject.frame(source.pages.at(index)));
            Raw.copy(from, frames.host().writing(frame), Math.min(PAGE, size - index * PAGE));
        }
    }
}
