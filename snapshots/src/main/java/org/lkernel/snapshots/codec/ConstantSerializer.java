package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Constants of an enum, as their place in the listing: whatever order they are declared in.
final class ConstantSerializer extends Serializer<Enum<?>> {
    private final List<String> names;
    private final @Nullable Enum<?>[] constants;

    ConstantSerializer(Listing.Row row, Class<?> type) {
        super(false, true);
        names = row.constants();
        constants = names.stream().map(name -> constant(type, name)).toArray(Enum<?>[]::new);
    }

    private static @Nullable Enum<?> constant(Class<?> type, String name) {
        for (Object each : type.getEnumConstants()) {
            Enum<?> constant = (Enum<?>) each;
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    @Override
    public void write(Kryo kryo, Output output, Enum<?> value) {
        int place = names.indexOf(value.name());
        if (place < 0) {
            throw new KryoException(value + " is in no snapshot: it is not in the listing of types");
        }
        output.writeVarInt(place, true);
    }

    @Override
    public Enum<?> read(Kryo kryo, Input input, Class<? extends Enum<?>> type) {
        int place = input.readVarInt(true);
        Enum<?> constant = place < 0 || place >= constants.length ? null : constants[place];
        if (constant == null) {
            throw new KryoException("no constant of " + type.getName() + " has the number " + place);
        }
        return constant;
    }
}
