package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.Shape.Sized;

/// The calls about sockets.
public sealed interface SocketCall extends FilesCall {
    /// `sizeof(struct sockaddr_storage)`.
    int ADDRESS_MAXIMUM = 128;

    /// `socket(2)`.
    @Linux(number = 198, name = "socket")
    record Make(
            Call call,
            @Shown("socket_family") int family,
            @Shown("socket_type") int type,
            int protocol) implements SocketCall {}

    /// `socketpair(2)`.
    @Linux(number = 199, name = "socketpair")
    record MakePair(
            Call call,
            @Shown("socket_family") int family,
            @Shown("socket_type") int type,
            int protocol,
            @Shown("out_pipe") long address)
            implements SocketCall {}

    /// `bind(2)`.
    @Linux(number = 200, name = "bind")
    record Bind(
            Call call,
            @Shown("fd") int descriptor,

            @Sized(length = 2, limit = ADDRESS_MAXIMUM) @Shown("sockaddr")
            Bytes address)
            implements SocketCall {}

    /// `listen(2)`.
    @Linux(number = 201, name = "listen")
    record Listen(Call call, @Shown("fd") int descriptor, int backlog) implements SocketCall {}

    /// `accept(2)`.
    @Linux(number = 202, name = "accept")
    record Accept(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_sockaddr") long address,
            @Shown("inout_length") long lengthAddress)
            implements SocketCall {}

    /// `connect(2)`.
    @Linux(number = 203, name = "connect")
    record Connect(
            Call call,
            @Shown("fd") int descriptor,

            @Sized(length = 2, limit = ADDRESS_MAXIMUM) @Shown("sockaddr")
            Bytes address)
            implements SocketCall {}

    /// `getsockname(2)`.
    @Linux(number = 204, name = "getsockname")
    record OwnName(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_sockaddr") long address,
            @Shown("inout_length") long lengthAddress)
            implements SocketCall {}

    /// `getpeername(2)`.
    @Linux(number = 205, name = "getpeername")
    record PeerName(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_sockaddr") long address,
            @Shown("inout_length") long lengthAddress)
            implements SocketCall {}

    /// `sendto(2)`.
    @Linux(number = 206, name = "sendto")
    record Send(
            Call call,
            @Shown("fd") int descriptor,
            Payload data,
            @Shown("msg_flags") int flags,

            @Sized(length = 5, limit = ADDRESS_MAXIMUM) @Shown("sockaddr") @Nullable
            Bytes address)
            implements SocketCall {}

    /// `recvfrom(2)`.
    @Linux(number = 207, name = "recvfrom")
    record Receive(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_bytes") long address,
            long length,
            @Shown("msg_flags") int flags,
            @Shown("out_sockaddr") long nameAddress,
            @Shown("inout_length") long nameLengthAddress)
            implements SocketCall {}

    /// `setsockopt(2)`.
    @Linux(number = 208, name = "setsockopt")
    record SetOption(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("socket_level") int level,
            @Shown("socket_option") int option,
            @Shown("option") long address,
            int length)
            implements SocketCall {}

    /// `getsockopt(2)`.
    @Linux(number = 209, name = "getsockopt")
    record Option(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("socket_level") int level,
            @Shown("socket_option") int option,
            @Shown("out_option") long address,
            @Shown("out_length") long lengthAddress)
            implements SocketCall {}

    /// `shutdown(2)`.
    @Linux(number = 210, name = "shutdown")
    record ShutDown(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("shutdown_how") int how) implements SocketCall {}

    /// `sendmsg(2)`.
    ///
    /// @param message the address of a `struct msghdr`
    @Linux(number = 211, name = "sendmsg")
    record SendMessage(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("msghdr") long message,
            @Shown("msg_flags") int flags) implements SocketCall {}

    /// `recvmsg(2)`.
    ///
    /// @param message the address of a `struct msghdr`
    @Linux(number = 212, name = "recvmsg")
    record ReceiveMessage(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_msghdr") long message,
            @Shown("msg_flags") int flags) implements SocketCall {}

    /// `accept4(2)`.
    @Linux(number = 242, name = "accept4")
    record AcceptWith(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_sockaddr") long address,
            @Shown("inout_length") long lengthAddress,
            @Shown("socket_flags") int flags)
            implements SocketCall {}
}
