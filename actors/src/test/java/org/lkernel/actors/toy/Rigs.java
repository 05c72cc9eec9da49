package org.lkernel.actors.toy;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.lkernel.actors.Backend;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// Machines made of toys.
public final class Rigs {
    public static final List<Port> TABLE =
            List.of(Port.CLOCK, Port.SCHEDULER, Port.MEMORY, Port.TASKS, Port.FILES, Port.hart(0), Port.hart(1));
    public static final List<Class<? extends Message>> ANSWERS = List.of(Dice.Roll.class, Dice.Rolled.class);

    private Rigs() {}

    /// Seven dice players who use both gates.
    public static MachineBuilder dice() {
        return Machine.builder()
                .answers(ANSWERS)
                .topology((choices, input) -> TABLE.stream()
                        .<Subsystem<?, ?>>map(port -> new Dice(port, TABLE, choices, input))
                        .toList());
    }

    /// With a host whose rolls depend on nothing but how often it was asked.
    public static MachineBuilder diceWithHost(long hostSeed) {
        MachineBuilder builder = dice();
        hosted(builder::backend, hostSeed);
        return builder;
    }

    /// Gives every player that host.
    public static void hosted(BiConsumer<Port, Backend> backends, long hostSeed) {
        long[] asked = {hostSeed};
        Backend host = _ -> {
            asked[0] = asked[0] * 6364136223846793005L + 1442695040888963407L;
            return new Dice.Rolled((int) ((asked[0] >>> 40) % 6), asked[0] % 3 == 0 ? null : Bytes.utf8("clatter"));
        };
        TABLE.forEach(port -> backends.accept(port, host));
    }

    /// Starts as many games at once as there are players.
    public static void throwAll(Machine machine, int length) {
        TABLE.forEach(port -> machine.inject(port, new Dice.Throw(length, 0)));
    }

    /// Four walkers in a ring.
    public static MachineBuilder walkers() {
        return Machine.builder()
                .topology((_, _) -> IntStream.range(0, 4)
                        .<Subsystem<?, ?>>mapToObj(index -> new Walker(Port.hart(index), Port.hart((index + 1) % 4)))
                        .toList());
    }

    public static void walkAll(Machine machine, int rounds) {
        IntStream.range(0, 4).forEach(index -> machine.inject(Port.hart(index), new Walker.Go(25, rounds)));
    }
}
