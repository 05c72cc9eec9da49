package org.lkernel.actors;

import org.lkernel.kernel.syscall.SyscallTable;

/// A place in a machine's run, to stop at: `message:N`, `instruction:N`, `time:5s` or `syscall:NAME:N`.
///
/// All count from boot, over the whole machine, so the same place in two runs of one seed is the same state. A
/// place that is behind the machine already is reached at once.
public sealed interface Until {
    /// What [#parse] understands, for a message to the user.
    String FORMS = "message:N, instruction:N, time:5s or syscall:NAME:N";

    /// Between two deliveries: so many have been made and handled to their end.
    record Message(long number) implements Until {
        @Override
        public String toString() {
            return "message:" + number;
        }
    }

    /// Exactly so many instructions have been retired by all harts together: as a rule inside a slice.
    record Instruction(long number) implements Until {
        @Override
        public String toString() {
            return "instruction:" + number;
        }
    }

    /// The first boundary between two messages at which the clock or any hart has come to this time, in
    /// nanoseconds since boot. An idle machine's time jumps, so this may be well past it.
    record Time(long nanos) implements Until {
        @Override
        public String toString() {
            return "time:" + nanos + "ns";
        }
    }

    /// The `number`-th call of that name, from 1, was made and has had no effect yet: its record is on its way to
    /// the subsystem that owns it.
    ///
    /// A call that the hart itself answers, such as `clock_gettime`, has no such moment; the machine stops right
    /// after it, before the next instruction. Counted are calls whose arguments could be fetched, each
    /// restart of an interrupted one included.
    record SystemCall(String name, int call, long number) implements Until {
        @Override
        public String toString() {
            return "syscall:" + name + ":" + number;
        }
    }

    /// Reads what a user wrote.
    ///
    /// @param table the machine's system calls
    /// @throws IllegalArgumentException saying what was expected
    static Until parse(String text, SyscallTable table) {
        return UntilParser.parse(text, table);
    }
}
