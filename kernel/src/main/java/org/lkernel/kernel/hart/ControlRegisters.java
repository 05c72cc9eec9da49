package org.lkernel.kernel.hart;

/// The control and status registers that user mode has: those of floating point, and the read-only counters.
final class ControlRegisters {
    private static final int FFLAGS = 0x001;
    private static final int FRM = 0x002;
    private static final int FCSR = 0x003;
    private static final int CYCLE = 0xc00;
    private static final int TIME = 0xc01;
    private static final int INSTRET = 0xc02;

    private static final int FLAGS_MASK = 0x1f;
    private static final int MODE_SHIFT = 5;

    private static final int WRITE = 1;
    private static final int SET = 2;

    private final Registers registers;
    private final TimeSource time;

    ControlRegisters(Registers registers, TimeSource time) {
        this.registers = registers;
        this.time = time;
    }

    /// Runs an instruction of Zicsr; false when it is illegal, and then nothing has changed.
    ///
    /// @param retired instructions retired before this one
    boolean execute(int word, long retired) {
        int register = word >>> 20;
        int source = (word >>> 15) & 31;
        int operation = (word >>> 12) & 3;
        boolean writes = operation == WRITE || source != 0;
        if (!exists(register) || (writes && isReadOnly(register))) {
            return false;
        }
        long operand = (word & 1 << 14) != 0 ? source : registers.x[source];
        long before = read(register, retired);
        if (writes) {
            write(register, operation == WRITE ? operand : operation == SET ? before | operand : before & ~operand);
        }
        int rd = (word >>> 7) & 31;
        if (rd != 0) {
            registers.x[rd] = before;
        }
        return true;
    }

    private static boolean exists(int register) {
        return switch (register) {
            case FFLAGS, FRM, FCSR, CYCLE, TIME, INSTRET -> true;
            default -> false;
        };
    }

    private static boolean isReadOnly(int register) {
        return register >>> 10 == 3;
    }

    private long read(int register, long retired) {
        return switch (register) {
            case FFLAGS -> registers.fcsr & FLAGS_MASK;
            case FRM -> registers.fcsr >>> MODE_SHIFT;
            case FCSR -> registers.fcsr;
            case INSTRET -> retired;
            default -> time.timeNanos(retired);
        };
    }

    private void write(int register, long value) {
        int bits = (int) value;
        registers.fcsr = switch (register) {
            case FFLAGS -> (registers.fcsr & ~FLAGS_MASK) | (bits & FLAGS_MASK);
            case FRM -> (registers.fcsr & FLAGS_MASK) | (bits & 7) << MODE_SHIFT;
            default -> FloatUnit.mask(bits);
        };
    }
}
