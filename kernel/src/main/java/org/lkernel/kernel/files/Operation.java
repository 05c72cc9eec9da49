package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Segment;

/// What a task is in the middle of: all that is needed to go on with its call, or to break it off.
///
/// An operation is tried; if it cannot be done yet it stays in the state and is tried again when something it
/// waits for has changed. What it has consumed or produced so far is part of it.
sealed interface Operation {
    /// The call is to be checked again from the start once the question is answered.
    ///
    /// @param task whose call it is
    /// @param asked null when nothing was asked yet
    record Check(
            int task,
            Files message,
            List<Fact> facts,
            @Nullable Question asked) implements Operation {
        /// Nothing is known, and there is nothing to check.
        static Check none(int task) {
            return new Check(task, new Files.ReleaseTables(task), List.of(), null);
        }

        Check with(Fact fact) {
            List<Fact> more = new java.util.ArrayList<>(facts);
            more.add(fact);
            return new Check(task, message, List.copyOf(more), null);
        }

        Check asking(@Nullable Question question) {
            return new Check(task, message, facts, question);
        }

        Fact known(Question question) {
            for (Fact fact : facts) {
                if (fact.question().equals(question)) {
                    return fact;
                }
            }
            throw new Missing(question);
        }
    }

    /// A read of a stream.
    ///
    /// @param deadlineNanos of a terminal's VTIME; `Long.MAX_VALUE` for none
    record Read(long file, List<Segment> target, int length, long deadlineNanos) implements Operation {}

    /// A write to a stream; `chunk` was fetched and is not accepted yet.
    ///
    /// @param flags of `sendto(2)`
    /// @param receiver the socket it is sent to, when that is not the peer; else 0
    /// @param rights the descriptions that go with its first byte
    /// @param sender who the message says it is from, if it does
    /// @param deadlineNanos of a socket's `SO_SNDTIMEO`; 0 until it has to wait
    record Write(
            long file,
            List<Segment> source,
            long length,
            long done,
            Bytes chunk,
            int flags,
            long receiver,
            List<Long> rights,
            UnixSocket.@Nullable Sender sender,
            long deadlineNanos)
            implements Operation {
        static Write plain(long file, List<Segment> source, long length, Bytes chunk) {
            return new Write(file, source, length, 0, chunk, 0, 0, List.of(), null, 0);
        }

        Write accepted(int count) {
            Bytes rest = chunk.slice(count, chunk.length() - count);
            return new Write(
                    file, source, length, done + count, rest, flags, receiver, List.of(), sender, deadlineNanos);
        }

        Write withChunk(Bytes fetched) {
            return new Write(file, source, length, done, fetched, flags, receiver, rights, sender, deadlineNanos);
        }

        Write until(long deadline) {
            return new Write(file, source, length, done, chunk, flags, receiver, rights, sender, deadline);
        }
    }

    /// A read of the host's standard input, at most `length` bytes, being asked of the console.
    record HostRead(List<Segment> target) implements Operation {}

    /// The opening of a FIFO that waits for its other end.
    ///
    /// @param partners how often the other end had been opened when this began
    record OpenFifo(long file, long pipe, boolean reader, long partners, boolean closeOnExec) implements Operation {}

    /// Bytes going from one description to another inside the kernel: `sendfile`, `splice`, `copy_file_range`.
    ///
    /// @param from and `to`: positions in files, -1 to use and move the description's own
    /// @param fromAddress and `toAddress`: where the caller wants the positions stored at the end, or 0
    /// @param chunk read and not yet written
    record Copy(
            long source,
            long target,
            long from,
            long to,
            long fromAddress,
            long toAddress,
            long left,
            long done,
            Bytes chunk,
            boolean patient)
            implements Operation {
        Copy read(Bytes content, long position) {
            return new Copy(source, target, position, to, fromAddress, toAddress, left, done, content, patient);
        }

        Copy wrote(int count, long position) {
            return new Copy(
                    source,
                    target,
                    from,
                    position,
                    fromAddress,
                    toAddress,
                    left - count,
                    done + count,
                    chunk.slice(count, chunk.length() - count),
                    patient);
        }
    }

    /// A write that `Memory` reports, during which it is this call's turn at the file; see [Turns].
    ///
    /// @param moves whether the description's own offset was advanced
    record Extend(long file, long inode, long offset, boolean moves) implements Operation {}

    /// `Memory` lets go of what the file loses, during which it is this call's turn at it.
    ///
    /// @param answer what the call returns then
    record Settle(long inode, long answer) implements Operation {}

    /// `ppoll(2)`.
    record Poll(long address, List<PollEntry> entries, long deadlineNanos) implements Operation {}

    /// One `struct pollfd`; a file of 0 is a descriptor that is not open, of -1 one to be ignored.
    record PollEntry(long file, int events) {}

    /// `pselect6(2)`: entries in order of descriptor, events as poll has them.
    record Select(
            int count,
            long inAddress,
            long outAddress,
            long exceptAddress,
            List<SelectEntry> entries,
            long deadlineNanos)
            implements Operation {}

