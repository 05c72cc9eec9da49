package org.lkernel.kernel.files;

import java.util.ArrayDeque;
import java.util.TreeSet;

/// What has changed and is not dealt with, each once, in order. Mostly that is one thing; when a table of many
/// descriptors is closed it is as many as those.
final class Changes {
    /// So few are looked through.
    private static final int FEW = 8;

    private final ArrayDeque<Long> order = new ArrayDeque<>();
    /// The same, once they are more.
    private final TreeSet<Long> many = new TreeSet<>();

    boolean isEmpty() {
        return order.isEmpty();
    }

    int size() {
        return order.size();
    }

    void add(long source) {
        if (order.size() == FEW) {
            many.addAll(order);
        }
        boolean isNew = order.size() < FEW ? !order.contains(source) : many.add(source);
        if (isNew) {
            order.addLast(source);
        }
    }

    long removeFirst() {
        return removed(order.removeFirst());
    }

    /// Forgets all but the first `kept`.
    void shorten(int kept) {
        while (order.size() > kept) {
            removed(order.removeLast());
        }
    }

    private long removed(long source) {
        if (order.size() < FEW) {
            many.clear();
        } else {
            many.remove(source);
        }
        return source;
    }
}
