package org.lkernel.experiments.oracle;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.schedule.Ending;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Wait;

/// What a program itself says of a run: its exit status and the signal that killed it; and what nobody has to
/// say to it: that it waits for itself, that it never ends, that the kernel broke.
///
/// @param expected the exit status that means success
/// @param idle the waits in which fifo's schedule ends, if it ends in some: a service that waits for clients
/// is not deadlocked
public record ProgramOracle(int expected, List<String> idle) implements Oracle {
    private static final int KILLED = 128;
    /// What one waits in for somebody outside.
    private static final List<String> OUTSIDE = List.of(
            "accept",
            "accept4",
            "connect",
            "recvfrom",
            "recvmsg",
            "ppoll",
            "pselect6",
            "epoll_pwait",
            "rt_sigsuspend",
            "rt_sigtimedwait");

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
            case Ending.Stuck stuck -> calls(stuck.waits()).equals(idle) ? null : deadlock(stuck.waits());
            case Ending.Endless endless ->
                new Failure(
                        "hang", "", "it goes on and on, in task " + texts(endless.running()) + ", also in fifo order");
            case Ending.Crashed crashed -> crash(crashed.crash());
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

    private static Failure deadlock(List<Wait> waits) {
        return new Failure(
                "deadlock",
                String.join(",", calls(waits)),
                "deadlock: " + cycle(waits) + waits.stream().map(Wait::toString).collect(Collectors.joining("; ")));
    }

    /// The tasks that wait for each other in a ring, or nothing where no lock says who has it.
    private static String cycle(List<Wait> waits) {
        SortedMap<Integer, Integer> holders = new TreeMap<>();
        waits.forEach(wait -> {
            if (wait.holder() != null) {
                holders.put(wait.task(), wait.holder());
            }
        });
        for (int first : holders.keySet()) {
            StringBuilder ring = new StringBuilder("task " + first);
            Integer next = holders.get(first);
            for (int length = 0; next != null && length < holders.size(); length++) {
                ring.append(" → task ").append(next);
                if (next == first) {
                    return ring.append("; ").toString();
                }
                next = holders.get(next);
            }
        }
        return "";
    }

    /// The waits of a program that is at rest because nobody outside wants anything of it; none if it waits for itself.
    public static List<String> idle(List<Wait> waits) {
        return waits.stream().anyMatch(wait -> OUTSIDE.contains(wait.call())) ? calls(waits) : List.of();
    }

    /// The calls that somebody waits in, in order.
    public static List<String> calls(List<Wait> waits) {
        return waits.stream().map(Wait::call).sorted().toList();
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
