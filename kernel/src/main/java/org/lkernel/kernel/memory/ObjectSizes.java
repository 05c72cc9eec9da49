package org.lkernel.kernel.memory;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;

/// Pages that an object loses while it is mapped: `ftruncate(2)`, and holes made with `fallocate(2)` and
/// `madvise(2)`.
final class ObjectSizes {
    private static final long PAGE = Raw.PAGE_SIZE;

    private final MemoryState state;
    private final Objects objects;
    private final Areas areas;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    ObjectSizes(MemoryState state, Objects objects, Areas areas, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.objects = objects;
        this.areas = areas;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    /// Who maps what is cut off will meet SIGBUS there, private copies included, as on Linux.
    ///
    /// One space after the other loses its pages: the request comes back when every hart has let go of one, and
    /// nothing can bring a page back, since the size is the new one already.
    void resize(Attempt attempt, Memory.Resize resize) {
        MemoryObject object = state.owned(resize.object());
        boolean grows = resize.size() > object.size;
        objects.resize(object, resize.size());
        if (!grows && object.mappings > 0 && unmapped(attempt, object, resize)) {
            return;
        }
        if (resize.call() != null) {
            attempt.outbox().send(Port.FILES, new Files.Resized(resize.call()));
        }
    }

    /// Takes what is cut off from the first space that has any of it; whether there was one.
    private boolean unmapped(Attempt attempt, MemoryObject object, Memory.Resize resize) {
        for (Space space : state.spaces().values()) {
            for (Area area : space.areas.values()) {
                if (object.key.equals(area.object())) {
                    long kept = Math.clamp(object.endIndex() * PAGE - area.offset(), 0, area.length());
                    areas.zap(space, area.start() + kept, area.end());
                }
            }
            if (shootdowns.isPending()) {
                shootdowns.settle(attempt.outbox(), new Ticket.Sending(Port.MEMORY, resize));
                return true;
            }
        }
        return false;
    }

    /// A part of a page keeps the rest of what it holds, so it must be here first.
    void clear(Attempt attempt, Memory.Clear clear) {
        long end = clear.offset() + clear.length();
        if (brought(attempt, clear, clear.offset()) && brought(attempt, clear, end)) {
            objects.zero(state.owned(clear.object()), clear.offset(), end);
            attempt.outbox().send(Port.FILES, new Files.Resized(clear.call()));
        }
    }

    private boolean brought(Attempt attempt, Memory.Clear clear, long border) {
        MemoryObject object = state.owned(clear.object());
        long index = border / PAGE;
        if (border % PAGE == 0 || index >= object.endIndex() || !object.isBacked(index)) {
            return true;
        }
        if (objects.writable(clear.object(), index, false) instanceof Touch.Missing missing) {
            waiting.forPage(attempt, 0, false, missing);
            return false;
        }
        return true;
    }

    /// The pages of a range read as zeroes from now on, in every mapping.
    void punch(ObjectKey key, long firstIndex, long endIndex) {
        objects.zero(state.owned(key), firstIndex * PAGE, endIndex * PAGE);
    }
}
