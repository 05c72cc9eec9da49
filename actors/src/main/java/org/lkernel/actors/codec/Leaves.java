package org.lkernel.actors.codec;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Context;

/// The parts that contain no other part.
final class Leaves {
    private static final Part TRUTH = always(
            Boolean.class, (sink, value) -> sink.putByte(value ? 1 : 0), source -> source.readIndex(2, "boolean") == 1);
    private static final Part OCTET = number(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue);
    private static final Part HALF = number(Short.class, Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue);
    private static final Part WORD = number(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue);
    private static final Part LONG = number(Long.class, Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
    private static final Part LETTER = always(Character.class, (sink, value) -> sink.putCount(value), source ->
            (char) source.readIndex(Character.MAX_VALUE + 1, "character"));

    private static final Map<Class<?>, Part> PRIMITIVE = Map.of(
            boolean.class, TRUTH,
            byte.class, OCTET,
            short.class, HALF,
            int.class, WORD,
            long.class, LONG,
            char.class, LETTER);

    private static final Map<Class<?>, Part> REFERENCE = Map.of(
            Boolean.class, optional(TRUTH),
            Integer.class, optional(WORD),
            Long.class, optional(LONG),
            String.class,
                    optional(always(
                            String.class,
                            (sink, value) -> sink.putBytes(Bytes.utf8(value)),
                            source -> source.readBytes().toUtf8())),
            Bytes.class, optional(always(Bytes.class, Sink::putBytes, Source::readBytes)),
            Context.class, optional(always(Context.class, Leaves::writeContext, Leaves::readContext)));

    private Leaves() {}

    static @Nullable Part of(Class<?> type) {
        Part primitive = PRIMITIVE.get(type);
        if (primitive != null) {
            return primitive;
        }
        return type.isEnum() ? optional(constant(type)) : REFERENCE.get(type);
    }

    /// A part that may be null: one byte says whether it is.
    static Part optional(Part present) {
        return new Part() {
            @Override
            public void write(Sink sink, @Nullable Object value) {
                sink.putByte(value == null ? 0 : 1);
                if (value != null) {
                    present.write(sink, value);
                }
            }

            @Override
            public @Nullable Object read(Source source) {
                return source.readIndex(2, "presence") == 0 ? null : present.read(source);
            }
        };
    }

    private static <T> Part always(Class<T> type, BiConsumer<Sink, T> writer, Function<Source, T> reader) {
        return new Part() {
            @Override
            public void write(Sink sink, @Nullable Object value) {
                writer.accept(sink, type.cast(Objects.requireNonNull(value)));
            }

            @Override
            public Object read(Source source) {
                return Objects.requireNonNull(reader.apply(source));
            }
        };
    }

    private static <T extends Number> Part number(Class<T> type, long least, long most, Function<Long, T> narrow) {
        return always(
                type,
                (sink, value) -> sink.putNumber(value.longValue()),
                source -> narrow.apply(source.readNumber(least, most, type.getSimpleName())));
    }

    @SuppressWarnings("EnumOrdinal") // a journal names the vocabulary it was written with, constants in order
    private static Part constant(Class<?> type) {
        Object[] constants = Objects.requireNonNull(type.getEnumConstants());
        return always(Enum.class, (sink, value) -> sink.putCount(value.ordinal()), source ->
                (Enum<?>) constants[source.readIndex(constants.length, type.getSimpleName())]);
    }

    private static void writeContext(Sink sink, Context context) {
        sink.putLong(context.pc());
        for (int register = 0; register < 32; register++) {
            sink.putLong(context.x(register));
            sink.putLong(context.f(register));
        }
        sink.putInt(context.fcsr());
    }

    private static Context readContext(Source source) {
        long pc = source.readLong();
        long[] x = new long[32];
        long[] f = new long[32];
        for (int register = 0; register < 32; register++) {
            x[register] = source.readLong();
            f[register] = source.readLong();
        }
        return new Context(pc, x, f, source.readInt());
    }
}
