package org.lkernel.kernel.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Struct;

/// The frame a handler returns through. The offsets are what a C compiler for riscv64-linux-gnu says of
/// `siginfo_t`, `ucontext_t` and `mcontext_t`.
final class SignalFrameTest {
    private static final int UCONTEXT_BYTES = 960;
    private static final int UC_STACK = 16;
    private static final int UC_SIGMASK = 40;
    private static final int UC_MCONTEXT = 176;
    private static final int GREGS = UC_MCONTEXT;
    private static final int FPREGS = UC_MCONTEXT + 256;
    private static final int FCSR = FPREGS + 256;

    private static final AlternateStack STACK = new AlternateStack(0x10_0000, 0, 0x8000);
    private final Context context = random(7);
    private final SignalInfo info = SignalInfo.fault(11, 1, 0x1234_5678);

    private static Context random(long seed) {
        Random random = new Random(seed);
        long[] x = random.longs(32).toArray();
        x[0] = 0;
        return new Context(random.nextLong() & -2, x, random.longs(32).toArray(), random.nextInt(256))
                .withX(2, 0x3f_0000_1238L);
    }

    private SignalFrame.Entered enter() {
        return SignalFrame.enter(context, info, 0xabcdL, STACK, context.x(2), 0x4000, 0x5000);
    }

    private static long at(Bytes frame, int offset, int bytes) {
        return Struct.littleEndian(frame.toArray(), offset, bytes);
    }

    @Test
    void everyFieldIsWhereTheCompilerSaysItIs() {
        Bytes frame = enter().frame().content();
        assertEquals(SignalInfo.SIZE + UCONTEXT_BYTES, frame.length());
        assertEquals(11, at(frame, 0, 4));
        assertEquals(1, at(frame, 8, 4));
        assertEquals(0x1234_5678, at(frame, 16, 8));
        int ucontext = SignalInfo.SIZE;
        assertEquals(STACK.address(), at(frame, ucontext + UC_STACK, 8));
        assertEquals(STACK.size(), at(frame, ucontext + UC_STACK + 16, 8));
        assertEquals(0xabcd, at(frame, ucontext + UC_SIGMASK, 8));
        assertEquals(context.pc(), at(frame, ucontext + GREGS, 8));
        for (int register = 1; register < 32; register++) {
            assertEquals(context.x(register), at(frame, ucontext + GREGS + 8 * register, 8), "x" + register);
        }
        for (int register = 0; register < 32; register++) {
            assertEquals(context.f(register), at(frame, ucontext + FPREGS + 8 * register, 8), "f" + register);
        }
        assertEquals(context.fcsr(), at(frame, ucontext + FCSR, 4));
    }

    @Test
    void theHandlerStartsWithItsThreeArgumentsOnAnAlignedStack() {
        SignalFrame.Entered entered = enter();
        Context handler = entered.context();
        long frame = entered.frame().address();
        assertEquals(0, frame % 16);
        assertEquals(frame, handler.x(2));
        assertEquals(0x4000, handler.pc());
        assertEquals(0x5000, handler.x(1));
        assertEquals(11, handler.x(10));
        assertEquals(frame, handler.x(11));
        assertEquals(frame + SignalInfo.SIZE, handler.x(12));
        assertEquals(context.x(8), handler.x(8), "everything else is as it was");
    }

    @Test
    void whatIsStoredComesBack() {
        SignalFrame.Restored restored = SignalFrame.read(enter().frame().content());
        assertNotNull(restored);
        assertEquals(context, restored.context());
        assertEquals(0xabcd, restored.mask());
        assertEquals(STACK, restored.stack());
    }

    @Test
    void aFrameWithAnUnknownExtensionIsNone() {
        for (int offset : new int[] {1076, 1080, 1084}) {
            byte[] frame = enter().frame().content().toArray();
            frame[offset] = 1;
            assertNull(SignalFrame.read(Bytes.wrap(frame)), "offset " + offset);
        }
    }

    @Test
    void anyBytesCanBeRead() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] frame = new byte[SignalFrame.SIZE];
            random.nextBytes(frame);
            java.util.Arrays.fill(frame, 1076, SignalFrame.SIZE, (byte) 0);
            SignalFrame.Restored restored = SignalFrame.read(Bytes.wrap(frame));
            assertNotNull(restored);
            assertEquals(0, restored.context().x(0));
        }
    }
}
