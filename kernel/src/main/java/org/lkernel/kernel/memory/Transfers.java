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
        long available = available(attempt, read);
        long end = Math.min(available, attempt.done() + STEP);
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
        if (done == available && available < read.length()) {
            shortened(attempt, read.call(), done, null);
        } else {
            finish(attempt, read.call(), done, read.length());
        }
    }

    /// How much there is to read, if the file shrank after `Files` looked, or is no more.
    private long available(Attempt attempt, Memory.ReadObject read) {
        MemoryObject object = state.object(read.object());
        if (object == null) {
            return attempt.resumed() ? attempt.done() : read.length();
        }
        boolean endless = read.object().equals(ObjectKey.ZEROES);
        return endless ? read.length() : Math.clamp(object.size - read.offset(), attempt.done(), read.length());
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

    /// What has no pages, and no end.
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
                stop(attempt, write.call(), done, stopped);
                return;
            }
            done += piece;
            source.advance(piece);
        }
        finish(attempt, write.call(), done, write.length());
    }

    /// How far a write got, when it gets no further. Whoever maps the file sees what is new when `Files`, which
    /// tells the size to all others, says so.
    ///
    /// @param errno why no further, or null
    private void written(Attempt attempt, Memory.WriteObject write, long done, @Nullable Errno errno) {
        MemoryObject object = state.owned(write.object());
        long end = done == 0 ? object.size : Math.max(object.size, write.offset() + done);
        boolean shown = write.reported() && object.mappings > 0 && end != object.size;
        if (errno != null) {
            objects.cut(object, (end >>> 12) + ((end & OFFSET) == 0 ? 0 : 1));
        }
        object.size = shown ? object.size : end;
        if (write.reported()) {
            tell(attempt, Port.FILES, new Files.Written(write.call(), done, errno, shown));
        } else if (errno != null) {
            shortened(attempt, write.call(), done, errno);
        } else {
            answer(attempt, write.call(), done);
        }
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
                tell(attempt, Port.FILES, new Files.ObjectStored(store.call(), shortage(failure)));
                return;
            }
            done += piece;
        }
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
                if (attempt.message() instanceof Memory.WriteObject write) {
                    written(attempt, write, done, shortage(failure));
                } else {
                    shortened(attempt, call, done, failure.errno);
                }
            }
            case Touch.Present _ -> throw new IllegalStateException("a page that is there stops nothing");
        }
    }

    private void shortened(Attempt attempt, Call call, long done, @Nullable Errno errno) {
        follow(attempt, call);
        tell(attempt, Port.FILES, new Files.Shortened(call, done, errno));
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
        } else if (attempt.message() instanceof Memory.WriteObject write) {
            written(attempt, write, done, null);
        } else {
            answer(attempt, call, done);
        }
    }

    private void answer(Attempt attempt, Call call, long done) {
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
