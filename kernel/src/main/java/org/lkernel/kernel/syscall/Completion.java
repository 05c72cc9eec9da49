package org.lkernel.kernel.syscall;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;

/// The answer to a [Call].
public sealed interface Completion {
    /// The call is over: `value` goes to a0, after the copy-outs have been made (`EFAULT` if one cannot be).
    ///
    /// @param loan what goes back to its owner, who then has the last word, if one cannot be; or null
    record Returned(
            long value, List<CopyOut> outs, @Nullable Loan loan) implements Completion {
        public Returned(long value, List<CopyOut> outs) {
            this(value, outs, null);
        }

        /// How many bytes were stored when this address could not be.
        public long storedBefore(long address) {
            long stored = 0;
            for (CopyOut out : outs) {
                long into = address - out.address();
                if (into >= 0 && into < out.content().length()) {
                    return stored + into;
                }
                stored += out.content().length();
            }
            return stored;
        }
    }

    /// A signal came first and nothing was consumed. The call is restarted, or `EINTR`, as the handler says.
    record Interrupted(Restart restart) implements Completion {}

    /// The page is there now: execute the instruction again.
    record Retried() implements Completion {}

    /// The memory access is not allowed: the task gets a signal, in the manner of `siginfo_t`.
    record Refused(int signal, int code, long address) implements Completion {}

    /// The task goes on elsewhere: after `execve`, `rt_sigreturn`, or into a signal handler whose frame is in
    /// `outs`.
    record Replaced(Context context, int space, List<CopyOut> outs) implements Completion {}

    /// Nothing was pending; the task goes on where it was.
    record Resumed() implements Completion {}

    /// The task is no more; the hart is free.
    record Exited() implements Completion {}

    /// What an interrupted call does once the signal was handled (Linux `ERESTARTSYS` and its kin).
    enum Restart {
        /// Restarted unless a handler without `SA_RESTART` ran.
        IF_ALLOWED,
        /// Restarted only if no handler ran; otherwise `EINTR`.
        UNLESS_HANDLED,
        /// Always `EINTR`.
        NEVER,
        /// Restarted whatever ran: the call cannot fail with `EINTR`.
        ALWAYS
    }

    /// The errors that a call can answer: the last 4095 numbers.
    int ERRORS = 4095;

    /// Whether the call was refused.
    default boolean isError() {
        return this instanceof Returned returned && returned.value() < 0 && returned.value() >= -ERRORS;
    }

    static Completion value(long value) {
        return new Returned(value, List.of());
    }

    static Completion value(long value, long address, org.lkernel.kernel.Bytes out) {
        return new Returned(value, List.of(new CopyOut(address, out)));
    }

    static Completion error(Errno errno) {
        return new Returned(-errno.number(), List.of());
    }
}
