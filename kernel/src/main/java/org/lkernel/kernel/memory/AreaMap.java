package org.lkernel.kernel.memory;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;

/// The areas of a space in the order of their addresses.
///
/// A sorted array, since a space has some tens of areas and they are looked up at every fault. Copies share it,
/// and whichever writes first copies it.
final class AreaMap implements Digestible {
    private final PageTree.Meter meter;
    private Area[] areas;
    private int size;
    private boolean shared;

    AreaMap(PageTree.Meter meter) {
        this(meter, new Area[16], 0);
    }

    private AreaMap(PageTree.Meter meter, Area[] areas, int size) {
        this.meter = meter;
        this.areas = areas;
        this.size = size;
    }

    /// A copy accounted to that meter, whose total is the caller's to carry over.
    AreaMap copy(PageTree.Meter account) {
        shared = true;
        AreaMap copy = new AreaMap(account, areas, size);
        copy.shared = true;
        return copy;
    }

    /// The same areas in another space of the machine, which are accounted too.
    AreaMap child() {
        meter.areas(size);
        return copy(meter);
    }

    /// Takes the areas off the account; the map is not used again.
    void discard() {
        meter.areas(-size);
        size = 0;
    }

    int size() {
        return size;
    }

    /// All areas as they are now, whatever is changed while they are gone through.
    List<Area> values() {
        shared = true;
        return Collections.unmodifiableList(Arrays.asList(areas).subList(0, size));
    }

    /// The area that starts at the address or is the last to start below.
    @Nullable
    Area floor(long address) {
        return at(after(address) - 1);
    }

    /// The last area to start below the address.
    @Nullable
    Area lower(long address) {
        return at(after(address - 1) - 1);
    }

    /// The first area to start above the address.
    @Nullable
    Area higher(long address) {
        return at(after(address));
    }

    /// The area that starts at the address or is the first to start above.
    @Nullable
    Area ceiling(long address) {
        return at(after(address - 1));
    }

    private @Nullable Area at(int index) {
        return index < 0 || index >= size ? null : areas[index];
    }

    /// How many areas start at or below the address.
    private int after(long address) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (areas[middle].start() <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The highest address below the base with so much room after it, or null.
    @Nullable
    Long roomBelow(long base, long length) {
        int index = after(base - 1);
        long top = index < size ? Math.min(base, bottom(areas[index])) : base;
        for (index--; index >= 0; index--) {
            if (top - areas[index].end() >= length) {
                return top - length;
            }
            top = Math.min(top, bottom(areas[index]));
        }
        return top - Space.LOWEST >= length ? top - length : null;
    }

    /// Where a mapping below an area may end: a stack keeps its distance.
    private static long bottom(Area area) {
        return area.is(Area.GROWS_DOWN) ? area.start() - Space.GUARD_GAP : area.start();
    }

    /// Adds an area, or puts it in the place of the one with the same start.
    void put(Area area) {
        int index = after(area.start());
        if (index > 0 && areas[index - 1].start() == area.start()) {
            own(size);
            areas[index - 1] = area;
            return;
        }
        own(size + 1);
        System.arraycopy(areas, index, areas, index + 1, size - index);
        areas[index] = area;
        size++;
        meter.areas(1);
    }

    /// Removes the area with that start.
    void remove(long start) {
        int index = after(start) - 1;
        if (index < 0 || areas[index].start() != start) {
            throw new IllegalStateException("no area starts at %x".formatted(start));
        }
        own(size);
        System.arraycopy(areas, index + 1, areas, index, size - index - 1);
        size--;
        meter.areas(-1);
    }

    private void own(int room) {
        if (shared || room > areas.length) {
            areas = Arrays.copyOf(areas, room > areas.length ? room + room / 2 : areas.length);
            shared = false;
        }
    }

    @Override
    public void digest(Digest digest) {
        Canonical.value(values(), digest);
    }
}
