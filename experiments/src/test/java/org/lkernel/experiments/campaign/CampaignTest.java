package org.lkernel.experiments.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.schedule.Decision;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.strategy.Strategies;

class CampaignTest {

    @TempDir
    private Path directory;

    private static Target target(String program, boolean interrupting) {
        return new Target(
                null, List.of(), new TreeMap<>(), "/", 1, 1L << 28, 0, interrupting, List.of("/bin/" + program));
    }

    private static Plan plan(String program, long schedules, int jobs) throws Mistake {
        return new Plan(
                target(program, true), Strategies.named("portfolio"), "portfolio", 0, schedules, null, jobs, 0, null);
    }

    private static Summary run(Plan plan, Results results) throws Exception {
        return new Campaign(plan, results, (done, failures, total) -> {}).run();
    }

    @Test
    void anUpdateIsLostOnSomeScheduleAndNotInFifoOrder() throws Exception {
        Summary summary = run(plan("lab-lost-update", 300, 1), Campaign.inMemory());
        assertEquals(300, summary.schedules());
        assertEquals(1, summary.findings().size());
        Finding finding = summary.findings().getFirst();
        assertEquals("exit", finding.failure().kind());
        assertTrue(finding.first() > 0 && !finding.everywhere());
        CaseFile reduced = finding.reduced();
        assertNotNull(reduced);
        long interruptions = reduced.decisions().stream()
                .filter(decision -> decision.site() == Decision.Site.STAY)
                .count();
        assertTrue(interruptions <= 3, () -> "more than a lost update needs: " + reduced.decisions());
    }

    @Test
    void aCaseFailsAgainFromItsFileWithTheSameDigest() throws Exception {
        Plan plan = plan("lab-lost-update", 200, 1);
        Summary summary = run(plan, Campaign.inMemory());
        Report.write(plan, summary, directory);
        Path file = directory.resolve(Report.fileName(0, summary.findings().getFirst()));
        assertTrue(CaseFile.isCase(file));
        CaseFile found = CaseFile.read(file);
        for (int time = 0; time < 3; time++) {
            Replay repeated = Replay.of(found);
            assertNotNull(repeated.failure());
            assertEquals(found.signature(), repeated.failure().signature());
            assertEquals(found.digest(), repeated.digest());
        }
        assertEquals(null, Replay.of(with(found, found.passing())).failure());
    }

    private static CaseFile with(CaseFile found, List<Decision> decisions) {
        return new CaseFile(
                found.build(),
                found.target(),
                0,
                null,
                null,
                found.signature(),
                found.text(),
                "",
                found.words(),
                decisions,
                List.of());
    }

    @Test
    void withTheLockNothingIsLost() throws Exception {
        Summary summary = run(plan("lab-lost-update-fixed", 500, 1), Campaign.inMemory());
        assertEquals(0, summary.failures(), () -> String.valueOf(summary.findings()));
    }

    @Test
    void aPlainBugFailsEverywhereAndIsSaidToBeNoRace() throws Exception {
        Summary summary = run(plan("lab-dirty-pipe", 100, 1), Campaign.inMemory());
        assertEquals(100, summary.failures());
        assertTrue(summary.findings().getFirst().everywhere());
        assertTrue(String.join("\n", Report.text(summary, null)).contains("it is no race"));
    }

    @Test
    void aDeadlockIsFoundAndNamed() throws Exception {
        Summary summary = run(plan("lab-abba", 300, 1), Campaign.inMemory());
        assertEquals(1, summary.findings().size(), () -> String.valueOf(summary.findings()));
        Finding finding = summary.findings().getFirst();
        String said = finding.failure().where() + "; " + finding.failure().text();
        assertTrue(
                said.matches("futex 0x\\w+, futex 0x\\w+; deadlock: task 1 waits for the end of task 2 in futex; .*"),
                said);
        assertNotNull(finding.pair());
        CaseFile reduced = finding.reduced();
        assertNotNull(reduced);
        CaseFile passing = with(reduced, finding.pair().passing());
        assertEquals(null, Replay.of(passing).failure());
    }

