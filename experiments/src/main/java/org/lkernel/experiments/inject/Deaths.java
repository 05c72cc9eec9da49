package org.lkernel.experiments.inject;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Tracer;

/// The signals by which processes died: what tells a program that was killed from one that exits with a status above
/// 128.
final class Deaths implements Tracer {
    private static final int SIGNAL = 0x7f;

    private final TreeSet<Integer> signals = new TreeSet<>();

    @Override
    public void left(int task, @Nullable Integer status) {
        if (status != null && (status & SIGNAL) != 0) {
            signals.add(status & SIGNAL);
        }
    }

    SortedSet<Integer> signals() {
        return Collections.unmodifiableSortedSet(signals);
    }

    void forget() {
        signals.clear();
    }
}
