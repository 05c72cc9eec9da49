package org.lkernel.kernel.memory;

import org.lkernel.kernel.Bytes;

/// The pages that every program is lent, as objects which every space maps: the vDSO's image and its data.
///
/// The data is one word, the wall-clock time at machine time 0. Programs load it without asking, so it is the
/// truth about the wall clock for harts too: [MemoryState#epochNanos] and the word change in one step.
public final class Lent {
    public static final ObjectKey CODE = new ObjectKey(1, ObjectKey.Backing.ZERO);
    public static final ObjectKey DATA = new ObjectKey(3, ObjectKey.Backing.ZERO);

    private final MemoryState state;
    private final Objects objects;
    private final Bytes image;

    /// @param image the ELF file, at most a page
    Lent(MemoryState state, Objects objects, Bytes image) {
        if (image.length() > Raw.PAGE_SIZE) {
            throw new IllegalArgumentException("a vDSO of " + image.length() + " bytes is more than a page");
        }
        this.state = state;
        this.objects = objects;
        this.image = image;
    }

    /// Makes the pages for the first program that maps them; false when memory is full.
    boolean provide(SpacePlan plan) {
        boolean wanted = plan.mappings().stream().anyMatch(mapping -> CODE.equals(mapping.object()));
        return !wanted || provide(CODE, image) && provide(DATA, Bytes.EMPTY) && tell();
    }

    private boolean provide(ObjectKey key, Bytes content) {
        MemoryObject known = state.object(key);
        if (known != null && known.pages.at(0) != 0) {
            return true;
        }
        state.owned(key).size = Raw.PAGE_SIZE;
        if (!(objects.writable(key, 0, true) instanceof Touch.Present(int frame))) {
            return false;
        }
        Raw.copy(content.toArray(), 0, state.frames.host().writing(frame), content.length());
        state.frames.exposeToWriting(frame);
        return true;
    }

    /// The wall clock is known, or was set.
    void epochIs(long epochNanos) {
        state.epochNanos = epochNanos;
        tell();
    }

    private boolean tell() {
        MemoryObject data = state.object(DATA);
        if (data != null && data.pages.at(0) != 0) {
            Raw.storeLong(state.frames.host().writing(MemoryObject.frame(data.pages.at(0))), state.epochNanos);
        }
        return true;
    }
}