    @Test
    void theReportIsTheSameWithMoreWorkersAndAfterABreak() throws Exception {
        Plan one = plan("lab-lost-update", 200, 1);
        String expected = Report.json(one, run(one, Campaign.inMemory()), false);
        Plan two = plan("lab-lost-update", 200, 2);
        assertEquals(expected, Report.json(two, run(two, Campaign.inMemory()), false));
        Path database = directory.resolve("results.db");
        try (Results results = SqliteResults.open(database, "same")) {
            run(plan("lab-lost-update", 90, 1), results);
        }
        try (Results results = SqliteResults.open(database, "same")) {
            assertEquals(90, results.played());
            assertEquals(expected, Report.json(two, run(two, results), false));
        }
    }

    @Test
    void fewerSchedulesThanAreKeptAreReportedAsIfNoneWereKept() throws Exception {
        Plan few = plan("lab-lost-update", 70, 1);
        String expected = Report.json(few, run(few, Campaign.inMemory()), false);
        try (Results results = SqliteResults.open(directory.resolve("results.db"), "same")) {
            run(plan("lab-lost-update", 200, 1), results);
            assertEquals(expected, Report.json(few, run(few, results), false));
            assertEquals(200, results.played());
        }
    }

    @Test
    void aReportNamesNoFileThatWasNotWritten() throws Exception {
        Plan plan = plan("lab-lost-update", 200, 1);
        Summary summary = run(plan, Campaign.inMemory());
        assertTrue(!Report.json(plan, summary, false).contains(".case\""));
        assertTrue(Report.json(plan, summary, true).contains(".case\""));
    }

    @Test
    void theBudgetBoundsTheFirstScheduleAndWhatIsReduced() throws Exception {
        Target spins = new Target(
                null,
                List.of(),
                new TreeMap<>(),
                "/",
                1,
                1L << 28,
                0,
                true,
                List.of("/bin/sh", "-c", "while :; do :; done"));
        Plan looping = new Plan(spins, Strategies.named("pos"), "pos", 0, 100, Duration.ofSeconds(1), 1, 0, null);
        long began = System.nanoTime();
        assertThrows(Mistake.class, () -> run(looping, Campaign.inMemory()));
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20));
        try (Results results = SqliteResults.open(directory.resolve("results.db"), "same")) {
            run(plan("lab-lost-update", 100, 1), results);
            Plan late = within(plan("lab-lost-update", 100, 1), Duration.ofNanos(1));
            Findings findings = new Findings(
                    late, results, lead(late), late.target().stage(), System.nanoTime(), Duration.ofSeconds(1));
            Finding finding = findings.summary(false).findings().getFirst();
            assertEquals(null, finding.reduced());
            assertTrue(finding.remark().contains("budget"));
        }
    }

    private static Lead lead(Plan plan) {
        try (Stage stage = plan.target().stage()) {
            return Lead.of(plan, stage);
        }
    }

    private static Plan within(Plan plan, Duration budget) {
        return new Plan(
                plan.target(),
                plan.strategy(),
                plan.strategyName(),
                plan.seed(),
                plan.schedules(),
                budget,
                plan.jobs(),
                plan.expected(),
                plan.check());
    }

    @Test
    void resultsOfAnotherCampaignAndDamagedOnesAreRefused() throws Exception {
        Path database = directory.resolve("results.db");
        SqliteResults.open(database, "one").close();
        assertThrows(Mistake.class, () -> SqliteResults.open(database, "other"));
        Path damaged = directory.resolve("damaged.db");
        byte[] noise = "this is no database, and it is longer than the header of one would be\n"
                .repeat(100)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(damaged, noise);
        assertThrows(Mistake.class, () -> SqliteResults.open(damaged, "one"));
        assertTrue(java.util.Arrays.equals(noise, Files.readAllBytes(damaged)));
    }
}
