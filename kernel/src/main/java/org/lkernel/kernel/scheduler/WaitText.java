package org.lkernel.kernel.scheduler;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.hart.Suspended;
import org.lkernel.kernel.scheduler.SchedulerState.Blocked;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;
import org.lkernel.kernel.syscall.Context;

/// What a task waits in, as `/proc/PID/syscall` tells it: the number of the call, its six arguments, the stack
/// pointer and the program counter; no number for a page fault, and one word for a task that does not wait.
///
/// @see "proc_pid_syscall(5)"
final class WaitText {
    private static final int SP = 2;
    private static final int A0 = 10;
    private static final int ARGUMENTS = 6;
    private static final int A7 = 17;
    private static final int ECALL_BYTES = 4;

    private WaitText() {}

    static Bytes of(@Nullable Slot slot) {
        if (slot == null) {
            return Bytes.latin1("-1 0x0 0x0\n");
        }
        return slot.phase() instanceof Blocked blocked ? waiting(blocked) : Bytes.latin1("running\n");
    }

    private static Bytes waiting(Blocked blocked) {
        Context context = blocked.context();
        boolean fault = isFault(blocked);
        StringBuilder text = new StringBuilder(fault ? "-1" : Long.toString(context.x(A7)));
        for (int argument = 0; argument < ARGUMENTS && !fault; argument++) {
            word(text, context.x(A0 + argument));
        }
        word(text, context.x(SP));
        word(text, fault ? context.pc() : context.pc() + ECALL_BYTES);
        return Bytes.latin1(text.append('\n').toString());
    }

    /// Whether it waits for a page rather than in a call.
    static boolean isFault(Blocked blocked) {
        Suspended suspended = blocked.suspended();
        return suspended != null && suspended.during() == Suspended.During.INSTRUCTION;
    }

    private static void word(StringBuilder text, long value) {
        text.append(" 0x").append(Long.toHexString(value));
    }
}
