package org.lkernel.kernel.task;

import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// The resource limits of a process: `getrlimit(2)`.
///
/// @param values soft and hard limit of each resource, in order of its number
record Limits(PVector<Limit> values) {
    static final long UNLIMITED = -1;
    static final int CPU = 0;
    static final int FILE_SIZE = 1;
    static final int DATA = 2;
    static final int STACK = 3;
    static final int TASKS = 6;
    static final int FILES = 7;
    static final int ADDRESS_SPACE = 9;
    static final int PENDING_SIGNALS = 11;
    static final int NICE = 13;
    static final int COUNT = 16;

    private static final long MEGABYTE = 1 << 20;

    /// `struct rlimit64`: both unsigned.
    record Limit(long soft, long hard) {}

    /// As Debian's first process has them, tasks and pending signals for a small machine.
    static final Limits INITIAL = initial();

    private static Limits initial() {
        PVector<Limit> all = TreePVector.empty();
        for (int resource = 0; resource < COUNT; resource++) {
            all = all.plus(new Limit(UNLIMITED, UNLIMITED));
        }
        return new Limits(all.with(STACK, new Limit(8 * MEGABYTE, UNLIMITED))
                .with(4, new Limit(0, UNLIMITED))
                .with(TASKS, new Limit(TasksState.TASKS_MAXIMUM / 2, TasksState.TASKS_MAXIMUM / 2))
                .with(FILES, new Limit(1024, 1 << 20))
                .with(8, new Limit(8 * MEGABYTE, 8 * MEGABYTE))
                .with(PENDING_SIGNALS, new Limit(4096, 4096))
                .with(12, new Limit(819_200, 819_200))
                .with(NICE, new Limit(0, 0))
                .with(14, new Limit(0, 0)));
    }

    long soft(int resource) {
        return values.get(resource).soft();
    }

    Limit of(int resource) {
        return values.get(resource);
    }

    Limits with(int resource, Limit limit) {
        return new Limits(values.with(resource, limit));
    }
}
