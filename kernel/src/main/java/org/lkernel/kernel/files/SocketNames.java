package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.CopyOut;

/// `struct sockaddr_un`: the family, then a path with its NUL, or NUL and an abstract name.
final class SocketNames {
    private static final int AF_UNIX = 1;
    private static final int FAMILY = 2;

    private SocketNames() {}

    /// The name in an address; empty when the address is a family alone.
    static Bytes name(Bytes address) {
        if (address.length() < FAMILY || Layout.read(address, 0, FAMILY) != AF_UNIX) {
            throw new Refusal(Errno.EINVAL);
        }
        Bytes name = address.slice(FAMILY, address.length() - FAMILY);
        if (isAbstract(name)) {
            return name;
        }
        String text = name.toLatin1();
        int end = text.indexOf('\0');
        return end < 0 ? name : name.slice(0, end);
    }

    static boolean isAbstract(Bytes name) {
        return !name.isEmpty() && name.at(0) == 0;
    }

    /// The address of a name.
    static Bytes image(Bytes name) {
        boolean path = !name.isEmpty() && !isAbstract(name);
        return new Layout(FAMILY + name.length() + (path ? 1 : 0))
                .putShort(AF_UNIX)
                .put(name)
                .toBytes();
    }

    /// The address of who sent a message: none of one without a name, nor in what is no datagram.
    static Bytes sender(UnixSocket receiver, UnixSocket.Packet packet) {
        return receiver.isDatagram() && !packet.sender().isEmpty() ? image(packet.sender()) : Bytes.EMPTY;
    }

    /// As much of an address as there is room for, and its true length.
    static List<CopyOut> outs(Bytes image, long address, long lengthAddress, int room) {
        CopyOut length =
                new CopyOut(lengthAddress, new Layout(4).putInt(image.length()).toBytes());
        Bytes fitting = image.slice(0, Math.min(room, image.length()));
        return fitting.isEmpty() ? List.of(length) : List.of(new CopyOut(address, fitting), length);
    }
}
