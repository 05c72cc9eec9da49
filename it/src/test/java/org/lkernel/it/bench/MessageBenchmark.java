package org.lkernel.it.bench;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.lkernel.actors.codec.Folds;
import org.lkernel.actors.codec.Sink;
import org.lkernel.actors.codec.Vocabulary;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.FilesCall;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.GuestMemory;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.SystemCall;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the engine does with one message beside delivering it: decode, digest, journal.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // by the set-up
public class MessageBenchmark {
    private static final int ECALL_REGISTER = 17;

    /// System calls by number: `munmap(2)`, and `write(2)` of sixteen bytes.
    @Param({"215", "64"})
    public int number;

    private final Digest digest = new Digest();
    private final Sink journal = new Sink(1 << 16);
    private final Vocabulary vocabulary = new Vocabulary(List.of(FilesCall.class, MemoryCall.class, Hart.class));
    private final SyscallTable table =
            new SyscallTable().add(FilesCall.class, Port.FILES).add(MemoryCall.class, Port.MEMORY);
    private final Call call = new Call(17, 17, 0, 4711, 123_456_789);
    private final Hart answer = new Hart.Completed(call, Completion.value(16));
    private SyscallTable.Entry entry;
    private Ecall ecall;
    private SystemCall message;

    @Setup
    public void trap() {
        long[] registers = new long[32];
        registers[10] = 0x2a_aaaa_0000L;
        registers[11] = number == 64 ? 0x3f_ffff_0000L : 4096;
        registers[12] = 16;
        registers[ECALL_REGISTER] = number;
        ecall = new Ecall(call, 0x10000, registers, new long[32], 0, new Zeroes());
        entry = Objects.requireNonNull(table.entry(number));
        message = decode();
    }

    /// Guest memory in which every byte is zero.
    private static final class Zeroes implements GuestMemory {
        @Override
        public void load(long address, byte[] target, int offset, int length) {
            target[offset] = 0;
        }

        @Override
        public void store(long address, byte[] source, int offset, int length) {}
    }

    @Benchmark
    public SystemCall decode() {
        return entry.decode(ecall);
    }

    @Benchmark
    public long digestCall() {
        Folds.fold((Record) message, digest);
        return digest.low();
    }

    @Benchmark
    public long digestAnswer() {
        Folds.fold((Record) answer, digest);
        return digest.low();
    }

    @Benchmark
    public int journal() {
        journal.cut(0);
        vocabulary.write(message, journal);
        return journal.length();
    }

    /// All three, as if every message were input.
    @Benchmark
    public int decodeDigestAndJournal() {
        SystemCall decoded = decode();
        Folds.fold((Record) decoded, digest);
        journal.cut(0);
        vocabulary.write(decoded, journal);
        return journal.length() + (int) digest.low();
    }
}
