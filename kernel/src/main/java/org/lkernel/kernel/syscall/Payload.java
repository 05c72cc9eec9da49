package org.lkernel.kernel.syscall;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// What a task writes: the ranges it named and, when it is small, the bytes themselves.
///
/// A write of at most [#INLINE_BYTES] travels with the call; of a larger one the owner asks `Memory`, which alone
/// touches guest memory. Whoever finds `inline` present must use it and never read the ranges again, so nothing
/// is fetched twice.
///
/// @param segments the ranges, in order
/// @param length their total length in bytes, already checked to fit `SSIZE_MAX`
/// @param inline the bytes, or null when there are more than [#INLINE_BYTES]
public record Payload(
        List<Segment> segments, long length, @Nullable Bytes inline) {
    public static final int INLINE_BYTES = 4096;
}
