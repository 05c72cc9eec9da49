package org.lkernel.kernel.syscall;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.signal.SignalInfo;

/// Who looks on while tasks make system calls and get signals: what a tracer under `ptrace(2)` would be told.
///
/// It is told outside of all messages, belongs to no state and answers nothing, so that a machine runs the same
/// and has the same digest with one and without. Therefore it sees the calls that a hart answers itself too, those
/// that do not exist, and those whose arguments cannot be had.
public interface Tracer {
    /// Nobody looks on.
    Tracer NONE = new Tracer() {
        @Override
        public boolean looksOn() {
            return false;
        }
    };

    /// Whether it wants to be told anything.
    default boolean looksOn() {
        return true;
    }

    /// A task makes a call.
    ///
    /// @param entry null when there is no such call
    /// @param at the hart as it stands, to be read before this returns
    default void called(SyscallTable.@Nullable Entry entry, Ecall at) {}

    /// The call is over, and what it stores is stored.
    default void returned(int task, int space, long nowNanos, long value) {}

    /// A signal came before the call had done anything.
    default void interrupted(int task, int space, long nowNanos, Completion.Restart restart) {}

    /// The task goes on elsewhere: it has a new program, or a handler was entered or left.
    ///
    /// @param outs the frames of the handlers that were entered, the first interrupted one first
    default void replaced(int task, int space, long nowNanos, Context context, List<CopyOut> outs) {}

    /// The task takes a signal, is ended by it, or would have got it if it did not ignore it.
    default void signalled(int task, SignalInfo info) {}

    /// The task was made by another one, and has not run yet.
    default void created(int task) {}

    /// The task runs no more.
    ///
    /// @param status of the process, as `wait(2)` has it, if all of it ends
    default void left(int task, @Nullable Integer status) {}
}
