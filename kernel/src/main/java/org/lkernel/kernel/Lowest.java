package org.lkernel.kernel;

import org.pcollections.TreePMap;

/// The lowest number that is not taken.
public final class Lowest {
    private Lowest() {}

    /// The lowest number from `least` on that is no key of the map.
    ///
    /// Looked for by halving, since the numbers from `least` to another are all taken just if there are as many
    /// keys among them; a part of the map is had, and its size known, in logarithmic time.
    public static <V> int free(TreePMap<Integer, V> taken, int least) {
        if (!taken.containsKey(least)) {
            return least;
        }
        int below = least;
        int above = taken.lastKey() + 1;
        while (above - below > 1) {
            int middle = below + above >>> 1;
            if (isFull(taken, least, middle)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    private static <V> boolean isFull(TreePMap<Integer, V> taken, int least, int last) {
        return taken.subMap(least, true, last, true).size() == last - least + 1;
    }
}
