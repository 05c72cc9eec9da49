package org.lkernel.actors;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.lkernel.kernel.Port;

/// A handler that does not come back, which is a bug of the kernel: what it was given, and where it is.
///
/// @param port the subsystem whose handler it is
/// @param last the messages delivered last, the one being handled at the end
/// @param stack of the machine's thread, innermost first
/// @param replayLine a command that repeats the run
public record Stuck(
        long seed,
        long step,
        Port port,
        Duration limit,
        List<Delivery> last,
        List<StackTraceElement> stack,
        String replayLine) {
    public Stuck {
        last = List.copyOf(last);
        stack = List.copyOf(stack);
    }

    /// What to show of it.
    public String report() {
        String frames = stack.stream().map(frame -> "  at " + frame).collect(Collectors.joining("\n"));
        String messages = last.stream().map(delivery -> "  " + delivery).collect(Collectors.joining("\n"));
        return "%s has been handling one message for more than %s at step %d, seed %d:%n%s%nlast messages:%n%s%nreplay: %s"
                .formatted(port, seconds(), step, seed, frames, messages, replayLine);
    }

    private String seconds() {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
