package org.lkernel.actors.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.device.Entropy;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.device.RealTimeClock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.interrupt.Interrupts;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.task.Tasks;

/// Random values of every message the kernel has, made from nothing but the shapes of their records.
final class Samples {
    static final List<Class<? extends Message>> FAMILIES = List.of(
            Clock.class,
            Interrupts.class,
            Scheduler.class,
            Memory.class,
            Tasks.class,
            Files.class,
            Hart.class,
            Console.class,
            Entropy.class,
            HostFiles.class,
            RealTimeClock.class,
            Console.Answer.class,
            HostFiles.Looked.class,
            HostFiles.Listed.class,
            HostFiles.PagesRead.class,
            HostFiles.Same.class,
            RealTimeClock.Answer.class);

    private static final int DEEPEST = 4;

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    /// @return nothing for a record whose constructor does not like what it was given
    Optional<Message> of(Class<?> type) {
        try {
            return Optional.of((Message) record(type, 0));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private Object record(Class<?> type, int depth) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            Object[] values = Arrays.stream(components)
                    .map(component -> value(component.getGenericType(), depth + 1))
                    .toArray();
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private @Nullable Object value(Type type, int depth) {
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return IntStream.range(0, depth > DEEPEST ? 0 : random.nextInt(4))
                    .mapToObj(_ -> Optional.ofNullable(value(element, depth + 1)))
                    .flatMap(Optional::stream)
                    .toList();
        }
        Class<?> known = (Class<?>) type;
        if (!known.isPrimitive() && known != Port.class && known != Bytes.class && random.nextInt(8) == 0) {
            return null;
        }
        Object leaf = leaf(known);
        return leaf != null ? leaf : composed(known, depth);
    }

    private @Nullable Object leaf(Class<?> type) {
        long word = random.nextLong() >> random.nextInt(64);
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants == null ? null : constants[random.nextInt(constants.length)];
        }
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> (word & 1) == 0;
            case "byte" -> (byte) word;
            case "short" -> (short) word;
            case "char" -> (char) word;
            case "int", "Integer" -> (int) word;
            case "long", "Long" -> word;
            case "String" -> "é".repeat(random.nextInt(3)) + Long.toHexString(word);
            case "Bytes" -> Bytes.latin1(Long.toHexString(word).repeat(random.nextInt(3)));
            case "Port" -> new Port(random.nextInt(128));
            case "Context" ->
                new Context(word, random.longs(32).toArray(), random.longs(32).toArray(), (int) word);
            default -> null;
        };
    }

    private @Nullable Object composed(Class<?> type, int depth) {
        if (depth > DEEPEST && !type.isRecord()) {
            return null;
        }
        if (type.isRecord()) {
            return record(type, depth);
        }
        List<Class<?>> choices =
                records(type == Message.class ? Interrupts.class : type).toList();
        return record(choices.get(random.nextInt(choices.size())), depth);
    }

    private static Stream<Class<?>> records(Class<?> family) {
        return family.isRecord()
                ? Stream.of(family)
                : Arrays.stream(Optional.ofNullable(family.getPermittedSubclasses())
                                .orElseThrow())
                        .flatMap(Samples::records);
    }
}
