package org.lkernel.experiments.inject;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Stuck;

/// Runs one case after the other on a machine of its own. One whose machine does not come back from a handler is given
/// up: the case is a crash of the kernel, and another worker takes its place.
final class Worker implements Runnable {
    private final InjectionPlan plan;
    private final Observed golden;
    private final Queue<Case> open;
    private final Queue<CaseResult> done;
    /// The case that runs, as long as this worker has not been given up.
    private final AtomicReference<@Nullable Case> under = new AtomicReference<>();

    Worker(InjectionPlan plan, Observed golden, Queue<Case> open, Queue<CaseResult> done) {
        this.plan = plan;
        this.golden = golden;
        this.open = open;
        this.done = done;
    }

    static void start(InjectionPlan plan, Observed golden, Queue<Case> open, Queue<CaseResult> done) {
        Thread.ofPlatform().daemon().name("injector").start(new Worker(plan, golden, open, done));
    }

    @Override
    public void run() {
        Case one = open.poll();
        while (one != null) {
            under.set(one);
            try (Rig rig = new Rig(plan, this::lost)) {
                // After a crash of the kernel the machine is not trusted any more.
                for (boolean sound = true; sound && one != null; one = open.poll()) {
                    under.set(one);
                    Observed seen = rig.run(one.faults(), golden);
                    if (!under.compareAndSet(one, null)) {
                        return;
                    }
                    done.add(CaseResult.of(one, seen, golden));
                    sound = seen.ending() != Observed.Ending.CRASHED;
                }
            } catch (RuntimeException | Error failure) {
                if (one == null || !under.compareAndSet(one, null)) {
                    return;
                }
                done.add(CaseResult.failed(one, failure));
                one = open.poll();
            }
        }
    }

    private void lost(Stuck stuck) {
        Case one = under.getAndSet(null);
        if (one != null) {
            done.add(CaseResult.lost(one, stuck));
            start(plan, golden, open, done);
        }
    }
}
