package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Completion;

/// What a hart was about when a page fault took it off its task, and goes on with when the page is there.
///
/// @param during why the address was touched
/// @param unfinished the completion whose copy-outs are to be made again, for [During#COPY_OUT]
public record Suspended(During during, @Nullable Completion unfinished) {
    /// The answer being stored, if its owner takes back what it gave; else null.
    Completion.@Nullable Returned lent() {
        return unfinished instanceof Completion.Returned answer && answer.loan() != null ? answer : null;
    }

    public enum During {
        /// An instruction was fetched or touched memory: it is executed again.
        INSTRUCTION,
        /// Arguments of a system call were fetched: nobody was asked yet, the call is made again.
        COPY_IN,
        /// Results are being stored.
        COPY_OUT
    }
}
