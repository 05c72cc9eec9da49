package org.lkernel.actors.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;

/// The record types that may be written and read, and no others: what some sealed families reach through their
/// components.
///
/// A value of a family is written as the number of its type, counted in the order of names, then its components.
/// Both sides must have the same vocabulary, which [#fingerprint] tells.
public final class Vocabulary {
    private static final int LONGEST_LIST = 1 << 16;

    private final Map<String, RecordShape> byName = new TreeMap<>();
    private final List<RecordShape> shapes;
    private final ByClass<Integer> indices = new ByClass<>(this::indexOf);
    private final Part message = new Family(Message.class);

    /// @param roots sealed interfaces and records
    public Vocabulary(Collection<? extends Class<?>> roots) {
        reach(roots);
        shapes = List.copyOf(byName.values());
        shapes.forEach(shape -> shape.fill(Arrays.stream(shape.type().getRecordComponents())
                .map(component -> part(component.getGenericType(), shape.type()))
                .toList()));
    }

    private int indexOf(Class<?> type) {
        return IntStream.range(0, shapes.size())
                .filter(index -> shapes.get(index).type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is not in the vocabulary"));
    }

    /// The types there are, in the order of names.
    public List<Class<?>> types() {
        return shapes.stream().<Class<?>>map(RecordShape::type).toList();
    }

    public void write(Message value, Sink sink) {
        message.write(sink, value);
    }

    /// @throws MalformedMessage if the bytes are no message
    public Message read(Source source) {
        Object value = message.read(source);
        if (value == null) {
            throw new MalformedMessage("null is no message");
        }
        return (Message) value;
    }

    /// Changes with the name or the components of any type.
    public long fingerprint() {
        Digest digest = new Digest();
        for (RecordShape shape : shapes) {
            digest.putString(shape.type().getName());
            for (RecordComponent component : shape.type().getRecordComponents()) {
                digest.putString(component.getName());
                digest.putString(component.getGenericType().getTypeName());
                if (component.getType().isEnum()) {
                    digest.putString(Arrays.toString(component.getType().getEnumConstants()));
                }
            }
        }
        return digest.low();
    }

    private void reach(Collection<? extends Class<?>> roots) {
        Deque<Class<?>> open = new ArrayDeque<>(roots);
        Map<String, Class<?>> seen = new TreeMap<>();
        for (Class<?> type = open.poll(); type != null; type = open.poll()) {
            if (seen.put(type.getName(), type) != null || type == Message.class || Leaves.of(type) != null) {
                continue;
            }
            if (type.isRecord()) {
                byName.put(type.getName(), new RecordShape(type));
                Arrays.stream(type.getRecordComponents())
                        .forEach(component -> open.add(element(component.getGenericType())));
            } else if (type.isSealed()) {
                open.addAll(List.of(Objects.requireNonNull(type.getPermittedSubclasses())));
            } else {
                throw new IllegalArgumentException(
                        type.getName() + " is neither a record nor a sealed family of records");
            }
        }
    }

    /// The type itself, or the innermost element type of lists.
    private static Class<?> element(Type type) {
        Type inner = type;
        while (inner instanceof ParameterizedType list && list.getRawType() == List.class) {
            inner = list.getActualTypeArguments()[0];
        }
        if (!(inner instanceof Class<?> known)) {
            throw new IllegalArgumentException("a component of a message cannot be a " + type.getTypeName());
        }
        return known;
    }

    private Part part(Type type, Class<?> owner) {
        if (type instanceof ParameterizedType list) {
            return Leaves.optional(new Elements(part(list.getActualTypeArguments()[0], owner)));
        }
        Class<?> known = (Class<?>) type;
        Part leaf = Leaves.of(known);
        if (leaf != null) {
            return leaf;
        }
        RecordShape shape = byName.get(known.getName());
        return shape == null ? new Family(known) : Leaves.optional(shape);
    }

    /// A value of one of several types: 0 for null, else one more than the number of the type.
    private final class Family implements Part {
        private final Class<?> family;

        Family(Class<?> family) {
            this.family = family;
        }

        @Override
        public void write(Sink sink, @Nullable Object value) {
            if (value == null) {
                sink.putCount(0);
                return;
            }
            int index = indices.get(value.getClass());
            sink.putCount(index + 1);
            shapes.get(index).write(sink, value);
        }

        @Override
        public @Nullable Object read(Source source) {
            int index = source.readIndex(shapes.size() + 1, "type") - 1;
            if (index < 0) {
                return null;
            }
            RecordShape shape = shapes.get(index);
            if (!family.isAssignableFrom(shape.type())) {
                throw new MalformedMessage(shape.type().getName() + " where a " + family.getName() + " belongs");
            }
            return shape.read(source);
        }
    }

    /// A list whose elements take at least one byte each.
    private record Elements(Part element) implements Part {
        @Override
        public void write(Sink sink, @Nullable Object value) {
            List<?> list = (List<?>) Objects.requireNonNull(value);
            if (list.size() > LONGEST_LIST) {
                throw new IllegalArgumentException("a list of " + list.size() + " in a message");
            }
            sink.putCount(list.size());
            for (int index = 0; index < list.size(); index++) {
                element.write(sink, list.get(index));
            }
        }

        @Override
        public List<?> read(Source source) {
            int size = source.readLength(LONGEST_LIST, "list");
            List<Object> list = new ArrayList<>(size);
            for (int index = 0; index < size; index++) {
                Object value = element.read(source);
                if (value == null) {
                    throw new MalformedMessage("null in a list");
                }
                list.add(value);
            }
            return List.copyOf(list);
        }
    }
}
