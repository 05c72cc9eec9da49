package org.lkernel.experiments.schedule;

/// Which system calls other tasks can tell the moment of. Before one of the others a task need not be interrupted:
/// whatever comes between comes as well before the last thing that could be seen of it, or after.
final class Visible {
    /// set_tid_address, set_robust_list, get_robust_list, clock_gettime, clock_getres, sched_getaffinity,
    /// sigaltstack, getrlimit, getpid to gettid, prlimit64, getrandom, membarrier, rseq. What changes the address
    /// space, a handler or a mask is none of them: another task that shares it, or sends a signal, can tell.
    private static final int[] PRIVATE = {
        96, 99, 100, 113, 114, 123, 132, 163, 172, 173, 174, 175, 176, 177, 178, 261, 278, 283, 293
    };

    private static final boolean[] UNSEEN = new boolean[512];

    static {
        for (int call : PRIVATE) {
            UNSEEN[call] = true;
        }
    }

    private Visible() {}

    static boolean is(long call) {
        return call < 0 || call >= UNSEEN.length || !UNSEEN[(int) call];
    }
}
