package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.experiments.Mistake;

/// What a plan can ask for besides one fault after the other.
final class PlanFeatureTest {
    private static final String WORKLOAD = "plan: lkernel/v1\nseed: 7\nworkload: {argv: [/bin/sh, -c, '%s']}\n";

    private static String plan(String script, String faults, String more) {
        return WORKLOAD.formatted(script) + "faults: [" + faults + "]\n" + more;
    }

    private static InjectionReport run(String plan) throws Exception {
        Injection injection = Injection.prepare(PlanReader.read("plan", plan));
        try (CaseTable table = CaseTable.open(null, "")) {
            injection.run(1, table, (_, _, _) -> {});
            return InjectionReport.of(injection, table);
        }
    }

    private static List<String> outcomes(InjectionReport report) {
        return report.results().stream()
                .map(result -> result.outcome().toString())
                .toList();
    }

    @Test
    void systematicGoesOnUntilARunEndsWithoutHavingComeSoFar() throws Exception {
        InjectionReport report = run(plan(
                "echo one; echo two", "{kind: sys.errno, where: write, when: {occurrence: {systematic: all}}}", ""));
        assertEquals(List.of("detected", "detected", "not_reached"), outcomes(report));
    }

    @Test
    void twoFaultsStrikeAtOnce() throws Exception {
        InjectionReport report = run(plan(
                "echo one || echo two || exit 9",
                "{kind: sys.errno, where: write, when: {occurrence: {from: 1, to: 2}}},"
                        + " {id: one, kind: sys.errno, where: write, nth: 1}, {id: two, kind: sys.errno, where: write, nth: 3}",
                "combine: {maxSimultaneous: 2}\nfailOn: [detected]"));
        List<CaseResult> both = report.results().stream()
                .filter(result -> result.id().equals(Space.COMBINED))
                .toList();
        assertEquals(3, both.size());
        assertTrue(both.stream().allMatch(result -> result.fault().split(" ").length == 2));
        assertTrue(both.stream().anyMatch(result -> result.status() == 9), both::toString);
    }

    @Test
    void whatNeedsNotStrikeIsLeftOutOfTheSmallest() throws Exception {
        InjectionReport report = run(plan(
                "echo one; echo two; read x </etc/passwd || exit 9",
                "{kind: sys.errno, where: \"*\", when: {occurrence: {from: 1, step: 3}}, count: 9, errno: EIO}",
                "failOn: [detected, app_crash]"));
        String said = String.join("\n", report.text(null));
        CaseResult only = report.results().getFirst();
        assertTrue(only.struck() > 1, said);
        assertTrue(said.contains("smallest: lkernel run"), said);
        String smallest = report.json().replaceAll("(?s).*\"smallest\" : \"([^\"]*)\".*", "$1");
        assertTrue(smallest.split(" ").length < only.struck(), smallest);
        assertFalse(smallest.contains("count") || smallest.contains("errno="), "EIO is what it is anyway");
    }

    @Test
    void samplingStopsWhenItIsSureEnough() throws Exception {
        String faults = "{kind: sys.short, where: write, when: {instret: {from: 1, to: 2}}},"
                + " {id: flips, kind: cpu.reg_flip, when: {instret: {sample: uniform}}, reg: s11, bit: 1}";
        String width = "sampling: {confidence: 0.95, halfWidth: 0.05, sequential: ";
        InjectionReport all = run(plan("echo one", faults, width + "false}"));
        InjectionReport less = run(plan("echo one", faults, width + "true}"));
        assertEquals(1 + 385, all.results().size());
        assertTrue(less.results().size() < 1 + 385 && less.results().size() > 64, less.text(null)::toString);
        assertTrue(all.results().containsAll(less.results()), "it is the beginning of the same sample");
    }

    @Test
    void whatIsLeftToChanceDiffersFromCaseToCaseAndNotFromRunToRun() throws Exception {
        String plan = plan(
                "for i in 1 2 3 4 5 6 7 8; do echo $i; done",
                "{kind: sys.errno, where: write, when: {probability: 0.3, cases: 12}}",
                "onFailure: {minimise: false}");
        InjectionReport once = run(plan);
        assertEquals(once.json(), run(plan).json());
        TreeSet<Integer> strikes = new TreeSet<>();
        once.results().forEach(result -> strikes.add(result.struck()));
        assertTrue(strikes.size() > 2, strikes::toString);
    }

    @Test
    void faultsStrikeInTheirTimeAlone() throws Exception {
        String script = "echo one; sleep 1; echo two; sleep 1; echo three";
        InjectionReport report =
                run(plan(script, "{kind: sys.errno, where: write, when: {time: {from: 500ms, to: 1500ms}}}", ""));
        assertEquals(List.of("sdc"), outcomes(report), "nor can the shell complain, in that time");
        assertTrue(report.results().getFirst().detail().contains("two"), report.results()::toString);
        InjectionReport later = run(
                plan(script, "{kind: sys.errno, where: write, when: {occurrence: {from: 1}}, duration: 1500ms}", ""));
        // The two first lines, and what the shell says of them.
        assertEquals(4, later.results().getFirst().struck(), later.results()::toString);
    }

