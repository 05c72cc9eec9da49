package org.lkernel.experiments.lab;

import java.util.List;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.experiments.lab.kernel.LooksThenSleeps;
import org.lkernel.experiments.lab.kernel.WaitsForNoHart;

/// The labs by name: one line here, a source in `userland/lab` and a page make a lab.
public final class Labs {
    public static final List<Lab> ALL = List.of(
            Lab.ofUserland("lost-update", "two threads add one to one number", "every counter without a lock"),
            Lab.ofUserland(
                    "lost-wakeup",
                    "look, then sleep: the wake-up comes in between",
                    "SBCL's condition-wait; FreeBSD's Linux futex"),
            Lab.ofUserland(
                    "signal-before-pause",
                    "a signal comes after it was looked for and before pause(2)",
                    "why sigsuspend(2) exists"),
            Lab.ofUserland("aba", "compare-and-swap sees the old value again and is content", "musl 97c5b5a87c3d"),
            Lab.ofUserland("abba", "two locks, taken in two orders", "rename(2) between two directories"),
            Lab.ofUserland(
                    "three-way-cycle", "three locks in a ring", "driver, memory and scheduler waiting for one another"),
            Lab.ofUserland("priority-inversion", "the middle one keeps the high one waiting", "Mars Pathfinder, 1997"),
            Lab.ofUserland("dirty-pipe", "a flag left from before: no race at all", "CVE-2022-0847"),
            Lab.ofUserland(
                    "fork-cow", "the last reference, looked at too early", "a refcount of one races with fork(2)"),
            Lab.ofUserland(
                    "fd-close", "looked up, and gone before it is held", "use after free between fget and close"),
            Lab.ofUserland(
                    "pipe-wake", "a wake-up that is not passed on", "a mend for the thundering herd that went wrong"),
            Lab.ofUserland("lost-interrupt", "read the status, then acknowledge everything", "many a network driver"),
            Lab.ofUserland("generation-wrap", "a counter that comes round", "seqlock with too few bits"),
            Lab.ofUserland(
                    "check-then-open",
                    "looked at by its name, opened by its name",
                    "access(2), then open(2): time of check, time of use"),
            Lab.ofUserland(
                    "handler-reentered",
                    "a signal handler in the middle of what it interrupts",
                    "malloc in a signal handler"),
            Lab.ofUserland(
                    "early-timeout",
                    "timed out, though it has come",
                    "a time-out that fires before its event is looked at"),
            Lab.ofKernel(
                    "kernel-wakeup",
                    "the kernel looks, then puts to sleep: the wake-up comes in between",
                    "FreeBSD's Linux futex; why FUTEX_WAIT takes a value",
                    "lab-lost-wakeup-fixed",
                    LooksThenSleeps.class,
                    1),
            Lab.ofKernel(
                    "late-shootdown",
                    "another hart writes where nobody may write any more",
                    "Linux eb66ae030829 (mremap), CVE-2018-18281",
                    "lab-late-shootdown",
                    WaitsForNoHart.class,
                    2));

    private Labs() {}

    /// The lab of that name.
    public static Lab named(String name) throws Mistake {
        return ALL.stream()
                .filter(lab -> lab.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Mistake("there is no lab '%s'; near it: %s (a program comes after --)"
                        .formatted(
                                name,
                                Nearest.to(name, ALL.stream().map(Lab::name).toList()))));
    }
}
