package org.lkernel.kernel.syscall;

/// Makes the record of one system call out of a hart at its `ecall`; every implementation is generated.
public interface Decode {
    /// Throws [GuestFault] or [BadArgument] when an argument cannot be had.
    SystemCall decode(Ecall ecall);
}
