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
/// collections (lists, queues, sorted sets and sorted maps). An unordered collection is an error, since its order
/// would differ from run to run.
public final class Canonical {
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field ->
                            !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
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

    private static final ClassValue<Long> TYPES = new ClassValue<>() {
        @Override
        protected Long computeValue(Class<?> type) {
            return nameId(type.getName());
        }
    };

    private static final ClassValue<long[]> CONSTANTS = new ClassValue<>() {
        @Override
        protected long[] computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .mapToLong(constant -> nameId(((Enum<?>) constant).name()))
                    .toArray();
        }
    };

    /// What null folds as.
    public static final long NULL = 0x6e756c6cL;

    private Canonical() {}

    /// The number a record type folds as: a hash of its binary name, the same in every run and on every host.
    public static long typeId(Class<?> type) {
        return TYPES.get(type);
    }

    /// The number an enum constant folds as: a hash of its name, so that reordering the constants changes
    /// nothing.
    @SuppressWarnings("EnumOrdinal") // an index into a table made in this very run
    public static long constantId(Enum<?> constant) {
        return CONSTANTS.get(constant.getDeclaringClass())[constant.ordinal()];
    }

    /// FNV-1a over the characters, then spread over all bits.
    private static long nameId(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int index = 0; index < name.length(); index++) {
            hash = (hash ^ name.charAt(index)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return hash ^ (hash >>> 29);
    }

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
            case null -> digest.putLong(NULL);
            case Digestible digestible -> digestible.digest(digest);
            case Boolean truth -> digest.putBoolean(truth);
            case Double number -> digest.putLong(Double.doubleToRawLongBits(number));
            case Float number -> digest.putLong(Float.floatToRawIntBits(number));
            case Long number -> digest.putLong(number);
            case Integer number -> digest.putLong(number);
            case Short number -> digest.putLong(number);
            case Byte number -> digest.putLong(number);
            case Character character -> digest.putLong(character);
            case String text -> digest.putString(text);
            case Enum<?> constant -> digest.putLong(constantId(constant));
            case Record record -> record(record, digest);
            case SortedMap<?, ?> map -> map(map, digest);
            case SortedSet<?> set -> sequence(set, set.size(), digest);
            case List<?> list -> sequence(list, list.size(), digest);
            case Queue<?> queue -> sequence(queue, queue.size(), digest);
            case long[] words -> longs(words, digest);
            case int[] words -> ints(words, digest);
            case byte[] octets -> digest.putBytes(octets, 0, octets.length);
            default ->
                throw new IllegalArgumentException(
                        "no canonical order for " + value.getClass().getName());
        }
    }

    private static void record(Record record, Digest digest) {
        digest.putLong(typeId(record.getClass()));
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
