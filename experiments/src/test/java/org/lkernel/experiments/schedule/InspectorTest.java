package org.lkernel.experiments.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.Variant;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.task.Tasks;

/// A kernel that goes on though something is wrong with it.
class InspectorTest {
    /// Forgets what it has just done, when that was of a kind.
    private static final class Forgetful<M extends Message, S extends State<S>> extends Variant<M, S> {
        private final Class<? extends M> forgotten;

        Forgetful(Subsystem<M, S> original, Class<? extends M> forgotten) {
            super(original);
            this.forgotten = forgotten;
        }

        @Override
        public void receive(Port sender, M message, Outbox outbox) {
            S before = forgotten.isInstance(message) ? state().copy() : null;
            super.receive(sender, message, outbox);
            if (before != null) {
                load(before);
            }
        }
    }

    @SuppressWarnings("unchecked") // whoever understands Memory understands a MemoryCall
    private static <M extends Message, S extends State<S>> Subsystem<M, S> forgetting(
            Subsystem<M, S> original, Class<? extends Message> forgotten) {
        return original.understands().isAssignableFrom(forgotten)
                ? new Forgetful<>(original, (Class<? extends M>) forgotten)
                : original;
    }

    private static Ending play(UnaryOperator<Subsystem<?, ?>> around, String program) {
        try (Stage stage = new Stage(
                () -> Computer.builder()
                        .memory(1L << 28)
                        .topology(board -> (choices, input) -> board.build(choices, input).stream()
                                .<Subsystem<?, ?>>map(around)
                                .toList()),
                0,
                List.of(program),
                false,
                Long.MAX_VALUE)) {
            return stage.play(Chooser.FIFO, Words.NONE, true, false, Limits.FIRST)
                    .ending();
        }
    }

    @Test
    void aCallThatItsOwnerHasForgottenIsSeenWhenNothingIsOnItsWay() {
        Ending.Broken broken = assertInstanceOf(
                Ending.Broken.class,
                play(subsystem -> forgetting(subsystem, MemoryCall.Futex.class), "/bin/lab-lost-wakeup-fixed"));
        assertEquals(Port.MEMORY, broken.port());
        assertEquals("task 1 waits in futex, of which nobody knows any more", broken.flaw());
    }

    @Test
    void aVariantThatDoesTheSameIsTheSameMachine() {
        Ending.Ended ended = assertInstanceOf(
                Ending.Ended.class,
                play(subsystem -> forgetting(subsystem, Tasks.OutOfMemory.class), "/bin/lab-lost-wakeup-fixed"));
        assertEquals(0, ended.code());
    }
}
