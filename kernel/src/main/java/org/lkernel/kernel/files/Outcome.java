package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.syscall.Completion;

/// What came of trying an operation.
sealed interface Outcome {
    /// The call is over.
    record Done(Completion completion) implements Outcome {}

    /// The call is over, and the caller gets a signal with the answer.
    record Raised(Completion completion, int signal) implements Outcome {}

    /// Nothing more can be done until one of the sources changes or the deadline passes.
    record Blocked(Operation operation, List<Long> sources, long deadlineNanos) implements Outcome {}

    /// A request is out whose answer will come soon.
    record Awaiting(Operation operation) implements Outcome {}

    static Outcome value(long value) {
        return new Done(Completion.value(value));
    }

    static Outcome blocked(Operation operation, long source) {
        return new Blocked(operation, List.of(source), Ongoing.NEVER);
    }
}
