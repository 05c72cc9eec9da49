package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A command that a warm host runs is the command that a process of its own is, but for the time.
@Timeout(600)
final class WarmTest {
    private static final String RAN = "commands that the host ran";

    @TempDir
    private static Path scratch;

    private static Launcher launcher;

    @BeforeAll
    static void start() throws IOException {
        launcher = new Launcher(scratch);
        Command.Result started = launcher.run(1, "lkernel daemon start");
        assertEquals(0, started.status(), started.err());
    }

    @AfterAll
    static void stop() {
        launcher.close();
    }

    /// Scripts of which a warm host must run each command.
    static Stream<String> served() {
        return Stream.of(
                "printf 'one\\ntwo\\n' | { lkernel run --digest -- /bin/sh -c 'read x; echo $x; echo two >&2'; cat; }",
                "printf 'one\\ntwo\\n' >in; { lkernel run -- /bin/sh -c 'read x; echo $x'; cat; } <in",
                "{ echo a; lkernel run -- /bin/echo b; echo c; } >out; cat out",
                "lkernel run -- /bin/sh -c 'kill -9 $$'",
                "lkernel run -- /bin/sh -c 'cat; echo $?' <&- >&-",
                "(lkernel run -- /bin/sh -c 'while :; do echo y; done'; echo $? >&2) | head -n 1",
                "lkernel run --nonsense",
                "lkernel run --root nowhere -- /bin/true",
                "TERM=other lkernel run -- /bin/sh -c 'echo $TERM $1' - $'a\\xff\\xfeb' | od -c",
                "mkdir -p sub; echo inside >sub/file; cd sub; (umask 077; lkernel run --trace trace --volume .:/mnt --"
                        + " /bin/cat /mnt/file); stat -c %a trace; wc -l <trace",
                "lkernel run --report --json --snapshot kept --at syscall:write:1 --stop -- /bin/echo hi;"
                        + " lkernel resume --digest kept");
    }

    @ParameterizedTest
    @MethodSource("served")
    void bothDoTheSame(String script) {
        String there = "cd " + scratch + "; ";
        Command.Result cold = launcher.run(0, there + script);
        int before = launcher.served();
        Command.Result warm = launcher.run(1, there + script);
        assertEquals(cold, warm);
        assertEquals(script.split("lkernel ", -1).length - 1, launcher.served() - before, RAN);
    }

    @Test
    void whatTheHostCannotBeIsAProcessOfItsOwn() {
        int before = launcher.served();
        Command.Result result = launcher.run(1, """
                (ulimit -n 300; lkernel run -- /bin/echo limits); lkernel run --no-daemon -- /bin/echo unwanted
                LKERNEL_JAVA_OPTS=-Xmx512m lkernel run -- /bin/echo options; lkernel run -- /bin/echo same""");
        assertEquals("limits\nunwanted\noptions\nsame\n", result.out());
        assertEquals("", result.err());
        assertEquals(1, launcher.served() - before, RAN);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void signalsReachTheCommand(String signal, int status) {
        int before = launcher.served();
        assertEquals(
                "ready " + status + "\n",
                launcher.run(1, SignalTest.signal(signal, "")).out());
        assertEquals(1, launcher.served() - before, RAN);
    }

    @Test
    void aCommandThatIsStoppedStandsStill() {
        String script = """
                set -m
                exec_lkernel run -- /bin/sh -c 'while :; do echo x; done' >stopped &
                until [ -s stopped ]; do sleep 0.1; done
                kill -STOP $!; sleep 0.5; first=$(stat -c %s stopped); sleep 0.5
                [ "$first" = "$(stat -c %s stopped)" ] && echo still
                kill -CONT $!
                until [ "$(stat -c %s stopped)" -gt "$first" ]; do sleep 0.1; done
                kill -TERM $!; wait $!; echo $?
                """;
        int before = launcher.served();
        assertEquals(
                "still\n143\n", launcher.run(1, "cd " + scratch + "; " + script).out());
        assertEquals(1, launcher.served() - before, RAN);
    }

    @Test
    void twoAtOnceDoNotMeet() {
        int before = launcher.served();
        Command.Result result = launcher.run(1, "cd " + scratch + """
                ; mkfifo later; lkernel run -- /bin/sh -c 'echo begun; read x; echo first $x' <later >first &
                exec 18>later; until [ -s first ]; do sleep 0.1; done
                lkernel run -- /bin/echo second; echo late >&18; wait; cat first
                """);
        assertEquals("second\nbegun\nfirst late\n", result.out());
        assertEquals("", result.err());
        assertEquals(1, launcher.served() - before, RAN);
    }

    @Test
    void aTerminalIsRawMeanwhileAndAsItWasAfterwards() {
        int before = launcher.served();
        try (Command terminal = launcher.onTerminal(1, """
                stty rows 33 cols 77; before=$(stty -g)
                lkernel run -- /bin/sh -c 'trap "stty size; exit 5" INT; stty size; echo ready; while :; do read x; done'
                status=$?; [ "$before" = "$(stty -g)" ] && echo restored $status""")) {
            terminal.await("ready");
            terminal.type("\u0003");
            Command.Result result = terminal.result();
            assertTrue(result.out().contains("restored 5"), result.out());
            assertTrue(result.out().contains("33 77"), result.out());
        }
        assertEquals(1, launcher.served() - before, RAN);
    }
}
