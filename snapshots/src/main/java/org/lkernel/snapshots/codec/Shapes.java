package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// How components are written, by the type they are listed with: numbers in as many bytes as they need, everything
/// else as a value with the number of its type.
final class Shapes {
    private Shapes() {}

    static Serializer<?> of(Listing.Row row, Class<?> type) {
        return switch (row.kind()) {
            case RECORD -> new RecordSerializer(row, type);
            case FIELDS -> new FieldsSerializer(row, type);
            case ENUM -> new ConstantSerializer(row, type);
        };
    }

    static void write(Kryo kryo, Output output, String type, @Nullable Object value) {
        switch (value) {
            case Integer number when type.equals("int") -> output.writeVarInt(number, false);
            case Long number when type.equals("long") -> output.writeVarLong(number, false);
            case Boolean truth when type.equals("boolean") -> output.writeBoolean(truth);
            case Byte number when type.equals("byte") -> output.writeByte(number);
            case Short number when type.equals("short") -> output.writeVarInt(number, false);
            case Character character when type.equals("char") -> output.writeVarInt(character, true);
            case Double number when type.equals("double") -> output.writeDouble(number);
            case Float number when type.equals("float") -> output.writeFloat(number);
            case null, default -> kryo.writeClassAndObject(output, value);
        }
    }

    static @Nullable Object read(Kryo kryo, Input input, String type) {
        return switch (type) {
            case "int" -> input.readVarInt(false);
            case "long" -> input.readVarLong(false);
            case "boolean" -> input.readBoolean();
            case "byte" -> input.readByte();
            case "short" -> (short) input.readVarInt(false);
            case "char" -> (char) input.readVarInt(true);
            case "double" -> input.readDouble();
            case "float" -> input.readFloat();
            default -> kryo.readClassAndObject(input);
        };
    }

    /// What was read, as a component of that type takes it; numbers may have become wider since.
    static @Nullable Object fitted(@Nullable Object value, Class<?> type, Listing.Component from) {
        if (!type.isPrimitive()) {
            if (value != null && !type.isInstance(value)) {
                throw new KryoException(
                        "a %s where %s takes a %s".formatted(value.getClass().getName(), from.name(), type.getName()));
            }
            return value;
        }
        if (type == long.class && value instanceof Integer narrow) {
            return narrow.longValue();
        }
        if (value == null || MethodType.methodType(type).wrap().returnType() != value.getClass()) {
            throw new KryoException("no %s for %s, which was a %s".formatted(type.getName(), from.name(), from.type()));
        }
        return value;
    }

    /// What a component has that an older kernel knew nothing of.
    static @Nullable Object absent(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        } else if (type == Bytes.class) {
            return Bytes.EMPTY;
        } else if (type == String.class) {
            return "";
        } else if (SortedMap.class.isAssignableFrom(type)) {
            return TreePMap.empty();
        } else if (SortedSet.class.isAssignableFrom(type)) {
            return TreePSet.empty();
        } else if (PVector.class.isAssignableFrom(type)) {
            return TreePVector.empty();
        }
        return type == List.class ? Collections.emptyList() : null;
    }

    /// A length of things that take so many bytes each at least: nothing is made that the bytes left could not fill.
    static int length(Input input, int leastBytes) {
        int length = input.readVarInt(true);
        if (length < 0 || (long) length * leastBytes > input.limit() - input.position()) {
            throw new KryoException("%s things, where %d bytes are left"
                    .formatted(Integer.toUnsignedString(length), input.limit() - input.position()));
        }
        return length;
    }
}
