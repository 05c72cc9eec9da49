package org.lkernel.snapshots.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.hart.HeldSpaces;
import org.lkernel.kernel.syscall.Context;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// Serialisers of the values that are neither records nor states. None of them makes more than the bytes that are
/// left could fill.
final class Values {
    private static final int FIRST = 10;
    private static final int REGISTERS = 32;

    private Values() {}

    static void register(Kryo kryo) {
        int number = FIRST;
        kryo.register(String.class, new Text());
        kryo.register(Bytes.class, new Octets(), number++);
        kryo.register(Context.class, new Registers(), number++);
        kryo.register(long[].class, new Words(), number++);
        kryo.register(List.class, new Sequence<List<?>>(List::copyOf), number++);
        kryo.register(TreePVector.class, new Sequence<TreePVector<?>>(TreePVector::from), number++);
        kryo.register(TreePSet.class, new Sequence<TreePSet<?>>(Values::set), number++);
        kryo.register(TreePMap.class, new Entries(), number++);
        kryo.register(HeldSpaces.class, new Held(), number);
    }

    /// Only comparable values have an order; others are refused as they are put in.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static TreePSet<?> set(Collection<?> elements) {
        return TreePSet.from((Collection) elements);
    }

    private static final class Text extends Serializer<String> {
        @Override
        public void write(Kryo kryo, Output output, String value) {
            output.writeVarInt(value.length(), true);
            for (int index = 0; index < value.length(); index++) {
                output.writeVarInt(value.charAt(index), true);
            }
        }

        @Override
        public String read(Kryo kryo, Input input, Class<? extends String> type) {
            char[] characters = new char[Shapes.length(input, 1)];
            for (int index = 0; index < characters.length; index++) {
                characters[index] = (char) input.readVarInt(true);
            }
            return new String(characters);
        }
    }

    private static final class Octets extends Serializer<Bytes> {
        @Override
        public void write(Kryo kryo, Output output, Bytes value) {
            output.writeVarInt(value.length(), true);
            output.writeBytes(value.toArray());
        }

        @Override
        public Bytes read(Kryo kryo, Input input, Class<? extends Bytes> type) {
            return Bytes.wrap(input.readBytes(Shapes.length(input, 1)));
        }
    }

    private static final class Registers extends Serializer<Context> {
        @Override
        public void write(Kryo kryo, Output output, Context value) {
            output.writeLong(value.pc());
            for (int register = 0; register < REGISTERS; register++) {
                output.writeVarLong(value.x(register), false);
            }
            for (int register = 0; register < REGISTERS; register++) {
                output.writeVarLong(value.f(register), false);
            }
            output.writeInt(value.fcsr());
        }

        @Override
        public Context read(Kryo kryo, Input input, Class<? extends Context> type) {
            long pc = input.readLong();
            long[] integers = registers(input);
            long[] floats = registers(input);
            return new Context(pc, integers, floats, input.readInt());
        }

        private static long[] registers(Input input) {
            long[] registers = new long[REGISTERS];
            for (int register = 0; register < REGISTERS; register++) {
                registers[register] = input.readVarLong(false);
            }
            return registers;
        }
    }

    private static final class Words extends Serializer<long[]> {
        @Override
        public void write(Kryo kryo, Output output, long[] value) {
            output.writeVarInt(value.length, true);
            for (long word : value) {
                output.writeVarLong(word, false);
            }
        }

        @Override
        public long[] read(Kryo kryo, Input input, Class<? extends long[]> type) {
            long[] words = new long[Shapes.length(input, 1)];
            for (int index = 0; index < words.length; index++) {
                words[index] = input.readVarLong(false);
            }
            return words;
        }
    }

    /// Makes a collection of elements, which are never null.
    private interface Gathering<C> {
        C of(Collection<?> elements);
    }

    private static final class Sequence<C extends Collection<?>> extends Serializer<C> {
        private final Gathering<C> gathering;

        Sequence(Gathering<C> gathering) {
            super(false, true);
            this.gathering = gathering;
        }

        @Override
        public void write(Kryo kryo, Output output, C value) {
            output.writeVarInt(value.size(), true);
            for (Object element : value) {
                kryo.writeClassAndObject(output, element);
            }
        }

        @Override
        public C read(Kryo kryo, Input input, Class<? extends C> type) {
            int size = Shapes.length(input, 1);
            List<Object> elements = new ArrayList<>(size);
            for (int index = 0; index < size; index++) {
                elements.add(present(kryo.readClassAndObject(input)));
            }
            return gathering.of(elements);
        }
    }

    private static final class Entries extends Serializer<TreePMap<?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, TreePMap<?, ?> value) {
            output.writeVarInt(value.size(), true);
            for (Map.Entry<?, ?> entry : value.entrySet()) {
                kryo.writeClassAndObject(output, entry.getKey());
                kryo.writeClassAndObject(output, entry.getValue());
            }
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // a key without an order is refused as it is put in
        public TreePMap<?, ?> read(Kryo kryo, Input input, Class<? extends TreePMap<?, ?>> type) {
            int size = Shapes.length(input, 2);
            TreePMap map = TreePMap.empty();
            for (int index = 0; index < size; index++) {
                Object key = present(kryo.readClassAndObject(input));
                map = map.plus(key, present(kryo.readClassAndObject(input)));
            }
            return map;
        }
    }

    private static final class Held extends Serializer<HeldSpaces> {
        private static final Words WORDS = new Words();

        @Override
        public void write(Kryo kryo, Output output, HeldSpaces value) {
            HeldSpaces.Content[] spaces = value.content();
            output.writeVarInt(spaces.length, true);
            for (HeldSpaces.Content space : spaces) {
                output.writeVarInt(space.space(), true);
                WORDS.write(kryo, output, space.words());
            }
        }

        @Override
        public HeldSpaces read(Kryo kryo, Input input, Class<? extends HeldSpaces> type) {
            List<HeldSpaces.Content> spaces = new ArrayList<>();
            for (int left = Shapes.length(input, 2); left > 0; left--) {
                int space = input.readVarInt(true);
                spaces.add(new HeldSpaces.Content(space, WORDS.read(kryo, input, long[].class)));
            }
            return HeldSpaces.of(spaces);
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new KryoException("nothing where a value belongs");
        }
        return value;
    }
}
