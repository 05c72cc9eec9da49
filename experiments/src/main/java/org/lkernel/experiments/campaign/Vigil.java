package org.lkernel.experiments.campaign;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.schedule.Stage;

/// Looks at a machine that another thread works with: whether it has been at one and the same message for longer
/// than any message takes. Nothing in Java can stop such a thread; what it does can be told.
///
/// Looks are counted, not time, so that a host that was suspended is not mistaken for a handler that loops.
final class Vigil {
    /// For how long a machine may be at one message: what a hart does of one is bounded, and takes milliseconds.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LOOKS = 120;
    private static final long STILL = -1;

    private final Stage stage;
    private long step = STILL;
    private int looks;

    Vigil(Stage stage) {
        this.stage = stage;
    }

    /// How far two looks are apart, so that patience ends after [#LOOKS].
    static long apartMillis(Duration patience) {
        return Math.max(1, patience.toMillis() / LOOKS);
    }

    /// Looks once more; whether patience is at its end.
    boolean isLost() {
        long now = stage.computer().machine().stepUnderWay();
        looks = now == STILL || now != step ? 0 : looks + 1;
        step = now;
        return looks >= LOOKS;
    }

    /// Does something with a machine; null when it does not come back. The machine is lost then, and must not be
    /// closed.
    static <T> @Nullable T over(Stage stage, Duration patience, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("vigil").start(task);
        Vigil vigil = new Vigil(stage);
        boolean lost = false;
        while (!lost) {
            try {
                return task.get(apartMillis(patience), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                lost = vigil.isLost();
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure.getCause());
            }
        }
        return null;
    }

    /// What is wrong with a schedule that did not come back.
    static Failure failure(@Nullable Thread thread) {
        List<StackTraceElement> stack = thread == null ? List.of() : List.of(thread.getStackTrace());
        String place = stack.stream()
                .filter(frame -> frame.getClassName().startsWith("org.lkernel."))
                .findFirst()
                .map(frame -> ", in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
        return new Failure("kernel_crash", LOOP, "a handler of the kernel did not come back" + place);
    }

    /// Where a kernel is that did not come back.
    static final String LOOP = "loop";

    static boolean isLoop(Failure failure) {
        return failure.kind().equals("kernel_crash") && failure.where().equals(LOOP);
    }
}
