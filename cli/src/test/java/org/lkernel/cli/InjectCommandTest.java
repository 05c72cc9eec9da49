package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lkernel.cli.caller.ThisProcess;
import org.lkernel.experiments.campaign.ResultsFile;

/// `lkernel inject` as it is called: what it says and with which status it ends.
@Timeout(120)
final class InjectCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int inject(String plan, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), "plan: lkernel/v1\n" + plan);
        List<String> words = new java.util.ArrayList<>(List.of("inject", file.toString()));
        words.addAll(List.of(options));
        return execute(words.toArray(String[]::new));
    }

    private int execute(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine(new ThisProcess())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private static String plan(String fault, String more) {
        return "workload: {argv: [/bin/sh, -c, \"cat /etc/passwd | head -n 1; head -c 4 /dev/urandom | od\"]}\nfaults: ["
                + fault + "]\n" + more;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0   | {kind: sys.short, where: write, when: 1}                      | | masked
                    0   | {kind: sys.errno, where: write, when: 1, errno: ENOSPC}       | | detected
                    1   | {kind: sys.errno, where: write, when: 1, errno: ENOSPC}       | failOn: [detected] | detected
                    127 | {kind: msg.dup, where: hart0.Run, when: 1}                    | | kernel_crash
                    130 | {kind: msg.drop, where: scheduler.Wake, when: 1}              | | hang
                    128 | {kind: msg.drop, where: scheduler.Wake, when: 1}              | phases: [inject, heal, check] | liveness
                    0   | {kind: sys.eintr, where: wait4, when: every}                  | phases: [inject: {or: 10ms}, heal: {settle: 1s}, check] | masked
                    129 | {kind: entropy.repeat, where: '*', when: 1}                   | | sdc
                    """)
    void theStatusIsThatOfTheWorstOutcome(int status, String fault, String more, String outcome) throws IOException {
        String plan = plan(fault, more == null ? "" : more);
        assertEquals(status, inject(plan), () -> out + "" + err);
        assertTrue(out.toString().contains(outcome), out::toString);
    }

    @Test
    void aStatusAbove128IsNoCrashUnlessSomebodyWasKilled() throws IOException {
        String workload = "workload: {argv: [/bin/sh, -c, '%s']}\nfaults: [{kind: sys.errno, where: write, when: 1}]\n";
        inject(workload.formatted("echo one || exit 200"));
        assertTrue(out.toString().contains("detected"), out::toString);
        inject(workload.formatted("echo one || kill -9 $$"));
        assertTrue(out.toString().contains("app_crash"), out::toString);
        inject(workload.formatted("echo one || sh -c \"kill -9 \\$\\$\""));
        assertTrue(out.toString().contains("app_crash"), out::toString);
    }

    @Test
    void aGoldenRunThatDoesNotEndIsStopped() throws IOException {
        String endless = "workload: {argv: [/bin/sh, -c, 'while true; do sleep 1; done']}\n"
                + "faults: [{kind: sys.errno, where: write, when: 1}]\n";
        assertEquals(2, inject(endless));
        assertTrue(err.toString().contains("the golden run does not end within 30,000 ms"), err::toString);
        assertEquals(1, err.toString().lines().count());
        assertEquals(2, inject(endless + "phases: [inject: {or: 3s}]"));
        assertTrue(err.toString().contains("within 3,000 ms"), err::toString);
    }

    @Test
    void aCheckDecidesWhatIsRight() throws IOException {
        String plan = plan("{kind: entropy.repeat, where: '*', when: 1}", "");
        assertEquals(0, inject(plan, "--check", "grep -q root"));
        assertEquals(129, inject(plan, "--check", "! grep -q '0000000 000000 000000'"));
        assertEquals(2, inject(plan, "--check", "false"));
        assertTrue(err.toString().contains("does not pass the check"), err::toString);
    }

    @Test
    void theDatabaseSaysWhichBuildItIsOf() throws Exception {
        Path found = directory.resolve("found");
        assertEquals(0, inject(plan("{kind: sys.short, where: write, when: 1}", ""), "--out", found.toString()));
        Path database = found.resolve("results.db");
        String description = ResultsFile.description(database);
        assertTrue(description.contains("\"build\":\"lkernel "), description);
        assertEquals(0, execute("replay", database + "#1"));
        Path other = directory.resolve("other.db");
        ResultsFile.open(other, List.of(), description.replace("\"build\":\"lkernel ", "\"build\":\"other "), "")
                .close();
        assertEquals(2, execute("replay", other + "#1"), err::toString);
    }

    @Test
    void aDryRunSaysHowManyCasesThereAre() throws IOException {
        String faults = "{id: a, kind: sys.errno, where: write, when: {occurrence: {systematic: all}}},"
                + " {id: b, kind: sys.errno, where: wait4, when: {probability: 0.5, cases: 7}}";
        String workload =
                "workload: {argv: [/bin/sh, -c, '/bin/true; echo one; echo two']}\nfaults: [" + faults + "]\n";
        assertEquals(0, inject(workload + "combine: {maxSimultaneous: 2}", "--dry-run"));
        String said = out.toString();
        assertTrue(said.contains("a: sys.errno at write, 3 of a space of 2 occurrences"), said);
        assertTrue(said.contains("b: sys.errno at wait4, 7 of a space of 1 occurrences"), said);
        assertTrue(said.contains("combined: two faults at once, 45 of a space of 45 pairs"), said);
        assertTrue(said.contains("55 cases"), said);
    }
}
