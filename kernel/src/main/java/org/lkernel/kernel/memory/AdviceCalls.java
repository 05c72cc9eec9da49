package org.lkernel.kernel.memory;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;

/// `madvise(2)` and `msync(2)`.
final class AdviceCalls {
    private static final int DONTNEED = 4;
    private static final int FREE = 8;
    private static final int REMOVE = 9;
    private static final int DONTFORK = 10;
    private static final int DOFORK = 11;
    private static final int DONTDUMP = 16;
    private static final int DODUMP = 17;
    private static final int WIPEONFORK = 18;
    private static final int KEEPONFORK = 19;
    private static final int POPULATE_READ = 22;
    private static final int POPULATE_WRITE = 23;
    private static final int MS_ASYNC = 1;
    private static final int MS_INVALIDATE = 2;
    private static final int MS_SYNC = 4;
    private static final long OFFSET = Raw.PAGE_SIZE - 1;

    private final MemoryState state;
    private final Areas areas;
    private final ObjectSizes sizes;
    private final MapCalls maps;

    AdviceCalls(MemoryState state, Areas areas, ObjectSizes sizes, MapCalls maps) {
        this.state = state;
        this.areas = areas;
        this.sizes = sizes;
        this.maps = maps;
    }

    // ---- madvise

    void advise(Attempt attempt, MemoryCall.Advise advise) {
        Call call = advise.call();
        Space space = state.space(call.space());
        long length = advise.length() + OFFSET & -Raw.PAGE_SIZE;
        boolean wrong = (advise.address() & OFFSET) != 0
                || advise.length() != 0 && length == 0
                || advise.address() + length < advise.address();
        if (space == null || wrong || !isKnown(advise.advice())) {
            attempt.error(call, Errno.EINVAL);
        } else if (length == 0) {
            attempt.value(call, 0);
        } else if (advise.advice() == POPULATE_READ || advise.advice() == POPULATE_WRITE) {
            boolean write = advise.advice() == POPULATE_WRITE;
            long end = advise.address() + length;
            attempt.outbox()
                    .send(
                            org.lkernel.kernel.Port.MEMORY,
                            new Memory.Populate(call, advise.address(), end, write, true, 0));
        } else {
            Errno errno = walk(space, advise.address(), advise.address() + length, advise.advice());
            maps.settle(attempt, call, errno == null ? 0 : -errno.number());
        }
    }

    /// 0–4 normal, random, sequential, willneed, dontneed; 8–19 free to keeponfork; 20–25 cold to collapse.
    private static boolean isKnown(int advice) {
        return advice >= 0 && advice <= DONTNEED || advice >= FREE && advice <= 25;
    }

    /// Goes from area to area; a hole is an error, told at the end.
    private @Nullable Errno walk(Space space, long start, long end, int advice) {
        Errno holes = null;
        long at = start;
        while (at < end) {
            Area area = space.areaFrom(at);
            if (area == null || area.start() >= end) {
                return Errno.ENOMEM;
            }
            if (area.start() > at) {
                holes = Errno.ENOMEM;
                at = area.start();
            }
            long partEnd = Math.min(end, area.end());
            Errno refused = apply(space, area, at, partEnd, advice);
            if (refused != null) {
                return refused;
            }
            at = partEnd;
        }
        return holes;
    }

    private @Nullable Errno apply(Space space, Area area, long start, long end, int advice) {
        return switch (advice) {
            case DONTNEED -> area.is(Area.LOCKED) ? Errno.EINVAL : zapped(space, start, end);
            case FREE -> area.object() != null || !area.isPrivate() ? Errno.EINVAL : zapped(space, start, end);
            case REMOVE -> punched(area, start, end);
            case DONTFORK -> flagged(space, start, end, flags -> flags | Area.NOT_FORKED);
            case DOFORK -> flagged(space, start, end, flags -> flags & ~Area.NOT_FORKED);
            case DONTDUMP -> flagged(space, start, end, flags -> flags | Area.NOT_DUMPED);
            case DODUMP -> flagged(space, start, end, flags -> flags & ~Area.NOT_DUMPED);
            case WIPEONFORK ->
                area.object() == null && area.isPrivate()
                        ? flagged(space, start, end, flags -> flags | Area.WIPED_ON_FORK)
                        : Errno.EINVAL;
            case KEEPONFORK -> flagged(space, start, end, flags -> flags & ~Area.WIPED_ON_FORK);
            default -> null;
        };
    }

    private @Nullable Errno zapped(Space space, long start, long end) {
        areas.zap(space, start, end);
        return null;
    }

    private @Nullable Errno punched(Area area, long start, long end) {
        ObjectKey object = area.object();
        if (object == null || area.isPrivate() || area.is(Area.LOCKED)) {
            return Errno.EINVAL;
        }
        if (area.is(Area.NEVER_WRITTEN)) {
            return Errno.EACCES;
        }
        sizes.punch(object, area.indexOf(start), area.indexOf(end));
        return null;
    }

    private @Nullable Errno flagged(Space space, long start, long end, java.util.function.IntUnaryOperator how) {
        if (space.areas.size() + 2 > Space.AREA_LIMIT || state.frames.isCrowded()) {
            return Errno.ENOMEM;
        }
        UnaryOperator<Area> change = area -> area.withFlags(how.applyAsInt(area.flags()));
        areas.change(space, start, end, change);
        return null;
    }

    // ---- msync

    /// What a shared mapping writes is in the object at once, so there is nothing to be written back. What is
    /// clean from now on is told of when it is written again: the file's times follow.
    void synchronise(Attempt attempt, MemoryCall.Synchronise synchronise) {
        Call call = synchronise.call();
        Space space = state.space(call.space());
        int flags = synchronise.flags();
        long start = synchronise.address();
        boolean wrong = (start & OFFSET) != 0
                || (flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) != 0
                || (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC);
        if (space == null || wrong) {
            attempt.error(call, Errno.EINVAL);
            return;
        }
        long end = start + (synchronise.length() + OFFSET & -Raw.PAGE_SIZE);
        if (end < start || !Areas.isMapped(space, start, end)) {
            attempt.error(call, Errno.ENOMEM);
            return;
        }
        if ((flags & MS_SYNC) != 0) {
            clean(space, start, end);
        }
        maps.settle(attempt, call, 0);
    }

    private void clean(Space space, long start, long end) {
        for (Area area = space.areaFrom(start); area != null && area.start() < end; area = space.areaFrom(area.end())) {
            if (!area.isPrivate() && area.object() != null) {
                areas.clean(space, Math.max(start, area.start()), Math.min(end, area.end()));
            }
        }
    }
}
