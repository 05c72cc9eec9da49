package org.lkernel.kernel.files;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls files own.
public sealed interface FilesCall extends Files, SystemCall {
    /// `write(2)`.
    @Linux(number = 64, name = "write")
    record Write(Call call, int descriptor, Payload data) implements FilesCall {}
}
