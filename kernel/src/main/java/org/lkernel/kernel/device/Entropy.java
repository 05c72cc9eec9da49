package org.lkernel.kernel.device;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.syscall.Call;

/// What the entropy driver understands.
public sealed interface Entropy extends Message {
    /// At boot.
    record Attach() implements Entropy {}

    /// Answered `Files.EntropyGiven` with exactly `length` bytes.
    record Draw(Call call, int length) implements Entropy {}
}
