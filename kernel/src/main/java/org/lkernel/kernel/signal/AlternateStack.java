package org.lkernel.kernel.signal;

/// A signal stack: `stack_t`.
///
/// @see "sigaltstack(2)"
public record AlternateStack(long address, int flags, long size) {
    public static final int ON_STACK = 1;
    public static final int DISABLE = 2;
    public static final int AUTO_DISARM = 1 << 31;
    public static final long MINIMUM = 2048;
    public static final AlternateStack NONE = new AlternateStack(0, DISABLE, 0);

    public boolean isEnabled() {
        return size != 0;
    }

    /// Whether a stack pointer is on it. With `SS_AUTODISARM` it never counts as such: a handler may switch away
    /// and back.
    public boolean holds(long stackPointer) {
        return (flags & AUTO_DISARM) == 0 && isEnabled() && stackPointer > address && stackPointer - address <= size;
    }

    /// As the task at this stack pointer sees it.
    public AlternateStack seenFrom(long stackPointer) {
        int state = !isEnabled() ? DISABLE : holds(stackPointer) ? ON_STACK : 0;
        return new AlternateStack(address, flags & AUTO_DISARM | state, size);
    }
}
