package org.lkernel.kernel.hart;

/// Who may end a task's stay on its hart at a point that other tasks can see: before it touches memory that they
/// touch, before an atomic operation, before a system call.
///
/// A time slice is hundreds of thousands of instructions, in which nothing of another task comes between a
/// load and the store that belongs to it. Whoever studies such things decides here, access by access. What
/// the hart does of it are messages like any others: `Preempted` to the scheduler, or `Continue` to itself.
/// So a run that was disturbed has a digest, and can be repeated by whoever gives the same verdicts.
///
/// A page is watched by keeping it out of the hart's sight ([Tlb]): each access to it then takes the slow
/// path, which asks. So nothing is asked, and nothing costs anything, where nobody looks on.
public interface Preemption {
    /// Nobody.
    Preemption NONE = new Preemption() {
        @Override
        public boolean looksOn() {
            return false;
        }

        @Override
        public void enters(int hart, int task, long retired) {}

        @Override
        public void leaves(int hart, long retired) {}

        @Override
        public long within(int hart, long retired) {
            return Long.MAX_VALUE;
        }

        @Override
        public Verdict before(int hart, Kind kind, long pc, long address, long retired) {
            return Verdict.STAY;
        }

        @Override
        public boolean hides(int hart, long address, int frame, Access access) {
            return false;
        }
    };

    /// What is about to happen.
    enum Kind {
        LOAD,
        STORE,
        /// An atomic operation or a load that reserves; a conditional store is none, or correct loops would
        /// never end.
        UPDATE,
        /// A system call; the address is its number.
        CALL,
        /// As many instructions as [#within] said have retired.
        COUNT
    }

    /// What becomes of the task.
    enum Verdict {
        /// It goes on.
        STAY,
        /// It keeps the hart, but messages may be delivered before its next instruction.
        PAUSE,
        /// It goes back to its run queue.
        LEAVE
    }

    /// Whether it has anything to say; asked once, when a hart is built.
    boolean looksOn();

    /// A task begins a stay.
    ///
    /// @param retired instructions the hart has retired, here and below
    void enters(int hart, int task, long retired);

    /// The stay is over.
    void leaves(int hart, long retired);

    /// After how many instructions at most it has to be asked in any case.
    long within(int hart, long retired);

    /// Asked before each instruction of those kinds that the hart's fast path does not do by itself.
    Verdict before(int hart, Kind kind, long pc, long address, long retired);

    /// A page is to come into the hart's sight for an access; whether it stays out of it, so that the next access
    /// is asked about too.
    boolean hides(int hart, long address, int frame, Access access);
}
