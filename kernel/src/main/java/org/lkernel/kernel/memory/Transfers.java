package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Copies between objects and the memory of a calling task, for `Files`.
///
/// A copy goes page by page: the task's page is touched first, since a mapped page cannot be evicted, and the
/// object's second. Each step copies at most [#STEP] bytes; between steps other messages have their turn.
final class Transfers {
    static final int STEP = 64 << 10;

    private static final long PAGE = Raw.PAGE_SIZE;
    private static final long OFFSET = PAGE - 1;

    private final MemoryState state;
    private final Objects objects;
    private final Faulting faulting;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    Transfers(MemoryState state, Objects objects, Faulting faulting, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.objects = objects;
        this.faulting = faulting;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    // ---- an object to the caller's memory

    void read(Attempt attempt, Memory.ReadObject read) {
        Ranges target = new Ranges(read.target(), attempt.done());
        long end = Math.min(read.length(), attempt.done() + STEP);
        long done = attempt.done();
        while (done < end) {
            int piece = piece(target, read.offset() + done, end - done);
            Touch stopped = readPiece(read, target, read.offset() + done, piece);
            if (stopped != null) {
                stop(attempt, read.call(), done, stopped);
                return;
            }
            done += piece;
            target.advance(piece);
        }
        finish(attempt, read.call(), done, read.length());
    }

    private @Nullable Touch readPiece(Memory.ReadObject read, Ranges target, long offset, int length) {
        Touch user = user(read.call(), target, Access.WRITE);
        if (!(user instanceof Touch.Present(int to))) {
            return user;
        }
        Touch page = objects.readable(read.object(), offset / PAGE, false);
        if (!(page instanceof Touch.Present(int from))) {
            return page == Touch.Failure.BEYOND ? blank(to, target, length) : page;
        }
        HostPages host = state.frames.host();
        Raw.copy(host.reading(from) + (offset & OFFSET), host.writing(to) + within(target), length);
        return null;
    }

    /// A file that shrank after `Files` looked reads as zeroes there.
    private @Nullable Touch blank(int to, Ranges target, int length) {
        Raw.fill(state.frames.host().writing(to) + within(target), length, (byte) 0);
        return null;
    }

    // ---- the caller's memory to an object

    void write(Attempt attempt, Memory.WriteObject write) {
        Bytes inline = write.source().inline();
        Ranges source = new Ranges(inline == null ? write.source().segments() : List.of(), attempt.done());
        long end = Math.min(write.length(), attempt.done() + STEP);
        long done = attempt.done();
        while (done < end) {
            long offset = write.offset() + done;
            int piece = inline == null ? piece(source, offset, end - done) : piece(offset, end - done);
            Touch stopped = inline == null
                    ? writePiece(write, source, offset, piece)
                    : storePiece(write.object(), offset, inline, (int) done, piece);
            if (stopped != null) {
                grow(write.object(), write.offset(), done);
                stop(attempt, write.call(), done, stopped);
                return;
            }
            done += piece;
            source.advance(piece);
        }
        grow(write.object(), write.offset(), done);
        finish(attempt, write.call(), done, write.length());
    }

    private @Nullable Touch writePiece(Memory.WriteObject write, Ranges source, long offset, int length) {
        Touch user = user(write.call(), source, Access.READ);
        if (!(user instanceof Touch.Present(int from))) {
            return user;
        }
        Touch page = objects.writable(write.object(), offset / PAGE, length == PAGE);
        if (!(page instanceof Touch.Present(int to))) {
            return page;
        }
        HostPages host = state.frames.host();
        long target = host.writing(to) + (offset & OFFSET);
        Raw.copy(host.reading(from) + within(source), target, length);
        return null;
    }

    private @Nullable Touch storePiece(ObjectKey object, long offset, Bytes content, int from, int length) {
        Touch page = objects.writable(object, offset / PAGE, length == PAGE);
        if (!(page instanceof Touch.Present(int to))) {
            return page;
        }
        byte[] piece = new byte[length];
        content.copyTo(from, piece, 0, length);
        Raw.copy(piece, 0, state.frames.host().writing(to) + (offset & OFFSET), length);
        return null;
    }

    private void grow(ObjectKey key, long offset, long done) {
        MemoryObject object = state.owned(key);
        if (done > 0 && object.size != MemoryObject.UNKNOWN_SIZE) {
            object.size = Math.max(object.size, offset + done);
        }
    }

    // ---- messages that carry the bytes

    void fetch(Attempt attempt, Memory.Fetch fetch) {
        byte[] content = new byte[fetch.length()];
        Ranges source = new Ranges(fetch.source(), fetch.skip());
        int done = 0;
        while (done < content.length && source.address() != null) {
            Touch user = user(fetch.call(), source, Access.READ);
            if (!(user instanceof Touch.Present(int from))) {
                if (user instanceof Touch.Missing missing) {
                    later(attempt, missing);
                    return;
                }
                break;
            }
            int piece = (int) Math.min(source.together(), content.length - done);
            Raw.copy(state.frames.host().reading(from) + within(source), content, done, piece);
            done += piece;
            source.advance(piece);
        }
        boolean nothing = done == 0 && content.length > 0 && source.address() != null;
        tell(attempt, Port.FILES, new Files.Fetched(fetch.call(), nothing ? null : Bytes.copyOf(content, 0, done)));
    }

    void load(Attempt attempt, Memory.LoadObject load) {
        MemoryObject object = state.owned(load.object());
        byte[] content = new byte[Math.clamp(object.size - load.offset(), 0, load.length())];
        int done = 0;
        while (done < content.length) {
            long offset = load.offset() + done;
            Touch page = objects.readable(load.object(), offset / PAGE, false);
            if (page instanceof Touch.Missing missing) {
                later(attempt, missing);
                return;
            }
            if (!(page instanceof Touch.Present(int frame))) {
                break;
            }
            int piece = piece(offset, content.length - done);
            Raw.copy(state.frames.host().reading(frame) + (offset & OFFSET), content, done, piece);
            done += piece;
        }
        tell(attempt, Port.FILES, new Files.ObjectRead(load.call(), Bytes.copyOf(content, 0, done)));
    }

    void store(Attempt attempt, Memory.StoreObject store) {
        int length = store.content().length();
        int done = 0;
        while (done < length) {
            long offset = store.offset() + done;
            int piece = piece(offset, length - done);
            Touch stopped = storePiece(store.object(), offset, store.content(), done, piece);
            if (stopped instanceof Touch.Missing missing) {
                later(attempt, missing);
                return;
            }
            if (stopped instanceof Touch.Failure failure) {
                grow(store.object(), store.offset(), done);
                tell(attempt, Port.FILES, new Files.ObjectStored(store.call(), shortage(failure)));
                return;
            }
            done += piece;
        }
        grow(store.object(), store.offset(), done);
        tell(attempt, Port.FILES, new Files.ObjectStored(store.call(), null));
    }

    // ---- what a suspended transfer is told when its page cannot be had

    void fail(Attempt attempt, Memory.Request request, Touch.Failure failure) {
        switch (request) {
            case Memory.ReadObject read -> stop(attempt, read.call(), attempt.done(), failure);
            case Memory.WriteObject write -> stop(attempt, write.call(), attempt.done(), failure);
            case Memory.Fetch fetch -> tell(attempt, Port.FILES, new Files.Fetched(fetch.call(), null));
            case Memory.LoadObject load -> tell(attempt, Port.FILES, new Files.ObjectRead(load.call(), null));
            case Memory.StoreObject store ->
                tell(attempt, Port.FILES, new Files.ObjectStored(store.call(), shortage(failure)));
            default -> throw new IllegalStateException(request + " copies nothing");
        }
    }

    // ---- what they have in common

    private Touch user(Call call, Ranges ranges, Access access) {
        Long address = ranges.address();
        return address == null ? Touch.Failure.UNMAPPED : faulting.touch(state.space(call.space()), address, access);
    }

    private static long within(Ranges ranges) {
        Long address = ranges.address();
        return address == null ? 0 : address & OFFSET;
    }

    private static int piece(Ranges ranges, long offset, long most) {
        return ranges.address() == null ? 1 : (int) Math.min(ranges.together(), piece(offset, most));
    }

    private static int piece(long offset, long most) {
        return (int) Math.min(PAGE - (offset & OFFSET), most);
    }

    private void later(Attempt attempt, Touch.Missing missing) {
        shootdowns.settle(attempt.outbox());
        waiting.forPage(attempt, attempt.done(), attempt.parked(), missing);
    }

    private void stop(Attempt attempt, Call call, long done, Touch why) {
        switch (why) {
            case Touch.Missing missing -> {
                shootdowns.settle(attempt.outbox());
                waiting.forPage(attempt, done, attempt.parked(), missing);
            }
            case Touch.Failure failure -> {
                follow(attempt, call);
                Errno errno = attempt.message() instanceof Memory.WriteObject ? shortage(failure) : failure.errno;
                tell(attempt, Port.FILES, new Files.Shortened(call, done, errno));
            }
            case Touch.Present _ -> throw new IllegalStateException("a page that is there stops nothing");
        }
    }

    private void follow(Attempt attempt, Call call) {
        if (attempt.resumed()) {
            shootdowns.follow(state.space(call.space()));
        }
    }

    /// What a writer is told: to be out of memory is to be out of room for files.
    private static Errno shortage(Touch.Failure failure) {
        return failure == Touch.Failure.NO_MEMORY ? Errno.ENOSPC : failure.errno;
    }

    private void finish(Attempt attempt, Call call, long done, long length) {
        if (done < length) {
            shootdowns.settle(attempt.outbox());
            waiting.forTurn(attempt, done);
            return;
        }
        follow(attempt, call);
        shootdowns.settle(
                attempt.outbox(),
                0,
                attempt.ahead(call),
                attempt.answer(call, new Completion.Returned(done, List.of())));
    }

    private void tell(Attempt attempt, Port receiver, Message message) {
        shootdowns.settle(attempt.outbox(), new Ticket.Sending(receiver, message));
    }
}
