package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Completion;

/// What files were before a call: if that is refused, they are so again, and nobody else was told of any change.
///
/// Numbers that were given out for a question are not given again, and what the base has said of itself stays known;
/// everything else must be what it was.
final class Unchanged {
    private static final Set<String> COUNTED = Set.of("nextId", "nextSequence", "nowNanos");

    private final FilesState before;
    private final int delivered;
    private final int questions;

    Unchanged(Bench bench) {
        before = bench.files.state().copy();
        delivered = bench.delivered.size();
        questions = bench.host.questions;
    }

    void check(Bench bench, Completion answer) {
        if (bench.host.questions != questions) {
            return;
        }
        for (Field field : FilesState.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !COUNTED.contains(field.getName())) {
                assertEquals(
                        value(field, before),
                        value(field, bench.files.state()),
                        () -> field.getName() + " after " + answer);
            }
        }
        List<Message> effects = bench.delivered.subList(delivered, bench.delivered.size()).stream()
                .filter(Unchanged::changesSomething)
                .toList();
        assertEquals(List.of(), effects, () -> "sent although " + answer);
    }

    private static Object value(Field field, FilesState state) {
        try {
            field.setAccessible(true);
            return field.get(state);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean changesSomething(Message message) {
        return switch (message) {
            case Memory.Resize r -> true;
            case Memory.CopyObject c -> true;
            case Memory.DropObject d -> true;
            case Memory.StoreObject s -> true;
            case Memory.WriteObject w -> true;
            case Memory.Charge c -> true;
            case Clock.Arm a -> true;
            default -> false;
        };
    }
}
