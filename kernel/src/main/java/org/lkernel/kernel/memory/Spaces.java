package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.task.Tasks;

/// The birth and death of address spaces: `execve` builds one, `fork` copies one, `exit` drops one.
final class Spaces {
    /// What Linux shows of a fresh stack before it grows.
    private static final long FIRST_STACK = 33L << 12;
    /// Arguments and environment are less than this, however large the stack may grow.
    private static final long LARGEST_IMAGE = 8L << 20;
    private static final long OFFSET = Raw.PAGE_SIZE - 1;
    private static final Bytes STACK = Bytes.latin1("[stack]");

    private final MemoryState state;
    private final Areas areas;
    private final Faulting faulting;
    private final Shootdowns shootdowns;
    private final Waiting waiting;
    private final Lent lent;

    Spaces(MemoryState state, Areas areas, Faulting faulting, Shootdowns shootdowns, Waiting waiting, Lent lent) {
        this.state = state;
        this.areas = areas;
        this.faulting = faulting;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
        this.lent = lent;
    }

    // ---- execve

    /// Maps everything, then makes the stores one by one; `done` counts the stores made.
    void build(Attempt attempt, Memory.BuildSpace build) {
        Space existing = state.space(build.space());
        if (existing == null && !lent.provide(build.plan())) {
            failed(attempt, build, Touch.Failure.NO_MEMORY);
            return;
        }
        Space space = existing == null ? laidOut(build.space(), build.plan()) : existing;
        int done = (int) attempt.done();
        for (; done < build.plan().stores().size(); done++) {
            CopyOut store = build.plan().stores().get(done);
            Touch stopped = store(space, store.address(), store.content(), true);
            if (stopped instanceof Touch.Missing missing) {
                waiting.forPage(attempt, done, attempt.parked(), missing);
                return;
            }
            if (stopped instanceof Touch.Failure failure) {
                failed(attempt, build, failure);
                return;
            }
        }
        attempt.outbox().send(Port.TASKS, new Tasks.SpaceBuilt(build.call(), null));
    }

    void failed(Attempt attempt, Memory.BuildSpace build, Touch.Failure failure) {
        drop(attempt, build.space());
        Errno errno = failure == Touch.Failure.UNREADABLE || failure == Touch.Failure.NO_MEMORY
                ? failure.errno
                : Errno.ENOEXEC;
        attempt.outbox().send(Port.TASKS, new Tasks.SpaceBuilt(build.call(), errno));
    }

    private Space laidOut(int id, SpacePlan plan) {
        Space space = new Space(id, state.meter());
        space.breakStart = plan.breakAddress();
        space.breakEnd = plan.breakAddress();
        space.mapBase = plan.mmapBase();
        space.stackLimit = plan.stackLimit();
        state.add(space);
        for (SpacePlan.Mapping mapping : plan.mappings()) {
            map(space, mapping);
        }
        int rights = Area.READ | Area.WRITE;
        areas.add(space, Area.anonymous(stackBottom(plan), plan.stackTop(), rights, Area.GROWS_DOWN, STACK));
        return space;
    }

    /// Low enough for what the plan puts on the stack.
    private static long stackBottom(SpacePlan plan) {
        long largest = Math.min(LARGEST_IMAGE, plan.stackLimit());
        long lowest = plan.stackTop() - Math.min(FIRST_STACK, largest);
        for (CopyOut store : plan.stores()) {
            if (store.address() < plan.stackTop() && store.address() >= plan.stackTop() - largest) {
                lowest = Math.min(lowest, store.address());
            }
        }
        return lowest & -Raw.PAGE_SIZE;
    }

    private void map(Space space, SpacePlan.Mapping mapping) {
        if (mapping.object() != null) {
            state.owned(mapping.object()).size = mapping.objectSize();
        }
        long end = mapping.address() + (mapping.length() + OFFSET & -Raw.PAGE_SIZE);
        areas.add(
                space,
                new Area(
                        mapping.address(),
                        end,
                        mapping.protection(),
                        0,
                        mapping.object(),
                        mapping.offset(),
                        mapping.path()));
    }

    /// Stores bytes, if forced whatever the areas allow; null when all are there.
    @Nullable
    Touch store(@Nullable Space space, long address, Bytes content, boolean forced) {
        int done = 0;
        while (done < content.length()) {
            long at = address + done;
            Touch touched = forced ? faulting.force(space, at, Access.WRITE) : faulting.touch(space, at, Access.WRITE);
            if (!(touched instanceof Touch.Present(int frame))) {
                return touched;
            }
            byte[] piece = new byte[(int) Math.min(content.length() - done, Raw.PAGE_SIZE - (at & OFFSET))];
            content.copyTo(done, piece, 0, piece.length);
            Raw.copy(piece, 0, state.frames.host().writing(frame) + (at & OFFSET), piece.length);
            done += piece.length;
        }
        return null;
    }

    // ---- fork

    /// Shares every page with a new space; what is private may from now on be written by neither without a copy.
    void copy(Attempt attempt, Memory.CopySpace copy) {
        Space parent = state.space(copy.from());
        if (parent == null) {
            throw new IllegalStateException("a fork of space " + copy.from() + ", which there is not");
        }
        if (state.frames.available()
                < parent.residentPages() / 256 + parent.areas.size() / Frames.AREAS_PER_FRAME + 8) {
            attempt.outbox().send(Port.TASKS, new Tasks.SpaceCopied(copy.call(), Errno.ENOMEM));
            return;
        }
        Space child = parent.child(copy.to(), state.meter());
        state.add(child);
        areas.inherit(parent, child);
        for (Area area : child.areas.values()) {
            share(parent, child, area);
        }
        shootdowns.settle(attempt.outbox(), new Ticket.Sending(Port.TASKS, new Tasks.SpaceCopied(copy.call(), null)));
    }

    private void share(Space parent, Space child, Area area) {
        if (area.is(Area.WIPED_ON_FORK)) {
            return;
        }
        long end = area.endPage();
        PageTree pages = parent.pages;
        for (long page = pages.next(area.firstPage(), end); page < end; page = pages.next(page + 1, end)) {
            long entry = pages.at(page);
            if (area.isPrivate() && Entry.isWritable(entry)) {
                entry &= ~Entry.WRITE;
                pages.put(page, entry);
                shootdowns.restricted(parent, page, true);
            }
            state.frames.retain(Entry.frame(entry));
            child.pages.put(page, entry);
        }
    }

    /// `prlimit(2)`, as far as it is about memory.
    void limit(Memory.LimitsAre limits) {
        Space space = state.space(limits.space());
        if (space != null) {
            space.stackLimit = limits.stack();
            space.dataLimit = limits.data();
            space.spaceLimit = limits.addressSpace();
        }
    }

    // ---- exit

    void drop(Attempt attempt, int id) {
        Space space = state.space(id);
        waiting.abandonBuilding(id);
        if (space != null) {
            FrameList frames = areas.dissolve(space);
            shootdowns.forget(attempt.outbox(), space, frames);
        }
    }
}
