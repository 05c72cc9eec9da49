package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.Hart;

/// Takes back what harts have cached of entries that changed, and keeps the frames behind them until all have let
/// go.
///
/// While a message is handled, changed entries of *one* space are gathered here; [#settle] then tells every hart
/// that may hold the space, once. A frame loses the reference of its old entry only when all have acknowledged,
/// so nothing can be put into it that a stale translation would show (Black et al., "Translation lookaside buffer
/// consistency", 1989).
final class Shootdowns {
    private final MemoryState state;
    private FrameList frames = new FrameList(0);
    private @Nullable Space space;
    private @Nullable Space followed;
    private long first;
    private long end;
    private boolean writesOnly;

    Shootdowns(MemoryState state) {
        this.state = state;
    }

    /// The entry of a page led to that frame, and no longer does.
    void removed(Space owner, long page, int frame) {
        stale(owner, page, page + 1, false);
        frames.add(frame);
    }

    /// The entry of a page allows less than it did, or leads to the same frame by other rights.
    void restricted(Space owner, long page, boolean onlyWrites) {
        stale(owner, page, page + 1, onlyWrites);
    }

    /// What is said next is to come after earlier shootdowns of the space too: a call that was done in several
    /// steps.
    void follow(@Nullable Space earlier) {
        followed = earlier;
    }

    /// Whether something was gathered that harts have not been told.
    boolean isPending() {
        return space != null;
    }

    private void stale(Space owner, long from, long to, boolean onlyWrites) {
        if (space == null) {
            space = owner;
            first = from;
            end = to;
            writesOnly = onlyWrites;
            return;
        }
        if (space != owner) {
            throw new IllegalStateException("shootdowns of two spaces at once");
        }
        first = Math.min(first, from);
        end = Math.max(end, to);
        writesOnly &= onlyWrites;
    }

    /// Sends what was gathered. Nothing waits for it.
    void settle(Outbox outbox) {
        settle(outbox, 0, 0, null);
    }

    /// Sends what was gathered, and then the message, after every hart has let go.
    void settle(Outbox outbox, Ticket.Sending then) {
        settle(outbox, 0, 0, then);
    }

    /// Sends what was gathered, and then the message.
    ///
    /// @param without harts that hold nothing stale, a bit each: the one that faulted has removed the page itself
    /// @param ahead harts that need not have acknowledged before the message, since it reaches them after the
    /// shootdown
    void settle(Outbox outbox, long without, long ahead, Ticket.@Nullable Sending then) {
        Space owner = space == null ? followed : space;
        long none = space == null ? without | ahead : without;
        long harts = owner == null ? 0 : owner.holders() & ~none;
        FrameList quarantined = frames;
        // What an earlier shootdown left here must not be told: it is no part of the state.
        long firstPage = space == null ? 0 : first;
        boolean onlyWrites = space != null && writesOnly;
        long pages = space == null ? 0 : end - first;
        space = null;
        followed = null;
        frames = new FrameList(0);
        if (owner != null && harts != 0) {
            long ticket = state.nextTicket++;
            send(outbox, harts, new Hart.Shootdown(owner.id, firstPage, pages, onlyWrites, ticket));
            keep(outbox, ticket, new Ticket(harts, harts & ~ahead, quarantined, then));
            return;
        }
        release(quarantined);
        say(outbox, then);
    }

    /// Makes every hart forget a space that is no more.
    void forget(Outbox outbox, Space gone, FrameList held) {
        long harts = gone.holders();
        if (harts == 0) {
            release(held);
            return;
        }
        long ticket = state.nextTicket++;
        send(outbox, harts, new Hart.Forget(gone.id, ticket));
        keep(outbox, ticket, new Ticket(harts, 0, held, null));
    }

    /// Makes every one of the harts stop for a moment, for `membarrier(2)`: a shootdown of nothing.
    void visit(Outbox outbox, Space visited, long harts, long ahead, Ticket.Sending then) {
        long ticket = state.nextTicket++;
        send(outbox, harts, new Hart.Shootdown(visited.id, 0, 0, true, ticket));
        keep(outbox, ticket, new Ticket(harts, harts & ~ahead, new FrameList(0), then));
    }

    void acknowledged(Outbox outbox, long number, int hart) {
        Ticket before = state.tickets.get(number);
        if (before == null || (before.awaited() & 1L << hart) == 0) {
            throw new IllegalStateException(
                    "hart" + hart + " acknowledges ticket " + number + ", which it was not sent");
        }
        keep(outbox, number, before.acknowledgedBy(hart));
    }

    private void keep(Outbox outbox, long number, Ticket ticket) {
        Ticket kept = ticket;
        if (ticket.before() == 0) {
            say(outbox, ticket.then());
            kept = ticket.said();
        }
        if (kept.awaited() == 0) {
            state.tickets = state.tickets.minus(number);
            release(kept.frames());
        } else {
            state.tickets = state.tickets.plus(number, kept);
        }
    }

    private void release(FrameList held) {
        for (int index = 0; index < held.size(); index++) {
            state.frames.release(held.at(index));
        }
    }

    private static void say(Outbox outbox, Ticket.@Nullable Sending then) {
        if (then != null) {
            outbox.send(then.receiver(), then.message());
        }
    }

    private static void send(Outbox outbox, long harts, Hart message) {
        for (int hart = 0; hart < Port.MAXIMUM_HARTS; hart++) {
            if ((harts & 1L << hart) != 0) {
                outbox.send(Port.hart(hart), message);
            }
        }
    }
}
