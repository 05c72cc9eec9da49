package org.lkernel.kernel.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;

/// Which pages differ between two states of one machine: by content, whatever the frames are called, and counted by
/// where they are.
public final class PageComparison {
    private final MemoryState before;
    private final MemoryState after;
    private final byte[] one = new byte[Raw.PAGE_SIZE];
    private final byte[] other = new byte[Raw.PAGE_SIZE];
    private final List<Observation> found = new ArrayList<>();

    private PageComparison(MemoryState before, MemoryState after) {
        this.before = before;
        this.after = after;
    }

    /// An observation for each area or object in which pages came, went or changed.
    public static List<Observation> of(MemoryState before, MemoryState after) {
        PageComparison comparison = new PageComparison(before, after);
        comparison.spaces();
        comparison.objects();
        return List.copyOf(comparison.found);
    }

    private void spaces() {
        for (Space space : after.spaces().values()) {
            Space former = before.space(space.id);
            for (Area area : space.areas.values()) {
                compare(
                        MemoryObservation.name(space, area)
                                + (area.path().isEmpty()
                                        ? ""
                                        : " " + area.path().toUtf8()),
                        former == null ? null : former.pages,
                        space.pages,
                        area.firstPage(),
                        area.endPage());
            }
        }
    }

    private void objects() {
        for (MemoryObject object : after.objects().values()) {
            MemoryObject former = before.objects().get(object.key.id());
            compare("object " + object.key.id(), former == null ? null : former.pages, object.pages, 0, Long.MAX_VALUE);
        }
    }

    private void compare(String where, @Nullable PageTree old, PageTree now, long first, long end) {
        int came = 0;
        int changed = 0;
        for (long page = now.next(first, end); page < end; page = now.next(page + 1, end)) {
            long word = old == null ? 0 : old.at(page);
            if (word == 0) {
                came++;
            } else if (differ(MemoryObject.frame(word), MemoryObject.frame(now.at(page)))) {
                changed++;
            }
        }
        int gone = old == null ? 0 : count(old, first, end, page -> now.at(page) == 0 ? 1 : 0);
        if (came + changed + gone > 0) {
            found.add(new Observation("pages", where, "%d came, %d changed, %d went".formatted(came, changed, gone)));
        }
    }

    private static int count(PageTree pages, long first, long end, LongUnaryOperator counts) {
        int sum = 0;
        for (long page = pages.next(first, end); page < end; page = pages.next(page + 1, end)) {
            sum += (int) counts.applyAsLong(page);
        }
        return sum;
    }

    private boolean differ(int frameBefore, int frameAfter) {
        before.host().copy(frameBefore, one, 0);
        after.host().copy(frameAfter, other, 0);
        return !Arrays.equals(one, other);
    }
}
