package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.GuestMemory;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;

/// What a hart tells a [Tracer] of the task it runs: nothing when there is none.
final class Onlooker {
    private final Tracer tracer;
    private final boolean there;
    private final Cpu cpu;
    private final GuestMemory memory;

    Onlooker(Tracer tracer, Cpu cpu, GuestMemory memory) {
        this.tracer = tracer;
        this.there = tracer.looksOn();
        this.cpu = cpu;
        this.memory = memory;
    }

    void called(HartState state, int hart, SyscallTable.@Nullable Entry entry) {
        if (there) {
            Call call = new Call(state.task, state.space, hart, 0, now(state));
            Registers registers = cpu.registers();
            tracer.called(entry, new Ecall(call, registers.pc, registers.x, registers.f, registers.fcsr, memory));
        }
    }

    void returned(HartState state, long value) {
        if (there) {
            tracer.returned(state.task, state.space, now(state), value);
        }
    }

    void interrupted(HartState state, Completion.Restart restart) {
        if (there) {
            tracer.interrupted(state.task, state.space, now(state), restart);
        }
    }

    void replaced(HartState state, Completion.Replaced by) {
        if (there) {
            tracer.replaced(state.task, state.space, now(state), by.context(), by.outs());
        }
    }

    private long now(HartState state) {
        return state.nowNanos(cpu.retired());
    }
}
