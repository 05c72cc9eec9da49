package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run can be had again: from its seed in any process, and from its journal.
@Timeout(900)
final class RepetitionTest {
    private static final String SCRIPT =
            "f() { for i in 1 2 3; do echo $1$i; done; }; f a | sort -r & f b | cat; wait; threads >/dev/null; date; exit 3";
    private static final String[] WORDS = {
        "run", "--seed", "9", "--harts", "2", "--digest", "--", "/bin/sh", "-c", SCRIPT
    };

    @TempDir
    private Path directory;

    @Test
    void theSeedGivesTheSameRunInEveryProcessWhateverItsHeapItsCompilerAndTheLoad() {
        Command.Result plain = Command.run(WORDS);
        assertEquals(3, plain.status(), plain.err());
        assertEquals(plain, Command.runOn(List.of("-Xmx96m", "-XX:+UseSerialGC"), WORDS));
        assertEquals(plain, Command.runOn(List.of("-Xint"), WORDS));
        try (Command busy = Command.start("run", "--", "/bin/sh", "-c", "echo busy; while :; do :; done")) {
            busy.await("busy");
            assertEquals(plain, Command.run(WORDS));
        }
    }

    @Test
    void anotherSeedGivesAnotherDigest() {
        String[] other = WORDS.clone();
        other[2] = "10";
        assertNotEquals(Command.run(WORDS).digest(), Command.run(other).digest());
    }

    private void assertRepeats(Command.Result run, Path journal) {
        Command.Result again = Command.run("replay", "--digest", journal.toString());
        assertEquals(run.status(), again.status(), again.err());
        assertEquals(run.out(), again.out());
        assertEquals(run.digest(), again.digest());
    }

    @Test
    void aDeterministicRunIsRepeatedFromItsJournal() {
        Path journal = directory.resolve("journal");
        Command.Result run = Command.script("echo typed | lkernel run --digest --record " + journal
                + " -- /bin/sh -c 'read x; echo got $x; date; exit 5'");
        assertEquals("got typed", run.out().lines().findFirst().orElse(""));
        assertEquals(5, run.status(), run.err());
        assertRepeats(run, journal);
    }

    @Test
    void aLiveRunIsRepeatedFromItsJournalWithTheTimesOfThen() {
        Path journal = directory.resolve("journal");
        Command.Result run = Command.run(
                "run",
                "--mode",
                "live",
                "--digest",
                "--record",
                journal.toString(),
                "--",
                "/bin/sh",
                "-c",
                "date; sleep 0.05; date; (sleep 0.02; echo late) & echo early; wait; exit 6");
        assertEquals(6, run.status(), run.err());
        assertRepeats(run, journal);
    }

    @Test
    void aSessionOnATerminalIsRepeatedFromItsJournal() {
        Path journal = directory.resolve("journal");
        Command.Result session;
        try (Command terminal = Command.onTerminal("lkernel boot --digest --record " + journal)) {
            terminal.await("# ");
            terminal.type("echo $((6*7)); exit 4\n");
            session = terminal.result();
        }
        assertEquals(4, session.status(), session.out());
        assertTrue(session.out().contains("42"), session.out());
        Command.Result again = Command.run("replay", "--digest", journal.toString());
        assertEquals(4, again.status(), again.err());
        assertTrue(session.out().contains(again.digest()), session.out() + again.err());
        assertTrue(session.out().contains(again.out().strip()), session.out() + again.out());
    }

    @Test
    void theJournalOfARunThatWasKilledIsRepeatedAsFarAsItGoes() {
        Path killed = directory.resolve("killed");
        assertEquals(
                "ready 137\n",
                Command.script(SignalTest.signal("KILL", "--record " + killed)).out());
        Command.Result part = Command.run("replay", killed.toString());
        assertEquals(130, part.status(), part.err());
        assertTrue("ready\n".startsWith(part.out()), "its last block may not have been written yet: " + part.out());
        assertTrue(part.err().startsWith("lkernel: " + killed + " was cut off"), part.err());
        assertEquals(1, part.err().lines().count(), part.err());
        Path hungUp = directory.resolve("hung-up");
        assertEquals(
                "ready 129\n",
                Command.script(SignalTest.signal("HUP", "--record " + hungUp)).out());
        assertEquals(new Command.Result(130, "ready\n", ""), Command.run("replay", hungUp.toString()));
    }

    @Test
    void aRunThatIsRepeatedCanBeTracedSavedAndGoneOnWith() throws java.io.IOException {
        Path journal = directory.resolve("journal");
        String snapshot = directory.resolve("snapshot").toString();
        Command.Result run = Command.script("printf 'one\\ntwo\\n' | lkernel run --digest --record " + journal
                + " -- /bin/sh -c 'read x; echo $x; read y; echo $y'");
        String[] words = {"replay", "--snapshot", snapshot, "--at", "syscall:write:1", "--stop", "--trace"};
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(directory + "/trace.jsonl", "--trace-filter", "type=Write", journal.toString()));
        Command.Result saved = Command.run(all.toArray(String[]::new));
        assertEquals(new Command.Result(0, "", ""), saved);
        assertEquals("", Files.readString(directory.resolve("trace.jsonl")), "the write is on its way");
        Command.Result resumed = Command.script("echo two | lkernel resume --digest " + snapshot);
        assertEquals(run.digest(), resumed.digest());
        assertEquals("one\ntwo\n", resumed.out());
    }

    @Test
    void aJournalThatIsNoneOrCutOffIsSaidInOneLine() {
        Command.Result missing = Command.run("replay", directory + "/none");
        assertEquals(125, missing.status());
        assertEquals("lkernel: there is no file '" + directory + "/none'\n", missing.err());
        Command.Result foreign =
                Command.script("echo nonsense >" + directory + "/file; lkernel replay " + directory + "/file");
        assertEquals(125, foreign.status());
        assertEquals(1, foreign.err().lines().count(), foreign.err());
    }
}
