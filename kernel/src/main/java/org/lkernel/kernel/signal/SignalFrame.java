package org.lkernel.kernel.signal;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;

/// The record of an interrupted task that a signal handler returns through: riscv64's `struct rt_sigframe`.
///
/// ```
///    0  siginfo_t                      128
///  128  uc_flags, uc_link, uc_stack     40   the alternate stack as it was
///  168  uc_sigmask and room for 1024   128   the mask to go back to
///  304  pc, x1 … x31                   256   aligned to 16
///  560  f0 … f31, fcsr, reserved       528   the last 8 bytes end the list of extensions
/// ```
///
/// @see "linux/arch/riscv/include/uapi/asm/sigcontext.h and ucontext.h"
public final class SignalFrame {
    /// All of it, in bytes.
    public static final int SIZE = 1088;

    /// Where the `ucontext_t` starts, which the handler gets a pointer to.
    public static final int UCONTEXT = SignalInfo.SIZE;

    private static final int STACK = UCONTEXT + 16;
    /// Where the mask is that a return restores.
    public static final int MASK = UCONTEXT + 40;
    private static final int GENERAL = UCONTEXT + 176;
    private static final int FLOATING = GENERAL + 256;
    private static final int CONTROL = FLOATING + 256;
    private static final int RESERVED = FLOATING + 516;
    private static final int RA = 1;
    private static final int SP = 2;
    private static final int A0 = 10;

    private SignalFrame() {}

    /// What a frame restores.
    public record Restored(Context context, long mask, AlternateStack stack) {}

    /// A task about to enter its handler: the registers to start with and the bytes to be on its stack.
    public record Entered(Context context, CopyOut frame) {}

    /// Builds the frame below `stackPointer` and the registers the handler starts with.
    ///
    /// @param mask to be restored when the handler returns
    /// @param trampoline what the handler returns to
    public static Entered enter(
            Context context,
            SignalInfo info,
            long mask,
            AlternateStack stack,
            long stackPointer,
            long handler,
            long trampoline) {
        long frame = (stackPointer - SIZE) & -16;
        CopyOut image = new CopyOut(frame, image(context, info, mask, stack));
        Context entered = context.withPc(handler)
                .withX(RA, trampoline)
                .withX(SP, frame)
                .withX(A0, info.signal())
                .withX(A0 + 1, frame)
                .withX(A0 + 2, frame + UCONTEXT);
        return new Entered(entered, image);
    }

    private static Bytes image(Context context, SignalInfo info, long mask, AlternateStack stack) {
        byte[] image = new byte[SIZE];
        info.image().copyTo(0, image, 0, SignalInfo.SIZE);
        Struct.bytesOf(stack).copyTo(0, image, STACK, 24);
        Struct.store(image, MASK, 8, mask);
        Struct.store(image, GENERAL, 8, context.pc());
        for (int register = 1; register < 32; register++) {
            Struct.store(image, GENERAL + 8 * register, 8, context.x(register));
        }
        for (int register = 0; register < 32; register++) {
            Struct.store(image, FLOATING + 8 * register, 8, context.f(register));
        }
        Struct.store(image, CONTROL, 4, context.fcsr());
        return Bytes.wrap(image);
    }

    /// Reads a frame back; null when the reserved words say that it is none.
    public static @org.jspecify.annotations.Nullable Restored read(Bytes frame) {
        byte[] image = frame.toArray();
        if (Struct.littleEndian(image, RESERVED, 4) != 0 || Struct.littleEndian(image, RESERVED + 4, 8) != 0) {
            return null;
        }
        long[] general = new long[32];
        long[] floating = new long[32];
        for (int register = 1; register < 32; register++) {
            general[register] = Struct.littleEndian(image, GENERAL + 8 * register, 8);
        }
        for (int register = 0; register < 32; register++) {
            floating[register] = Struct.littleEndian(image, FLOATING + 8 * register, 8);
        }
        Context context = new Context(
                Struct.littleEndian(image, GENERAL, 8),
                general,
                floating,
                (int) Struct.littleEndian(image, CONTROL, 4) & 0xff);
        AlternateStack stack = (AlternateStack) Struct.of(AlternateStack.class).read(image, STACK);
        return new Restored(context, Struct.littleEndian(image, MASK, 8), stack);
    }
}
