package org.lkernel.actors.toy;

import java.util.List;
import java.util.stream.IntStream;
import org.lkernel.actors.Backend;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

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
                        .<org.lkernel.kernel.Subsystem<?, ?>>map(port -> new Dice(port, TABLE, choices, input))
                        .toList());
    }

    /// With a host whose rolls depend on nothing but how often it was asked.
    public static MachineBuilder diceWithHost(long hostSeed) {
        MachineBuilder builder = dice();
        long[] asked = {hostSeed};
        Backend host = _ -> {
            asked[0] = asked[0] * 6364136223846793005L + 1442695040888963407L;
            return new Dice.Rolled((int) ((asked[0] >>> 40) % 6), asked[0] % 3 == 0 ? null : Bytes.utf8("clatter"));
        };
        TABLE.forEach(port -> builder.backend(port, host));
        return builder;
    }

    /// Starts as many games at once as there are players.
    public static void throwAll(Machine machine, int length) {
        TABLE.forEach(port -> machine.inject(port, new Dice.Throw(length, 0)));
    }

    /// Four walkers in a ring.
    public static MachineBuilder walkers() {
        MachineBuilder builder = Machine.builder();
        IntStream.range(0, 4).forEach(index -> builder.add(new Walker(Port.hart(index), Port.hart((index + 1) % 4))));
        return builder;
    }

    public static void walkAll(Machine machine, int rounds) {
        IntStream.range(0, 4).forEach(index -> machine.inject(Port.hart(index), new Walker.Go(25, rounds)));
    }
}
