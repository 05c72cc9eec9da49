package org.lkernel.kernel.memory;

/// The operation and comparison that `FUTEX_WAKE_OP` packs into one word, see `futex(2)`.
record FutexOperation(int packed) {
    private static final int SHIFTED = 8;

    private int operation() {
        return packed >>> 28 & 0xf & ~SHIFTED;
    }

    private int comparison() {
        return packed >>> 24 & 0xf;
    }

    private int argument() {
        int plain = packed << 8 >> 20;
        return (packed >>> 28 & SHIFTED) != 0 ? 1 << plain : plain;
    }

    private int limit() {
        return packed << 20 >> 20;
    }

    boolean isKnown() {
        return operation() <= 4 && comparison() <= 5;
    }

    /// Set, add, or, and-not, exclusive or.
    int apply(int word) {
        return switch (operation()) {
            case 0 -> argument();
            case 1 -> word + argument();
            case 2 -> word | argument();
            case 3 -> word & ~argument();
            default -> word ^ argument();
        };
    }

    /// Equal, not equal, less, less or equal, greater, greater or equal.
    boolean compare(int before) {
        return switch (comparison()) {
            case 0 -> before == limit();
            case 1 -> before != limit();
            case 2 -> before < limit();
            case 3 -> before <= limit();
            case 4 -> before > limit();
            default -> before >= limit();
        };
    }
}
