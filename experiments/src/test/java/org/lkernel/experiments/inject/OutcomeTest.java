package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.experiments.Mistake;

/// What becomes of a fault inside: who is reached, what is left, and whether it came to anything at all.
final class OutcomeTest {
    private static String plan(String script, String faults, String more) {
        return "plan: lkernel/v1\nseed: 7\nworkload: {argv: [/bin/sh, -c, '%s']}\nfaults: [%s]\n%s"
                .formatted(script, faults, more);
    }

    private static List<CaseResult> run(String plan) throws Exception {
        Injection injection = Injection.prepare(PlanReader.read("plan", plan));
        try (CaseTable table = CaseTable.open(null, "")) {
            injection.run(1, table, (_, _, _) -> {});
            return table.all();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {kind: sys.eintr, where: wait4, when: 1}              | masked | hart0+1
                    {kind: sys.short, where: write, when: 1}              | masked | files+
                    {kind: sys.retval, where: write, value: 2, when: 1}   | latent | left in memory files
                    {kind: sys.retval, where: write, value: 2, when: 2}   | sdc    | files+
                    {kind: sys.retval, where: fchmodat, value: 0, when: 1} | latent | left in files
                    """)
    void whatIsLeftDecidesBetweenMaskedAndLatent(String fault, String outcome, String spread) throws Exception {
        CaseResult result = run(plan("echo x > /tmp/f; chmod 700 /tmp/f; /bin/true; echo y", fault, ""))
                .getFirst();
        assertEquals(outcome, result.outcome().toString(), result::toString);
        assertTrue(result.spread().contains(spread), result::spread);
        assertEquals(outcome.equals("latent"), result.spread().contains("left in"), result::spread);
    }

    @Test
    void aFaultReachesThoseWhoAreToldFirst() throws Exception {
        CaseResult result = run(plan("echo x", "{kind: msg.drop, where: console0.Write, when: 1}", ""))
                .getFirst();
        assertEquals(OutcomeClass.HANG, result.outcome());
        assertEquals("", result.spread().split(" \\|")[0], "nobody hears another thing: nobody hears anything");
    }

    @Test
    void aFileThatIsToBeLeftAloneIsLookedAt() throws Exception {
        String script = "echo b > /tmp/b; echo a > /tmp/a; echo end";
        String faults = "{kind: sys.retval, where: write, value: 2, when: {occurrence: {sweep: all}}}";
        List<CaseResult> results = run(plan(script, faults, "oracle: [isolated: [/tmp/b]]"));
        assertEquals(
                List.of(OutcomeClass.ISOLATION_BREACH, OutcomeClass.LATENT, OutcomeClass.SDC),
                results.stream().map(CaseResult::outcome).toList());
        String nowhere = plan(script, faults, "oracle: [isolated: [/tmp/c]]");
        Mistake mistake = assertThrows(Mistake.class, () -> run(nowhere));
        assertEquals("the golden run leaves no /tmp/c that could be left alone", mistake.getMessage());
    }

    /// Of what nobody has used nothing can come: so the watch is wrong where something does.
    @ParameterizedTest
    @ValueSource(strings = {"cpu.reg_flip", "mem.bitflip"})
    void nothingComesOfABitThatNobodyUses(String kind) throws Exception {
        InjectionPlan plan = PlanReader.read(
                "plan",
                plan(
                        "i=0; while [ $i -lt 9 ]; do i=$((i+1)); done; echo $i | cat",
                        "{kind: " + kind + ", when: {instret: {sample: uniform}}}",
                        "sampling: {halfWidth: 0.08}"));
        Injection injection = Injection.prepare(plan);
        EnumSet<OutcomeClass> others = EnumSet.noneOf(OutcomeClass.class);
        List<Integer> unused = new ArrayList<>();
        try (Rig rig = Rig.alone(plan)) {
            for (Case one : injection.cases()) {
                Observed seen = rig.run(one.faults(), injection.golden());
                OutcomeClass outcome = seen.against(injection.golden());
                if (seen.unused()) {
                    unused.add(one.number());
                    assertEquals(OutcomeClass.NOT_ACTIVATED, outcome, one::text);
                    assertEquals(injection.golden().retired(), seen.retired(), one::text);
                } else {
                    others.add(outcome);
                }
            }
        }
        assertTrue(unused.size() > 10, unused::toString);
        assertTrue(others.contains(OutcomeClass.APP_CRASH) || others.contains(OutcomeClass.DETECTED), others::toString);
    }
}
