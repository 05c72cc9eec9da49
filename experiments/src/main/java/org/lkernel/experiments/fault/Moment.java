package org.lkernel.experiments.fault;

/// When a fault strikes.
public sealed interface Moment {
    /// Nothing has happened there yet.
    ///
    /// @param number of the occurrence at the fault's place, from 1
    record Occurrence(long number) implements Moment {
        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /// Each time.
    record Every() implements Moment {
        @Override
        public String toString() {
            return "every";
        }
    }

    /// Between two instructions.
    ///
    /// @param number instructions that all harts together have retired since boot
    record Instruction(long number) implements Moment {
        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /// Whether it is now.
    ///
    /// @param occurrence from 1
    default boolean isAt(long occurrence) {
        return switch (this) {
            case Occurrence(long number) -> occurrence == number;
            case Every() -> true;
            case Instruction _ -> false;
        };
    }
}
