package org.lkernel.snapshots.file;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What an increment is relative to: only the pages that changed are stored again, the others stay where they are.
///
/// @param parent its generation becomes the parent; open while the increment is saved
/// @param changed the frames whose content may differ from the parent's, ascending; a frame the parent has not need not
///     be among them, and one that is no longer there may be
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Increment(SnapshotFile parent, int[] changed) {

    /// The words of the index: what is to be stored, and what is gone.
    ///
    /// @param frames all there are now
    int[] words(int[] frames) {
        StoredPages before = parent.pages();
        IntStream stored = IntStream.of(frames)
                .filter(frame -> !before.contains(frame) || Arrays.binarySearch(changed, frame) >= 0);
        IntStream gone = IntStream.of(before.frames())
                .filter(frame -> Arrays.binarySearch(frames, frame) < 0)
                .map(frame -> frame | PageIndex.GONE);
        return IntStream.concat(stored, gone)
                .boxed()
                .sorted((one, other) -> Integer.compare(one & ~PageIndex.GONE, other & ~PageIndex.GONE))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