    @Test
    void whatWasStoppedMustEnd() throws Exception {
        String faults =
                "{kind: sys.eintr, where: wait4, when: every}, {id: b, kind: msg.drop, where: scheduler.Wake, when: 1}";
        String script = "/bin/true; echo one";
        assertEquals(List.of("hang", "hang"), outcomes(run(plan(script, faults, ""))));
        String phases = "phases: [inject: {until: exit, or: 20ms}, heal: {settle: 1s}, check]";
        InjectionReport healed = run(plan(script, faults, phases));
        assertEquals(OutcomeClass.MASKED, healed.results().getFirst().outcome(), healed.results()::toString);
        assertEquals(OutcomeClass.LIVENESS, healed.results().getLast().outcome());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: 3..9",
                "when: 3+2",
                "when: 1ms..2ms",
                "when: 100i..200i",
                "when: 12.5%",
                "nth: 3",
                "when: {occurrence: {from: 2, to: 8, step: 2}}",
                "when: {occurrence: {systematic: all}}",
                "when: {time: {from: 1ms, to: 2ms}}",
                "when: {instret: {from: 5, to: 9}}",
                "when: {probability: 0.07, cases: 3}",
                "when: every, count: 3, duration: 5ms"
            })
    void thePlanThatIsKeptMeansWhatThePlanMeant(String when) throws Exception {
        InjectionPlan plan = PlanReader.read("plan", plan("echo", "{kind: sys.errno, " + when + "}", """
                        phases: [inject: {or: 3s}, heal: {settle: 2s}]
                        combine: {maxSimultaneous: 2}
                        oracle: [exitCode: 0, check: "true", isolated: [/tmp/x]]
                        sampling: {sequential: true}
                        """));
        InjectionPlan again = PlanReader.read("again", PlanWriter.json(plan));
        assertEquals(plan, again);
        assertEquals(PlanWriter.json(plan), PlanWriter.json(again));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {kind: sys.errno, when: 9..3} | plan:4:34: '9..3': when is
                    {kind: sys.errno, when: {occurrence: {from: 9, to: 3}}} | plan:4:47: occurrence ends before it begins
                    {kind: sys.errno, when: {time: {from: 9ms, to: 3ms}}} | plan:4:41: time ends before it begins
                    {kind: sys.errno, when: {time: {from: 9, to: 3ms}}} | plan:4:48: from: '9' is no time
                    {kind: sys.errno, when: {probability: 2}} | plan:4:48: probability is a share between 0 and 1
                    {kind: cpu.reg_flip, when: {probability: 0.2}} | plan:4:38: unknown key 'probability'
                    {kind: irq.spurious, where: 1, when: {time: {to: 1ms}}} | plan:4:48: unknown key 'time'
                    {kind: sys.errno, nth: 3, when: 3} | plan:4:33: nth and when are two answers
                    {kind: sys.errno} | plan:4:10: the plan lacks 'when'
                    {kind: sys.errno, when: 1, counts: 3} | plan:4:37: sys.errno has no parameter 'counts'
                    {kind: sys.errno, when: 1, count: x} | plan:4:44: sys.errno: 'x' is no count
                    {kind: cpu.reg_flip, when: 1, count: 2} | plan:4:40: cpu.reg_flip has no parameter 'count'
                    """)
    void aMistakeInAFaultIsNamedWhereItStands(String fault, String says) {
        Mistake mistake = assertThrows(Mistake.class, () -> PlanReader.read("plan", plan("echo", fault, "")));
        assertTrue(String.valueOf(mistake.getMessage()).startsWith(says), mistake.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    phases: [heal, inject] | plan:5:10: the phases are inject, heal and check
                    phases: [inject: {or: 3}] | plan:5:23: or: '3' is no time
                    phases: [inject, heal: {reboot: true}] | plan:5:33: a reboot keeps nothing
                    phases: [inject: {untl: exit}] | plan:5:19: unknown key 'untl' in inject
                    combine: {maxSimultaneous: 3} | plan:5:28: maxSimultaneous is a number from 1 to 2
                    oracle: [chek: x] | plan:5:10: unknown key 'chek' in an oracle
                    schedule: {strategy: pct} | plan:5:1: 'schedule' is not supported yet
                    onFailure: {minimise: maybe} | plan:5:23: minimise is true or false
                    build: another | plan:5:8: the plan is of 'another', and this is
                    """)
    void aMistakeInAPlanIsNamedWhereItStands(String more, String says) {
        String plan = plan("echo", "{kind: sys.errno, when: 1}", more);
        Mistake mistake = assertThrows(Mistake.class, () -> PlanReader.read("plan", plan));
        assertTrue(String.valueOf(mistake.getMessage()).startsWith(says), mistake.getMessage());
    }
}
