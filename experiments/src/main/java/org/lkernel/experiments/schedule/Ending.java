package org.lkernel.experiments.schedule;

import java.util.List;
import org.lkernel.actors.KernelCrash;
import org.lkernel.kernel.Port;

/// How a schedule ended.
public sealed interface Ending {
    /// The program is gone.
    ///
    /// @param code its exit status, as a shell gives it
    /// @param reason in the kernel's words
    /// @param message the last line it wrote to standard error, or nothing
    record Ended(int code, String reason, String message) implements Ending {}

    /// Nothing can happen any more, and the program is still there.
    ///
    /// @param waits who waits for what
    record Stuck(List<Wait> waits) implements Ending {}

    /// It went on and on, also when everything went its usual way again.
    ///
    /// @param running the tasks that could run
    record Endless(List<Integer> running) implements Ending {}

    /// What must be so of the kernel is not so, though it went on.
    ///
    /// @param port whose state it is
    /// @param flaw in words
    record Broken(Port port, String flaw) implements Ending {}

    /// The kernel broke.
    record Crashed(KernelCrash crash) implements Ending {}
}
