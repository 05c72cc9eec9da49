package org.lkernel.kernel.signal;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Struct;

/// One occurrence of a signal: `siginfo_t`, the union kept as its bytes.
///
/// @param code `si_code`: at most 0 from a task, above from the kernel
/// @param fields the bytes from offset 16 on, trailing zeros left out
/// @see "sigaction(2)"
public record SignalInfo(int signal, int code, Bytes fields) {
    public static final int SIZE = 128;
    public static final int SI_USER = 0;
    public static final int SI_KERNEL = 128;
    public static final int SI_QUEUE = -1;
    public static final int SI_TIMER = -2;
    public static final int SI_TKILL = -6;
    private static final int UNION = 16;

    private record Sender(int pid, int user) {}

    private record Child(int pid, int user, int status, int padding, long userTicks, long systemTicks) {}

    private record Expired(int timer, int overrun, long value) {}

    private record Address(long address) {}

    /// Raised by the kernel, without anything to tell.
    public static SignalInfo kernel(int signal) {
        return new SignalInfo(signal, SI_KERNEL, Bytes.EMPTY);
    }

    public static SignalInfo from(int signal, int code, int pid, int user) {
        return new SignalInfo(signal, code, Struct.bytesOf(new Sender(pid, user)));
    }

    public static SignalInfo fault(int signal, int code, long address) {
        return new SignalInfo(signal, code, Struct.bytesOf(new Address(address)));
    }

    /// A child changed its state: `CLD_EXITED` 1, `KILLED` 2, `DUMPED` 3, `STOPPED` 5, `CONTINUED` 6.
    public static SignalInfo child(
            int signal, int code, int pid, int user, int status, long userTicks, long systemTicks) {
        return new SignalInfo(signal, code, Struct.bytesOf(new Child(pid, user, status, 0, userTicks, systemTicks)));
    }

    public static SignalInfo timer(int signal, int timer, int overrun, long value) {
        return new SignalInfo(signal, SI_TIMER, Struct.bytesOf(new Expired(timer, overrun, value)));
    }

    /// From the 128 bytes a caller of `rt_sigqueueinfo` made; the number is the one it names besides.
    public static SignalInfo of(int signal, Bytes image) {
        int code = (int) Struct.littleEndian(image.toArray(), 8, 4);
        return new SignalInfo(signal, code, image.slice(UNION, SIZE - UNION));
    }

    /// The 128 bytes a handler sees.
    public Bytes image() {
        byte[] image = new byte[SIZE];
        Struct.store(image, 0, 4, signal);
        Struct.store(image, 8, 4, code);
        fields.copyTo(0, image, UNION, fields.length());
        return Bytes.wrap(image);
    }
}
