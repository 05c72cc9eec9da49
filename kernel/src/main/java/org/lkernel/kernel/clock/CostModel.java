package org.lkernel.kernel.clock;

/// What the kernel's work costs in virtual time: a fixed number of nanoseconds for each kind of trap.
///
/// The figures are a model's, known by its number, for ever: a machine keeps the number in its state and a journal
/// in its header, so a run that was begun under one model ends under it. Other figures are another model.
///
/// @param callNanos a system call, from the trap to the return
/// @param faultNanos a page fault or another exception
/// @param switchNanos a task that gets a hart
public record CostModel(int number, long callNanos, long faultNanos, long switchNanos) {
    /// Nothing costs anything: live mode, where the host's time says what did, and machines older than the models.
    public static final CostModel FREE = new CostModel(0, 0, 0, 0);

    /// A plain in-order core at 1 GHz under Linux, of the class of SiFive's U54 or T-Head's C906: `getpid` takes it
    /// some 400 cycles, a page that is only to be mapped some 1,500, and a switch between two processes, with what
    /// the caches lose by it, some 2,000.
    public static final CostModel IN_ORDER = new CostModel(1, 400, 1_500, 2_000);

    /// The model of that number.
    ///
    /// @throws IllegalArgumentException if this kernel knows none
    public static CostModel numbered(int number) {
        return switch (number) {
            case 0 -> FREE;
            case 1 -> IN_ORDER;
            default -> throw new IllegalArgumentException("there is no cost model " + number);
        };
    }
}
