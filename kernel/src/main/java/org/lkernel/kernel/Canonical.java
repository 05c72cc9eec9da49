package org.lkernel.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Folds any value of a state or message into a digest, by its structure alone.
///
/// Accepted are primitives and their boxes, enums, strings, records, [Digestible]s, primitive arrays, and ordered
/// collections (lists, queues, sorted sets and sorted maps). An unordered collection is an error, since its order would
/// differ from run to run.
public final class Canonical {
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                    .peek(field -> field.setAccessible(true))
                    .toArray(Field[]::new);
        }
    };

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
            return components;
        }
    };

    private Canonical() {}

    /// Folds every field that is neither static nor transient, in order of declaration.
    public static void fields(Object owner, Digest digest) {
        try {
            for (Field field : FIELDS.get(owner.getClass())) {
                value(field.get(owner), digest);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Folds one value.
    public static void value(@Nullable Object value, Digest digest) {
        switch (value) {
            case null -> digest.putLong(0x6e756c6cL);
            case Digestible digestible -> digestible.digest(digest);
            case Boolean truth -> digest.putBoolean(truth);
            case Number number -> digest.putLong(number.longValue());
            case Character character -> digest.putLong(character);
            case String text -> digest.putString(text);
            case Enum<?> constant -> digest.putString(constant.name());
            case Record record -> record(record, digest);
            case SortedMap<?, ?> map -> map(map, digest);
            case SortedSet<?> set -> sequence(set, set.size(), digest);
            case List<?> list -> sequence(list, list.size(), digest);
            case Queue<?> queue -> sequence(queue, queue.size(), digest);
            case long[] words -> longs(words, digest);
            case int[] words -> ints(words, digest);
            case byte[] octets -> digest.putBytes(octets, 0, octets.length);
            default -> throw new IllegalArgumentException("no canonical order for " + value.getClass().getName());
        }
    }

    private static void record(Record record, Digest digest) {
        digest.putString(record.getClass().getSimpleName());
        try {
            for (RecordComponent component : COMPONENTS.get(record.getClass())) {
                value(component.getAccessor().invoke(record), digest);
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void map(SortedMap<?, ?> map, Digest digest) {
        digest.putLong(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            value(entry.getKey(), digest);
            value(entry.getValue(), digest);
        }
    }

    private static void sequence(Iterable<?> elements, int size, Digest digest) {
        digest.putLong(size);
        for (Object element : elements) {
            value(element, digest);
        }
    }

    private static void longs(long[] words, Digest digest) {
        digest.putLong(words.length);
        for (long word : words) {
            digest.putLong(word);
        }
    }

    private static void ints(int[] words, Digest digest) {
        digest.putLong(words.length);
        for (int word : words) {
            digest.putLong(word);
        }
    }
}
