package org.lkernel.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A hash of what is so, apart from how it came about: without serials, counters, times, and what is merely remembered
/// to be faster. Two runs that differ by one call that was made again have other digests for ever; their projections
/// meet again.
///
/// What counts for nothing is known by its name: a component ends in `Nanos` when it is a time, begins with `next` or
/// `last` when it is a series, and so on: names here have their unit at the end, and one word for each idea. The
/// numbers under which a state keeps things (`long` keys) are such a series, too, so of those the order alone counts.
public final class Projection {
    /// Times, series, counters; what a hart remembers of its slice and of translations; what was written to the log.
    private static final Pattern NOTHING = Pattern.compile(
            ".*[nN]anos|next[A-Z].*|last[A-Z].*|.*[sS]erial|.*[rR]etired|.*[tT]icket|.*[tT]ickets|.*[sS]equence"
                    + "|budget|sliceEnd|pieceLength|pieceEnd|counts|missing|called|attended|attentions|delivered"
                    + "|spurious|forks|switches|held|reservation|costModel|log|generation|meter|cookie|order|deadline"
                    + "|hand[A-Z].*|chargedBytes|toldBytes|alarm|alarms");

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers())
                            && !Modifier.isTransient(field.getModifiers())
                            && !NOTHING.matcher(field.getName()).matches())
                    .peek(field -> field.setAccessible(true))
                    .toArray(Field[]::new);
        }
    };

    private final Digest digest = new Digest();

    /// Of a state.
    public static long of(State<?> state) {
        Projection projection = new Projection();
        state.project(projection);
        return projection.digest.low();
    }

    /// Of a message.
    public static long of(Message message) {
        Projection projection = new Projection();
        projection.value(message);
        return projection.digest.low();
    }

    public void number(long number) {
        digest.putLong(number);
    }

    /// Folds a value by its structure.
    public void value(@Nullable Object value) {
        switch (value) {
            case null -> digest.putLong(Canonical.NULL);
            case Bytes bytes -> bytes.digest(digest);
            case SortedMap<?, ?> map -> map(map);
            case SortedSet<?> set -> sequence(set);
            case java.util.List<?> list -> sequence(list);
            case Queue<?> queue -> sequence(queue);
            case Object other when isPlain(other) -> Canonical.value(other, digest);
            case Object other -> fields(other);
        }
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof String
                || value instanceof Enum<?>
                || value.getClass().isArray();
    }

    /// Folds the fields of an object that count for something.
    public void fields(Object owner) {
        digest.putLong(Canonical.typeId(owner.getClass()));
        try {
            for (Field field : FIELDS.get(owner.getClass())) {
                value(field.get(owner));
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void map(SortedMap<?, ?> map) {
        digest.putLong(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof Long)) {
                value(entry.getKey());
            }
            value(entry.getValue());
        }
    }

    private void sequence(Iterable<?> elements) {
        for (Object element : elements) {
            value(element);
        }
        digest.putLong(-1);
    }
}
