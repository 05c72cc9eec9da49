package org.lkernel.actors.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What belongs to a class, computed once: a [ClassValue] with a small direct-mapped cache before it.
///
/// A look into the cache takes a fraction of one into a [ClassValue], and every message is folded. Threads may race
/// for a slot, since what one reads of it is always whole.
final class ByClass<T> {
    private static final int SLOTS = 1 << 8;

    private final ClassValue<T> all;
    private final @Nullable Known<T>[] recent = slots();

    private record Known<T>(Class<?> type, T value) {}

    ByClass(Function<Class<?>, T> compute) {
        all = new ClassValue<>() {
            @Override
            protected T computeValue(Class<?> type) {
                return compute.apply(type);
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a parameterised type
    private static <T> @Nullable Known<T>[] slots() {
        return new Known[SLOTS];
    }

    T get(Class<?> type) {
        int slot = type.hashCode() & SLOTS - 1;
        Known<T> known = recent[slot];
        if (known == null || known.type != type) {
            known = new Known<>(type, all.get(type));
            recent[slot] = known;
        }
        return known.value;
    }
}