    record SelectEntry(int descriptor, long file, boolean in, boolean out, boolean except) {}

    record EpollWait(long file, long epoll, long address, int maximum, long deadlineNanos) implements Operation {}

    /// A record lock or a `flock(2)` that somebody else holds.
    record Lock(long file, Locks.Request request) implements Operation {}

    /// @param room for the address of who connected
    record Accept(long file, long socket, long address, long lengthAddress, int room, int flags, long deadlineNanos)
            implements Operation {
        Accept until(long deadline) {
            return new Accept(file, socket, address, lengthAddress, room, flags, deadline);
        }
    }

    record Connect(long file, long socket, long listener, long deadlineNanos) implements Operation {
        Connect until(long deadline) {
            return new Connect(file, socket, listener, deadline);
        }
    }

    /// A receive from a socket.
    ///
    /// @param nameAddress where the sender's address is wanted, or 0; `nameRoom` is how much fits there
    record Receive(
            long file,
            List<Segment> target,
            int length,
            int flags,
            long nameAddress,
            long nameLengthAddress,
            int nameRoom,
            long deadlineNanos)
            implements Operation {
        Receive until(long deadline) {
            return new Receive(file, target, length, flags, nameAddress, nameLengthAddress, nameRoom, deadline);
        }
    }

    /// `recvmsg(2)`.
    ///
    /// @param header the address of its `struct msghdr`
    record ReceiveMessage(
            long file,
            List<Segment> target,
            int length,
            int flags,
            long header,
            long nameAddress,
            int nameRoom,
            long controlAddress,
            long controlRoom,
            long deadlineNanos)
            implements Operation {
        ReceiveMessage until(long deadline) {
            return new ReceiveMessage(
                    file, target, length, flags, header, nameAddress, nameRoom, controlAddress, controlRoom, deadline);
        }
    }

    /// `execve` wants the first bytes of its program.
    ///
    /// @param hidden whether an interpreter could not open it by its name, which closes with the call
    record Head(ObjectKey object, long size, Bytes path, int mode, int user, int group, long inode, boolean hidden)
            implements Operation {}

    /// `execve` wants more of its program.
    record More() implements Operation {}

    /// What goes out when the operation is cut short, if anything was done; null when the call is to be
    /// interrupted.
    default @Nullable Long partial() {
        return switch (this) {
            case Write write -> write.done() > 0 ? write.done() : null;
            case Copy copy -> copy.done() > 0 ? copy.done() : null;
            case Check c -> null;
            case Read r -> null;
            case HostRead h -> null;
            case Extend e -> null;
            case Settle s -> null;
            case OpenFifo o -> null;
            case Poll p -> null;
            case Select s -> null;
            case EpollWait w -> null;
            case Lock l -> null;
            case Head h -> null;
            case More m -> null;
            case Accept a -> null;
            case Connect c -> null;
            case Receive r -> null;
            case ReceiveMessage m -> null;
        };
    }

    /// The descriptions that must not go away while this waits.
    default List<Long> files() {
        return switch (this) {
            case Read read -> List.of(read.file());
            case Write write -> and(write.file(), write.rights());
            case Copy copy -> List.of(copy.source(), copy.target());
            case EpollWait await -> List.of(await.file());
            case Lock lock -> List.of(lock.file());
            case Poll poll ->
                poll.entries().stream()
                        .map(PollEntry::file)
                        .filter(file -> file > 0)
                        .toList();
            case Select select ->
                select.entries().stream().map(SelectEntry::file).toList();
            case OpenFifo open -> List.of(open.file());
            case Accept accept -> List.of(accept.file());
            case Connect connect -> List.of(connect.file());
            case Receive receive -> List.of(receive.file());
            case ReceiveMessage receive -> List.of(receive.file());
            case Check c -> List.of();
            case HostRead h -> List.of();
            case Extend e -> List.of();
            case Settle s -> List.of();
            case Head h -> List.of();
            case More m -> List.of();
        };
    }

    private static List<Long> and(long first, List<Long> others) {
        if (others.isEmpty()) {
            return List.of(first);
        }
        List<Long> all = new java.util.ArrayList<>(others);
        all.add(first);
        return List.copyOf(all);
    }

    /// Bytes of one answer, spread over the caller's buffers.
    static List<CopyOut> scatter(List<Segment> target, Bytes content) {
        if (target.size() == 1) {
            return content.isEmpty()
                    ? List.of()
                    : List.of(new CopyOut(target.get(0).address(), content));
        }
        List<CopyOut> outs = new java.util.ArrayList<>();
        int at = 0;
        for (Segment segment : target) {
            int part = (int) Math.min(segment.length(), content.length() - at);
            if (part > 0) {
                outs.add(new CopyOut(segment.address(), content.slice(at, part)));
                at += part;
            }
        }
        return List.copyOf(outs);
    }
}
