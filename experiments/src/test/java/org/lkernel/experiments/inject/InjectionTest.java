package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsFile;
import org.w3c.dom.NodeList;

/// Campaigns of faults on a shell that writes three lines.
final class InjectionTest {
    private static final String PLAN = """
            plan: lkernel/v1
            seed: 7
            workload: {argv: [/bin/sh, -c, "echo one > /tmp/a; cat /tmp/a; echo two"]}
            faults:
              - {id: errors, kind: sys.errno, where: {call: write}, when: {occurrence: {sweep: all}}, errno: ENOSPC}
              - {id: shorts, kind: sys.short, where: {call: write}, when: {occurrence: {sweep: all}}}
              - {id: late, kind: msg.delay, where: {port: files}, when: {occurrence: {sample: uniform}}}
              - {id: bits, kind: cpu.reg_flip, when: {instret: {sample: uniform}}}
              - {id: lost, kind: msg.drop, where: {port: scheduler.Wake}, when: 1}
            sampling: {confidence: 0.95, halfWidth: 0.2}
            """;

    private static InjectionReport report(int jobs, Path database) throws Exception {
        InjectionPlan plan = PlanReader.read("plan", PLAN);
        Injection injection = Injection.prepare(plan);
        try (CaseTable table = CaseTable.open(database, PlanWriter.json(plan))) {
            injection.run(jobs, table, (done, failures, total) -> {});
            return InjectionReport.of(injection, table);
        }
    }

    @Test
    void theReportIsTheSameWhateverTheNumberOfWorkersAndAfterGoingOn(@TempDir Path directory) throws Exception {
        String once = report(1, null).json();
        Path database = directory.resolve("results.db");
        InjectionPlan plan = PlanReader.read("plan", PLAN);
        Injection injection = Injection.prepare(plan);
        try (CaseTable table = CaseTable.open(database, PlanWriter.json(plan))) {
            for (int number = 1; number <= injection.cases().size(); number += 3) {
                table.add(injection.repeat(number));
            }
        }
        assertEquals(once, report(2, database).json());
        assertEquals(
                PlanWriter.json(plan), PlanWriter.json(PlanReader.read("again", ResultsFile.description(database))));
    }

