package org.lkernel.kernel.files;

/// A process as descriptors know it; all descriptors of one process share it.
///
/// @param uses how many descriptions lead to it
/// @param ended it is a zombie, or was
/// @param reaped somebody has waited for it, so that its number means nothing any more
record Handle(long id, int pid, int uses, boolean ended, boolean reaped) {
    Handle withUses(int changed) {
        return new Handle(id, pid, changed, ended, reaped);
    }

    Handle end() {
        return new Handle(id, pid, uses, true, reaped);
    }

    Handle reap() {
        return new Handle(id, pid, uses, true, true);
    }

    /// As `pidfd_poll` has it: readable from its end on, hung up when it was waited for.
    int ready() {
        return (ended ? Readiness.READ : 0) | (reaped ? Readiness.HUP : 0);
    }

    /// The lines of `/proc/PID/fdinfo` that only such a descriptor has.
    String describe() {
        int number = reaped ? -1 : pid;
        return "Pid:\t" + number + "\nNSpid:\t" + number + "\n";
    }
}
