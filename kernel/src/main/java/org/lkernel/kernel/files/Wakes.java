package org.lkernel.kernel.files;

import java.util.ArrayDeque;
import java.util.TreeSet;

/// Whose waiters are to be told what, each once, in order. Mostly that is one thing; when a table of many
/// descriptors is closed it is as many as those.
final class Wakes {
    /// So few are looked through.
    private static final int FEW = 8;

    /// @param key what has come to be true, in the events of [Readiness]
    record Wake(long source, int key) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            int order = Long.compare(source, other.source);
            return order != 0 ? order : Integer.compare(key, other.key);
        }
    }

    private final ArrayDeque<Wake> order = new ArrayDeque<>();
    /// The same, once they are more.
    private final TreeSet<Wake> many = new TreeSet<>();

    boolean isEmpty() {
        return order.isEmpty();
    }

    int size() {
        return order.size();
    }

    void add(long source, int key) {
        Wake wake = new Wake(source, key);
        if (order.size() == FEW) {
            many.addAll(order);
        }
        boolean isNew = order.size() < FEW ? !order.contains(wake) : many.add(wake);
        if (isNew) {
            order.addLast(wake);
        }
    }

    Wake removeFirst() {
        return removed(order.removeFirst());
    }

    /// Forgets all but the first `kept`.
    void shorten(int kept) {
        while (order.size() > kept) {
            removed(order.removeLast());
        }
    }

    private Wake removed(Wake wake) {
        if (order.size() < FEW) {
            many.clear();
        } else {
            many.remove(wake);
        }
        return wake;
    }
}
