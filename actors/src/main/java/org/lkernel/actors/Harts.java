package org.lkernel.actors;

import java.util.List;
import org.lkernel.kernel.Resumable;

/// All harts of a machine taken together.
record Harts(List<Resumable> all) {
    /// Instructions retired by all of them.
    long retired() {
        long sum = 0;
        for (int index = 0; index < all.size(); index++) {
            sum += all.get(index).retired();
        }
        return sum;
    }

    /// System calls of that number made by all of them.
    long calls(int number) {
        long sum = 0;
        for (int index = 0; index < all.size(); index++) {
            sum += all.get(index).calls(number);
        }
        return sum;
    }

    /// The latest time that one of them has come to.
    long latestNanos() {
        long latest = 0;
        for (int index = 0; index < all.size(); index++) {
            latest = Math.max(latest, all.get(index).nowNanos());
        }
        return latest;
    }

    /// Only one hart works at a time, so each may use up all that is left before the horizon.
    void limitSlices(Horizon horizon) {
        long left = horizon.retired() == Long.MAX_VALUE ? Long.MAX_VALUE : horizon.retired() - retired();
        int call = horizon.call();
        long callsLeft = call < 0 ? 0 : horizon.calls() - calls(call);
        for (int index = 0; index < all.size(); index++) {
            Resumable hart = all.get(index);
            hart.pauseAt(left == Long.MAX_VALUE ? left : hart.retired() + left);
            if (call >= 0) {
                hart.pauseAtCall(call, hart.calls(call) + callsLeft);
            }
        }
    }
}