    @Test
    void theFilesOfAReportSayTheSame(@TempDir Path directory) throws Exception {
        InjectionPlan plan = PlanReader.read("plan", PLAN.replace("seed: 7", "seed: 7\nname: '</script><b>,&'"));
        Injection injection = Injection.prepare(plan);
        List<CaseResult> results = List.of(
                injection.repeat(1),
                new CaseResult(
                        2,
                        "bits",
                        "a,\"b\"",
                        OutcomeClass.KERNEL_CRASH,
                        "kernel_crash",
                        9,
                        "</script>\u0001<b>",
                        "",
                        1,
                        2,
                        3,
                        "d"));
        new ReportFiles(new InjectionReport(injection, results, List.of())).write(directory);
        assertEquals(
                1 + results.size(),
                Files.readAllLines(directory.resolve("report.csv")).size());
        NodeList tests = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("report.xml").toFile())
                .getElementsByTagName("testcase");
        assertEquals(results.size(), tests.getLength());
        assertEquals("failure", tests.item(1).getFirstChild().getNodeName());
        String page = Files.readString(directory.resolve("report.html"));
        assertEquals(2, page.split("</script").length - 1, "the two scripts of the page, and none of a guest's");
        assertTrue(page.contains("a,\\\"b\\\""), "the cases are there");
    }

    private static CaseResult result(int number, OutcomeClass outcome) {
        return new CaseResult(number, "bits", "fault " + number, outcome, "", 0, "", "", 1, 2, 3, "");
    }

    @Test
    void campaignsAreComparedPairByPair() {
        List<CaseResult> first = new ArrayList<>();
        List<CaseResult> second = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            first.add(result(number, number <= 8 ? OutcomeClass.SDC : OutcomeClass.MASKED));
            second.add(result(number, OutcomeClass.MASKED));
        }
        first.add(result(21, OutcomeClass.HANG));
        first.add(result(22, OutcomeClass.LATENT));
        second.add(result(22, OutcomeClass.MASKED));
        Comparison comparison = Comparison.of(first, second);
        assertEquals(21, comparison.pairs());
        assertEquals(9, comparison.changed().size());
        assertEquals(
                List.of(0, 8, 1, 0),
                List.of(comparison.worse(), comparison.better(), comparison.onlyFirst(), comparison.onlySecond()));
        assertEquals(2 * Math.pow(0.5, 8), comparison.probability(), 1e-12);
        assertEquals(1, Comparison.of(first, first).probability());
    }

    @Test
    void whatBecomesOfAFaultFollowsFromWhatItDoes() throws Exception {
        Injection injection = Injection.prepare(PlanReader.read("plan", PLAN));
        try (CaseTable table = CaseTable.open(null, "")) {
            injection.run(1, table, (done, failures, total) -> {});
            List<CaseResult> results = table.all();
            assertEquals(
                    List.of("detected"),
                    outcomes(results, "errors").distinct().toList(),
                    "a write that fails is complained of");
            assertEquals(
                    List.of("masked"), outcomes(results, "shorts").distinct().toList(), "a short write is repeated");
            assertTrue(
                    outcomes(results, "late")
                            .allMatch(outcome -> List.of("masked", "latent").contains(outcome)),
                    "late is no other output");
            assertEquals(List.of("hang"), outcomes(results, "lost").toList(), "nobody wakes the shell again");
            assertTrue(outcomes(results, "bits").distinct().count() > 1, "some bits matter, some do not");
        }
    }

    private static java.util.stream.Stream<String> outcomes(List<CaseResult> results, String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .map(result -> result.outcome().toString());
    }

    @Test
    void aDatabaseOfAnotherPlanIsRefused(@TempDir Path directory) throws Exception {
        Path database = directory.resolve("results.db");
        CaseTable.open(database, "one").close();
        assertThrows(Mistake.class, () -> CaseTable.open(database, "two"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kind: sys.errno | kind: sys.errnr | plan:5:24: there is no fault 'sys.errnr'; did you mean sys.errno
                    errno: ENOSPC | errno: ENOSPACE | plan:5:98: sys.errno: 'ENOSPACE' is no errno
                    call: write | call: wirte | plan:5:42: sys.errno: there is no system call 'wirte' to fail; did you mean
                    sweep: all | sweep: some | plan:5:84: sweep is 'all', not 'some'
                    seed: 7 | sed: 7 | plan:2:1: unknown key 'sed' in a plan; did you mean seed
                    halfWidth: 0.2 | halfWidth: 2 | plan:10:41: halfWidth is a share between 0 and 1, not '2'
                    argv: | args: | plan:3:12: unknown key 'args' in workload; did you mean argv
                    lkernel/v1 | lkernel/v2 | plan:1:7: plan is lkernel/v1, not 'lkernel/v2'
                    """)
    void aMistakeIsNamedByLineAndColumn(String good, String bad, String says) {
        String wrong = PLAN.replaceFirst(java.util.regex.Pattern.quote(good), bad);
        Mistake mistake = assertThrows(Mistake.class, () -> PlanReader.read("plan", wrong));
        assertTrue(String.valueOf(mistake.getMessage()).startsWith(says), mistake.getMessage());
    }

    @Test
    void intervalsAreWilsonsAndExactForFewCases() {
        Interval some = Interval.wilson(5, 50, 0.95);
        assertEquals(0.0435, some.low(), 0.0001);
        assertEquals(0.2136, some.high(), 0.0001);
        Interval few = Interval.of(5, 50, 0.95);
        assertTrue(few.exact());
        assertEquals(0.0333, few.low(), 0.0001);
        assertEquals(0.2181, few.high(), 0.0001);
        assertFalse(Interval.of(10, 50, 0.95).exact());
        assertTrue(Interval.of(41, 50, 0.95).exact(), "there are as few of the others");
        assertEquals(0, Interval.of(0, 10, 0.95).low());
        assertEquals(1 - Math.pow(0.025, 0.1), Interval.of(0, 10, 0.95).high(), 1e-6);
        assertEquals(385, new InjectionPlan.Sampling(0.95, 0.05, 1 << 20, false).cases());
        assertEquals(9604, new InjectionPlan.Sampling(0.95, 0.01, 1 << 20, false).cases());
    }
}
