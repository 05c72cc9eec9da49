package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.Shape.Sized;

/// The calls about sockets.
public sealed interface SocketCall extends FilesCall {
    /// `socket(2)`.
    @Linux(number = 198, name = "socket")
    record Make(Call call, int family, int type, int protocol) implements SocketCall {}

    /// `socketpair(2)`.
    @Linux(number = 199, name = "socketpair")
    record MakePair(Call call, int family, int type, int protocol, @Shown("out_pipe") long address) implements SocketCall {}

    /// `connect(2)`.
    @Linux(number = 203, name = "connect")
    record Connect(Call call, @Shown("fd") int descriptor, @Sized(length = 2, limit = 128) Bytes address) implements SocketCall {}

    /// `shutdown(2)`.
    @Linux(number = 210, name = "shutdown")
    record ShutDown(Call call, @Shown("fd") int descriptor, int how) implements SocketCall {}
}
