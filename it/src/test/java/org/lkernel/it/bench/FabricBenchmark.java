package org.lkernel.it.bench;

import java.util.concurrent.TimeUnit;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.kernel.Port;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to send a message and get one back, and to save and restore a machine.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // by the set-up
public class FabricBenchmark {
    private static final int ROUND_TRIPS = 1000;

    @Param({"true", "false"})
    public boolean digesting;

    @Param({"true", "false"})
    public boolean inlining;

    private Machine machine;

    @Setup
    public void build() {
        machine = Machine.builder()
                .digesting(digesting)
                .inlining(inlining)
                .add(new Echo(Port.MEMORY, Port.hart(0)))
                .add(new Echo(Port.hart(0), Port.MEMORY))
                .build();
        machine.inject(Port.MEMORY, new Echo.Bounce(0));
    }

    @TearDown
    public void close() {
        machine.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public long roundTrip() {
        machine.run(2 * ROUND_TRIPS);
        return machine.steps();
    }

    @Benchmark
    public long saveAndLoad() {
        try (MachineImage image = machine.save()) {
            machine.load(image);
            return image.step();
        }
    }
}
