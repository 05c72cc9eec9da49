package org.lkernel.experiments.schedule;

import java.util.Arrays;

/// Numbers by number, emptied in no time: what is counted in one schedule is of no use in the next.
public final class LongTable {
    private long[] keys = new long[64];
    private long[] values = new long[64];
    private int[] stamps = new int[64];
    private int stamp = 1;
    private int size;

    /// The value of a key, or 0.
    public long at(long key) {
        int place = place(key);
        return stamps[place] == stamp ? values[place] : 0;
    }

    public boolean has(long key) {
        return stamps[place(key)] == stamp;
    }

    public void put(long key, long value) {
        int place = place(key);
        if (stamps[place] != stamp) {
            if (2 * ++size > keys.length) {
                grow();
                place = place(key);
            }
            stamps[place] = stamp;
            keys[place] = key;
        }
        values[place] = value;
    }

    /// Adds to the value of a key, and returns what it was.
    public long add(long key, long more) {
        long before = at(key);
        put(key, before + more);
        return before;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
        if (++stamp == 0) {
            Arrays.fill(stamps, 0);
            stamp = 1;
        }
    }

    /// All keys, ascending.
    public long[] keys() {
        long[] all = new long[size];
        int count = 0;
        for (int place = 0; place < keys.length; place++) {
            if (stamps[place] == stamp) {
                all[count++] = keys[place];
            }
        }
        Arrays.sort(all);
        return all;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (stamps[place] == stamp && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        int[] oldStamps = stamps;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        stamps = new int[2 * oldKeys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldStamps[old] == stamp) {
                int place = place(oldKeys[old]);
                stamps[place] = stamp;
                keys[place] = oldKeys[old];
                values[place] = oldValues[old];
            }
        }
    }
}
