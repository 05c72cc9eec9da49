package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Segment;

/// A position in a list of ranges of guest memory, moved along as they are copied.
final class Ranges {
    private final List<Segment> segments;
    private int segment;
    private long offset;

    Ranges(List<Segment> segments, long position) {
        this.segments = segments;
        advance(position);
    }

    /// The address here, or null past the end.
    @Nullable
    Long address() {
        return segment == segments.size() ? null : segments.get(segment).address() + offset;
    }

    /// How many bytes from here are in one range and one page.
    long together() {
        long rest = segments.get(segment).length() - offset;
        long address = segments.get(segment).address() + offset;
        return Math.min(rest, Raw.PAGE_SIZE - (address & (Raw.PAGE_SIZE - 1)));
    }

    void advance(long bytes) {
        long left = bytes;
        while (segment < segments.size() && left >= segments.get(segment).length() - offset) {
            left -= segments.get(segment).length() - offset;
            segment++;
            offset = 0;
        }
        if (segment < segments.size()) {
            offset += left;
        }
    }
}
