package org.lkernel.kernel.task;

/// Time that tasks have had on harts: in user code, and in the kernel on their behalf.
record CpuTime(long userNanos, long systemNanos) {
    /// Of a process, without its tasks that live and without its children.
    static CpuTime ended(TaskGroup process) {
        return new CpuTime(process.endedNanos, process.endedSystemNanos);
    }

    /// Of the children of a process that it has awaited, and of theirs.
    static CpuTime children(TaskGroup process) {
        return new CpuTime(process.childrenNanos, process.childrenSystemNanos);
    }

    /// Of all tasks that were measured.
    static CpuTime of(Tasks.Used used) {
        return new CpuTime(
                used.userNanos().stream().mapToLong(Long::longValue).sum(),
                used.systemNanos().stream().mapToLong(Long::longValue).sum());
    }

    CpuTime plus(CpuTime other) {
        return new CpuTime(userNanos + other.userNanos, systemNanos + other.systemNanos);
    }

    long totalNanos() {
        return userNanos + systemNanos;
    }
}
