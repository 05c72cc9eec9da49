package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.UnixSocket.Packet;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.task.Identity.Credentials;

/// `sendmsg(2)` and `recvmsg(2)`: messages in several pieces, and descriptors that go along (`unix(7)`).
///
/// A description on its way is kept open by the packet. One that travels in a socket that nobody can receive from any
/// more, since that socket travels in itself, stays open until the machine ends: there is no collector as Linux has.
final class SocketMessages {
    // struct msghdr
    private static final int HEADER_BYTES = 56;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;

    // struct cmsghdr: its length as 8 bytes, level and type
    private static final int CONTROL_HEADER = 16;
    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int DESCRIPTOR_BYTES = 4;
    private static final int CREDENTIALS_BYTES = 12;
    /// `SCM_MAX_FD`.
    private static final int RIGHTS_MAXIMUM = 253;
    /// `sysctl net.core.optmem_max`.
    private static final int CONTROL_MAXIMUM = 20_480;
    /// `UIO_MAXIOV`.
    private static final int VECTOR_MAXIMUM = 1024;

    private static final int CONTROL_TRUNCATED = 8;
    private static final int CLOSE_ON_EXEC = 0x40000000;

    private final Core core;
    private final Descriptors descriptors;
    private final Sockets sockets;
    private final Connections connections;

    SocketMessages(Core core, Descriptors descriptors, Sockets sockets, Connections connections) {
        this.core = core;
        this.descriptors = descriptors;
        this.sockets = sockets;
        this.connections = connections;
    }

    private static long word(Bytes image, int at) {
        return Layout.read(image, at, 8);
    }

    private static int integer(Bytes image, int at) {
        return (int) Layout.read(image, at, 4);
    }

    private static List<Segment> vector(Caller caller, Bytes header) {
        long count = word(header, VECTOR_COUNT);
        if (count < 0 || count > VECTOR_MAXIMUM) {
            throw new Refusal(Errno.EMSGSIZE);
        }
        List<Segment> segments = new ArrayList<>();
        if (count > 0) {
            Bytes image = caller.argument(word(header, VECTOR), (int) count * 16);
            long total = 0;
            for (int at = 0; at < image.length(); at += 16) {
                Segment segment = new Segment(word(image, at), word(image, at + 8));
                total += segment.length();
                if (segment.length() < 0 || total < 0) {
                    throw new Refusal(Errno.EINVAL);
                }
                segments.add(segment);
            }
        }
        return List.copyOf(segments);
    }

    // ---- sending

    void send(Caller caller, SocketCall.SendMessage call) {
        connections.socket(caller, call.descriptor());
        Bytes header = caller.argument(call.message(), HEADER_BYTES);
        Control control = control(caller, header);
        connections.send(
                caller,
                call.descriptor(),
                vector(caller, header),
                Bytes.EMPTY,
                call.flags(),
                name(caller, header),
                control.rights(),
                control.sender());
    }

    private static @Nullable Bytes name(Caller caller, Bytes header) {
        long address = word(header, 0);
        int length = integer(header, NAME_LENGTH);
        if (length < 0 || address != 0 && length > SocketCall.ADDRESS_MAXIMUM) {
            throw new Refusal(Errno.EINVAL);
        }
        return address == 0 || length == 0 ? null : caller.argument(address, length);
    }

    /// What goes along with a message.
    private record Control(List<Long> rights, UnixSocket.@Nullable Sender sender) {
        private static final Control NONE = new Control(List.of(), null);
    }

    private static Control control(Caller caller, Bytes header) {
        long address = word(header, CONTROL);
        long length = word(header, CONTROL_LENGTH);
        if (address == 0 || length == 0) {
            return Control.NONE;
        }
        if (length < 0 || length > CONTROL_MAXIMUM) {
            throw new Refusal(Errno.ENOBUFS);
        }
        Bytes control = caller.argument(address, (int) length);
        Control found = Control.NONE;
        for (int at = 0; at + CONTROL_HEADER <= control.length(); ) {
            long bytes = word(control, at);
            if (bytes < CONTROL_HEADER || bytes > control.length() - at) {
                throw new Refusal(Errno.EINVAL);
            }
            if (integer(control, at + CONTROL_LEVEL) == SOL_SOCKET) {
                found = with(caller, found, control.slice(at, (int) bytes));
            }
            at += (int) bytes + 7 & -8;
        }
        return found;
    }

    private static Control with(Caller caller, Control found, Bytes item) {
        return switch (integer(item, CONTROL_TYPE)) {
            case SCM_RIGHTS -> new Control(rights(caller, found.rights(), item), found.sender());
            case SCM_CREDENTIALS -> new Control(found.rights(), sender(caller, item));
            default -> throw new Refusal(Errno.EINVAL);
        };
    }

    private static List<Long> rights(Caller caller, List<Long> before, Bytes item) {
        List<Long> rights = new ArrayList<>(before);
        for (int at = CONTROL_HEADER; at + DESCRIPTOR_BYTES <= item.length(); at += DESCRIPTOR_BYTES) {
            rights.add(caller.anyFile(integer(item, at)).id());
        }
        if (rights.size() > RIGHTS_MAXIMUM) {
            throw new Refusal(Errno.EINVAL);
        }
        return List.copyOf(rights);
    }

