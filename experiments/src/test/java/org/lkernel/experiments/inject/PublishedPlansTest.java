package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The plans of the documentation are plans, and what must make no difference makes none.
class PublishedPlansTest {
    private static final Path PLANS = Path.of("../docs/plans");

    private static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyPlanIsOne() throws Exception {
        assertFalse(plans().isEmpty());
        for (Path plan : plans()) {
            String name = plan.getFileName().toString().replace(".yaml", "");
            assertEquals(name, PlanReader.read(plan).name());
        }
    }

    @Test
    void lateMessagesSpuriousInterruptsAndShortTransfersMakeNoDifference() throws Exception {
        String text = Files.readString(PLANS.resolve("legal.yaml")).replace("halfWidth: 0.1", "halfWidth: 0.3");
        Injection injection = Injection.prepare(PlanReader.read("legal", text));
        try (CaseTable table = CaseTable.open(null, "")) {
            injection.run(1, table, (_, _, _) -> {});
            List<CaseResult> results = InjectionReport.of(injection, table).results();
            assertFalse(results.isEmpty());
            Set<OutcomeClass> allowed = Set.of(OutcomeClass.MASKED, OutcomeClass.NOT_REACHED);
            results.forEach(result ->
                    assertTrue(allowed.contains(result.outcome()), () -> result.fault() + " is " + result.outcome()));
        }
    }
}
