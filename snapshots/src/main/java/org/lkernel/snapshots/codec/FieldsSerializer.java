package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// States and what they are made of that is no record: objects with a constructor that takes nothing, as the fields
/// they are listed with. A final array keeps its length, and is filled.
final class FieldsSerializer extends Serializer<Object> {
    private final Listing.Row row;
    private final Constructor<?> constructor;
    private final @Nullable Field[] fields;

    FieldsSerializer(Listing.Row row, Class<?> type) {
        super(false, false);
        this.row = row;
        this.fields = new Field[row.components().size()];
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(type.getName() + " cannot be made from nothing", none);
        }
        constructor.setAccessible(true);
        List<Field> present = stored(type);
        for (int index = 0; index < fields.length; index++) {
            String name = row.components().get(index).name();
            fields[index] = present.stream()
                    .filter(field -> field.getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// The fields that are stored: all but static and transient ones, in the order of their declaration.
    static List<Field> stored(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .peek(field -> field.setAccessible(true))
                .toList();
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        try {
            for (int index = 0; index < fields.length; index++) {
                Field field = fields[index];
                if (field == null) {
                    throw new IllegalStateException("an old listing is not written with: " + row);
                }
                Shapes.write(kryo, output, row.components().get(index).type(), field.get(value));
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        try {
            Object made = constructor.newInstance();
            for (int index = 0; index < fields.length; index++) {
                Listing.Component listed = row.components().get(index);
                Object value = Shapes.read(kryo, input, listed.type());
                Field field = fields[index];
                if (field != null) {
                    set(made, field, Shapes.fitted(value, field.getType(), listed));
                }
            }
            return made;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void set(Object made, Field field, @Nullable Object value) throws IllegalAccessException {
        if (!Modifier.isFinal(field.getModifiers())) {
            field.set(made, value);
        } else if (field.get(made) instanceof long[] array && value instanceof long[] words) {
            if (words.length > array.length) {
                throw new KryoException("%d words for %s of %s, which has %d"
                        .formatted(words.length, field.getName(), row.name(), array.length));
            }
            System.arraycopy(words, 0, array, 0, words.length);
        } else {
            throw new IllegalStateException(field + " can be stored but not put back");
        }
    }
}
