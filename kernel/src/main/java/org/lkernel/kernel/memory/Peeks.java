package org.lkernel.kernel.memory;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// Looks into spaces, and small stores into them, on behalf of others: `/proc`, `clone(2)`, `mincore(2)`.
final class Peeks {
    private static final long OFFSET = Raw.PAGE_SIZE - 1;
    private static final int STEP_PAGES = 4096;

    private final MemoryState state;
    private final Faulting faulting;
    private final Spaces spaces;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    Peeks(MemoryState state, Faulting faulting, Spaces spaces, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.faulting = faulting;
        this.spaces = spaces;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    void peek(Attempt attempt, Memory.Peek peek) {
        Space space = state.space(peek.space());
        byte[] content = new byte[peek.length()];
        int done = 0;
        while (done < content.length) {
            long at = peek.address() + done;
            Touch touched = faulting.force(space, at, Access.READ);
            if (touched instanceof Touch.Missing missing) {
                waiting.forPage(attempt, 0, attempt.parked(), missing);
                return;
            }
            if (!(touched instanceof Touch.Present(int frame))) {
                break;
            }
            int piece = (int) Math.min(content.length - done, Raw.PAGE_SIZE - (at & OFFSET));
            Raw.copy(state.frames.host().reading(frame) + (at & OFFSET), content, done, piece);
            done += piece;
        }
        attempt.outbox().send(Port.TASKS, new Tasks.Peeked(peek.call(), Bytes.copyOf(content, 0, done)));
    }

    void failed(Attempt attempt, Memory.Peek peek) {
        attempt.outbox().send(Port.TASKS, new Tasks.Peeked(peek.call(), Bytes.EMPTY));
    }

    void poke(Attempt attempt, Memory.Poke poke) {
        Space space = state.space(poke.space());
        Touch stopped = spaces.store(space, poke.address(), poke.content(), false);
        if (stopped instanceof Touch.Missing missing) {
            shootdowns.settle(attempt.outbox());
            waiting.forPage(attempt, 0, attempt.parked(), missing);
            return;
        }
        if (attempt.resumed()) {
            shootdowns.follow(space);
        }
        Tasks.Poked answer = new Tasks.Poked(poke.call(), stopped == null);
        shootdowns.settle(attempt.outbox(), new Ticket.Sending(Port.TASKS, answer));
    }

    void failed(Attempt attempt, Memory.Poke poke) {
        attempt.outbox().send(Port.TASKS, new Tasks.Poked(poke.call(), false));
    }

    // ---- mincore

    /// A byte for each page, 1 if a touch would find it in memory; `done` counts pages.
    void residency(Attempt attempt, MemoryCall.Residency residency) {
        Call call = residency.call();
        Space space = state.space(call.space());
        long start = residency.address();
        long end = start + (residency.length() + OFFSET & -Raw.PAGE_SIZE);
        if ((start & OFFSET) != 0) {
            attempt.error(call, Errno.EINVAL);
        } else if (space == null
                || end < start
                || start < 0
                || end > Space.LIMIT
                || !Areas.isMapped(space, start, end)) {
            attempt.error(call, Errno.ENOMEM);
        } else {
            step(attempt, residency, space, end);
        }
    }

    private void step(Attempt attempt, MemoryCall.Residency residency, Space space, long end) {
        long done = attempt.done();
        long from = residency.address() + (done << 12);
        byte[] resident = new byte[(int) Math.min(STEP_PAGES, end - from >>> 12)];
        for (int page = 0; page < resident.length; page++) {
            resident[page] = (byte) (isResident(space, from + ((long) page << 12)) ? 1 : 0);
        }
        Touch stopped = spaces.store(space, residency.residency() + done, Bytes.wrap(resident), false);
        boolean last = from + ((long) resident.length << 12) >= end;
        if (stopped == null && last) {
            if (attempt.resumed()) {
                shootdowns.follow(space);
            }
            shootdowns.settle(
                    attempt.outbox(),
                    0,
                    attempt.ahead(residency.call()),
                    attempt.answer(residency.call(), Completion.value(0)));
            return;
        }
        shootdowns.settle(attempt.outbox());
        switch (stopped) {
            case Touch.Missing missing -> waiting.forPage(attempt, done, attempt.parked(), missing);
            case Touch.Failure failure -> attempt.error(residency.call(), failure.errno);
            case Touch.Present _ -> throw new IllegalStateException("a page that is there stops nothing");
            case null -> waiting.forTurn(attempt, done + resident.length);
        }
    }

    private boolean isResident(Space space, long address) {
        if (space.pages.at(address >>> 12) != 0) {
            return true;
        }
        Area area = space.areaAt(address);
        MemoryObject object = area == null || area.object() == null ? null : state.object(area.object());
        return area != null && object != null && object.pages.at(area.indexOf(address)) != 0;
    }
}
