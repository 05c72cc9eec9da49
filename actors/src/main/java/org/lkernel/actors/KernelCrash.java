package org.lkernel.actors;

import java.util.List;
import java.util.stream.Collectors;
import org.lkernel.kernel.Port;

/// A subsystem failed, which is a bug of the kernel: the machine has stopped, and this is how to see it again.
public final class KernelCrash extends RuntimeException {
    private final long seed;
    private final long step;
    private final Port port;
    private final transient List<Delivery> last;
    private final String replayLine;

    KernelCrash(long seed, long step, Port port, List<Delivery> last, String replayLine, Throwable cause) {
        super(report(seed, step, port, last, replayLine, cause), cause);
        this.seed = seed;
        this.step = step;
        this.port = port;
        this.last = List.copyOf(last);
        this.replayLine = replayLine;
    }

    public long seed() {
        return seed;
    }

    public long step() {
        return step;
    }

    /// The subsystem that failed.
    public Port port() {
        return port;
    }

    /// The messages delivered last, the fatal one at the end.
    public List<Delivery> last() {
        return last;
    }

    /// A command that repeats the run.
    public String replayLine() {
        return replayLine;
    }

    private static String report(
            long seed, long step, Port port, List<Delivery> last, String replayLine, Throwable cause) {
        String messages = last.stream().map(delivery -> "  " + delivery).collect(Collectors.joining("\n"));
        return "kernel crash in %s at step %d, seed %d: %s%nlast messages:%n%s%nreplay: %s"
                .formatted(port, step, seed, cause, messages, replayLine);
    }
}
