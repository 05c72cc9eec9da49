package org.lkernel.actors.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How one record type is written and read: its components, in order.
final class RecordShape implements Part {
    private static final MethodType MAKE = MethodType.methodType(Object.class, Object[].class);

    private final Class<?> type;
    private final Writer writer;
    private final MethodHandle constructor;
    /// Filled in once every type of the vocabulary has its shape, since types may contain themselves.
    private Part[] parts = {};

    RecordShape(Class<?> type) {
        this.type = type;
        this.writer = WriterGenerator.generate(type);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, components.length)
                    .asType(MAKE);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Class<?> type() {
        return type;
    }

    void fill(List<Part> components) {
        parts = components.toArray(Part[]::new);
    }

    @Override
    public void write(Sink sink, @Nullable Object value) {
        writer.write(Objects.requireNonNull(value), sink, parts);
    }

    @Override
    public Object read(Source source) {
        source.enter();
        @Nullable Object[] values = new Object[parts.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = parts[index].read(source);
        }
        source.leave();
        return made(values);
    }

    private Object made(@Nullable Object[] values) {
        try {
            return constructor.invokeExact(values);
        } catch (RuntimeException refused) {
            throw new MalformedMessage(type.getSimpleName() + " does not accept " + Arrays.toString(values), refused);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