    /// Who is privileged may say he is another (`unix(7)`).
    private static UnixSocket.Sender sender(Caller caller, Bytes item) {
        if (item.length() != CONTROL_HEADER + CREDENTIALS_BYTES) {
            throw new Refusal(Errno.EINVAL);
        }
        Credentials own = caller.credentials();
        int process = integer(item, CONTROL_HEADER);
        int user = integer(item, CONTROL_HEADER + 4);
        int group = integer(item, CONTROL_HEADER + 8);
        boolean self = process == caller.task.identity().process() || caller.capable(Permissions.CAP_SYS_ADMIN);
        boolean asUser = user == own.realUser()
                || user == own.user()
                || user == own.savedUser()
                || caller.capable(Permissions.CAP_SETUID);
        boolean asGroup = group == own.realGroup()
                || group == own.groupId()
                || group == own.savedGroup()
                || caller.capable(Permissions.CAP_SETGID);
        if (!self || !asUser || !asGroup) {
            throw new Refusal(Errno.EPERM);
        }
        return new UnixSocket.Sender(process, user, group);
    }

    // ---- receiving

    void receive(Caller caller, SocketCall.ReceiveMessage call) {
        OpenFile file = caller.file(call.descriptor());
        connections.socket(caller, call.descriptor());
        Bytes header = caller.argument(call.message(), HEADER_BYTES);
        List<Segment> target = vector(caller, header);
        int nameRoom = integer(header, NAME_LENGTH);
        if (nameRoom < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        long length = target.stream().mapToLong(Segment::length).sum();
        core.attempt(
                caller.call,
                new Operation.ReceiveMessage(
                        file.id(),
                        target,
                        (int) Math.min(length, SocketAccount.BUFFER),
                        call.flags(),
                        call.message(),
                        word(header, 0),
                        nameRoom,
                        word(header, CONTROL),
                        word(header, CONTROL_LENGTH),
                        0));
    }

    Outcome receive(Call call, Operation.ReceiveMessage receive) {
        OpenFile file = core.state.file(receive.file());
        long id = ((Opened.SocketEnd) file.opened()).socket();
        boolean peek = (receive.flags() & Sockets.PEEK) != 0;
        Sockets.Received received = sockets.receive(id, receive.length(), peek);
        if (received == null) {
            long deadline = sockets.later(call, file, id, receive.flags(), receive.deadlineNanos());
            return deadline == 0
                    ? Outcome.value(0)
                    : new Outcome.Blocked(receive.until(deadline), List.of(id), deadline);
        }
        Packet packet = received.packet();
        Bytes name = SocketNames.sender(core.state.socket(id), packet);
        List<CopyOut> outs = new ArrayList<>(Operation.scatter(receive.target(), packet.content()));
        if (receive.nameAddress() != 0) {
            outs.addAll(
                    SocketNames.outs(name, receive.nameAddress(), receive.header() + NAME_LENGTH, receive.nameRoom()));
        }
        int flags = receive.flags() & CLOSE_ON_EXEC;
        if (packet.content().length() < received.length()) {
            flags |= Sockets.TRUNCATED;
        }
        Bytes who = core.state.socket(id).account().passesCredentials() ? credentials(packet.who()) : Bytes.EMPTY;
        boolean fits = receive.controlAddress() != 0 && who.length() <= receive.controlRoom();
        Bytes told = fits ? who : Bytes.EMPTY;
        List<Integer> numbers = install(call, receive, told.length(), packet.rights());
        Bytes control = told.concat(rights(numbers));
        if (numbers.size() < packet.rights().size() || !who.isEmpty() && !fits) {
            flags |= CONTROL_TRUNCATED;
        }
        if (!peek) {
            core.unpin(packet.rights());
        }
        if (!control.isEmpty()) {
            outs.add(new CopyOut(receive.controlAddress(), control));
        }
        long used = Math.min(receive.controlRoom(), control.length() + 7 & -8);
        outs.add(new CopyOut(
                receive.header() + CONTROL_LENGTH,
                new Layout(12).putLong(used).putInt(flags).toBytes()));
        return new Outcome.Done(new Completion.Returned(
                Sockets.result(received, receive.flags()),
                List.copyOf(outs),
                Sockets.loan(id, received, peek, numbers)));
    }

    private static Bytes credentials(UnixSocket.@Nullable Sender known) {
        UnixSocket.Sender who = known == null ? UnixSocket.Sender.UNKNOWN : known;
        return new Layout(CONTROL_HEADER + CREDENTIALS_BYTES + 4)
                .putLong(CONTROL_HEADER + CREDENTIALS_BYTES)
                .putInt(SOL_SOCKET)
                .putInt(SCM_CREDENTIALS)
                .putInt(who.process())
                .putInt(who.user())
                .putInt(who.group())
                .toBytes();
    }

    private static int space(int rights) {
        return rights == 0 ? 0 : CONTROL_HEADER + rights * DESCRIPTOR_BYTES;
    }

    /// Gives the receiver descriptors of as many as it has room for.
    private List<Integer> install(Call call, Operation.ReceiveMessage receive, int used, List<Long> rights) {
        boolean closeOnExec = (receive.flags() & CLOSE_ON_EXEC) != 0;
        long left = receive.controlRoom() - used - CONTROL_HEADER;
        long room = receive.controlAddress() == 0 ? 0 : Math.max(0, left) / DESCRIPTOR_BYTES;
        Caller caller = new Caller(core, call, Operation.Check.none(call.task()));
        List<Integer> numbers = new ArrayList<>();
        try {
            while (numbers.size() < Math.min(room, rights.size())) {
                OpenFile file = core.state.file(rights.get(numbers.size()));
                numbers.add(descriptors.install(caller, file, closeOnExec));
            }
        } catch (Refusal full) {
            // Those that fitted are told of; that it was not all of them, a flag says.
        }
        return List.copyOf(numbers);
    }

    /// The control message that tells which descriptors came.
    private static Bytes rights(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return Bytes.EMPTY;
        }
        Layout control = new Layout(space(numbers.size()))
                .putLong(space(numbers.size()))
                .putInt(SOL_SOCKET)
                .putInt(SCM_RIGHTS);
        numbers.forEach(control::putInt);
        return control.toBytes();
    }
}
