package org.lkernel.kernel.syscall;

/// One trap of one task: who asked, from where, and when. The first component of every system call and page
/// fault.
///
/// A call gets exactly one answer. Until its owner says [org.lkernel.kernel.hart.Hart.Parked] the answer goes to
/// the hart; after that it goes to the scheduler, for the task no longer has a hart.
///
/// @param task the task (thread) that trapped
/// @param space the address space it runs in
/// @param hart the hart it trapped on
/// @param serial tells this call from every earlier one of the task, so that a late `Cancel` cannot hit its
/// successor
/// @param nowNanos the machine's time at the trap, nanoseconds since boot
/// @param systemNanos how much of the task's time since it got the hart went into the kernel, this trap included
public record Call(int task, int space, int hart, long serial, long nowNanos, long systemNanos) {
    /// One that no hart has made, or at no cost.
    public Call(int task, int space, int hart, long serial, long nowNanos) {
        this(task, space, hart, serial, nowNanos, 0);
    }
}
