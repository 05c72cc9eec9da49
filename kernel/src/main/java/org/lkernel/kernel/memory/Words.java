package org.lkernel.kernel.memory;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.Access;

/// Naturally aligned words of guest memory, as futexes need them: read once, changed atomically.
final class Words {
    private static final long OFFSET = Raw.PAGE_SIZE - 1;

    private final MemoryState state;
    private final Faulting faulting;

    Words(MemoryState state, Faulting faulting) {
        this.state = state;
        this.faulting = faulting;
    }

    /// A value, or why there is none.
    record Word(long value, @Nullable Touch stopped) {}

    /// The 32 bits at an address, sign-extended.
    Word loadInt(@Nullable Space space, long address) {
        return load(space, address, Integer.BYTES);
    }

    Word loadLong(@Nullable Space space, long address) {
        return load(space, address, Long.BYTES);
    }

    private Word load(@Nullable Space space, long address, int bytes) {
        Touch touched =
                (address & bytes - 1) != 0 ? Touch.Failure.UNMAPPED : faulting.touch(space, address, Access.READ);
        if (!(touched instanceof Touch.Present(int frame))) {
            return new Word(0, touched);
        }
        long at = state.frames.host().reading(frame) + (address & OFFSET);
        return new Word(bytes == Long.BYTES ? Raw.loadLongVolatile(at) : Raw.loadIntVolatile(at), null);
    }

    /// Replaces the 32 bits at an address by a function of them; the value is what was there before.
    Word update(@Nullable Space space, long address, IntUnaryOperator how) {
        Touch touched = (address & Integer.BYTES - 1) != 0
                ? Touch.Failure.UNMAPPED
                : faulting.touch(space, address, Access.WRITE);
        if (!(touched instanceof Touch.Present(int frame))) {
            return new Word(0, touched);
        }
        long at = state.frames.host().writing(frame) + (address & OFFSET);
        int before = Raw.loadIntVolatile(at);
        while (!Raw.compareAndSet(at, before, how.applyAsInt(before))) {
            before = Raw.loadIntVolatile(at);
        }
        return new Word(before, null);
    }
}
