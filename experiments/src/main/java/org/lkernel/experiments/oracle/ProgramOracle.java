package org.lkernel.experiments.oracle;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.schedule.Ending;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Wait;
import org.lkernel.kernel.Port;

/// What a program itself says of a run: its exit status and the signal that killed it; and what nobody has to
/// say to it: that it waits for itself, that it never ends, that the kernel broke.
///
/// @param expected the exit status that means success
/// @param idle the waits in which fifo's schedule ends, if it ends in some: a service that waits for clients
/// is not deadlocked
public record ProgramOracle(int expected, List<String> idle) implements Oracle {
    private static final int KILLED = 128;
    /// By number, from 0; see signal(7).
    private static final List<String> SIGNALS = List.of(
            ("0 HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN"
                            + " TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" "));

    public ProgramOracle {
        idle = List.copyOf(idle);
    }

    @Override
    public @Nullable Failure judge(Outcome outcome, Computer computer) {
        return switch (outcome.ending()) {
            case Ending.Ended ended -> ended.code() == expected ? null : ended(ended);
            case Ending.Stuck stuck -> isIdle(stuck.waits()) ? null : new Deadlock(stuck.waits()).failure();
            case Ending.Endless endless ->
                new Failure(
                        "hang", "", "it goes on and on, in task " + texts(endless.running()) + ", also in fifo order");
            case Ending.Crashed crashed -> crash(crashed.crash());
            case Ending.Broken(Port port, String flaw) ->
                new Failure(
                        "invariant",
                        port + ": " + normalised(flaw),
                        "what must be so of the kernel is not so, in %s: %s".formatted(port, flaw));
        };
    }

    private static Failure ended(Ending.Ended ended) {
        String said = normalised(ended.message());
        String text = ended.message().isEmpty() ? "" : ": " + ended.message();
        if (ended.code() > KILLED && ended.code() - KILLED < SIGNALS.size()) {
            String name = "SIG" + SIGNALS.get(ended.code() - KILLED);
            return new Failure("signal", name + (said.isEmpty() ? "" : ": " + said), "killed by " + name + text);
        }
        return new Failure(
                "exit", ended.code() + (said.isEmpty() ? "" : ": " + said), "ended with status " + ended.code() + text);
    }

    /// Numbers differ between two schedules of one bug, and words do not.
    private static String normalised(String line) {
        String text = line.replaceAll("0x[0-9a-fA-F]+|\\d+", "N");
        return text.length() <= 120 ? text : text.substring(0, 120);
    }

    /// The oracle of a program that ends in those waits in fifo's order: if somebody outside might still want
    /// something of it, it is at rest there.
    public static ProgramOracle idle(int expected, List<Wait> waits) {
        return new ProgramOracle(expected, waits.stream().anyMatch(Wait::outside) ? names(waits) : List.of());
    }

    /// Whether it is at rest as fifo's schedule is in the end. The same calls are not enough: a lock that a
    /// waiting task holds keeps the service from ever answering.
    private boolean isIdle(List<Wait> waits) {
        return !idle.isEmpty()
                && names(waits).equals(idle)
                && new Deadlock(waits).ring().isEmpty();
    }

    private static List<String> names(List<Wait> waits) {
        return waits.stream().map(Wait::name).sorted().toList();
    }

    private static Failure crash(KernelCrash crash) {
        Throwable cause = crash.getCause() == null ? crash : crash.getCause();
        StackTraceElement[] frames = cause.getStackTrace();
        String place = frames.length == 0 ? "" : " at " + frames[0].getClassName() + "." + frames[0].getMethodName();
        return new Failure(
                "kernel_crash",
                crash.port() + " " + cause.getClass().getSimpleName() + place,
                "the kernel broke in %s: %s".formatted(crash.port(), cause));
    }

    private static String texts(List<Integer> tasks) {
        return tasks.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }
}
