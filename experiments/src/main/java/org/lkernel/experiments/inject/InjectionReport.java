package org.lkernel.experiments.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lkernel.experiments.campaign.Identity;
import org.lkernel.experiments.campaign.Target;

/// What came of a campaign, as a table and as JSON. It follows from the plan and the results alone.
public final class InjectionReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 5;

    private final Injection injection;
    private final List<CaseResult> results;

    public InjectionReport(Injection injection, List<CaseResult> results) {
        this.injection = injection;
        this.results = List.copyOf(results);
    }

    /// The plan with everything that it left open, as JSON; [PlanReader] reads it.
    public static String resolved(InjectionPlan plan) {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("plan", "lkernel/v1");
        top.put("name", plan.name());
        Target target = plan.target();
        ObjectNode base = top.putObject("base");
        if (target.root() != null) {
            base.put("root", target.root());
        }
        ArrayNode volumes = base.putArray("volumes");
        target.volumes().forEach(volumes::add);
        base.put("harts", target.harts());
        base.put("memory", (target.memoryBytes() >> 10) + "KiB");
        if (plan.at() != null) {
            base.put("at", plan.at());
        }
        top.put("seed", plan.seed());
        ObjectNode workload = top.putObject("workload");
        ArrayNode words = workload.putArray("argv");
        target.words().forEach(words::add);
        ObjectNode environment = workload.putObject("env");
        target.environment().forEach(environment::put);
        workload.put("cwd", target.directory());
        ArrayNode faults = top.putArray("faults");
        plan.faults().forEach(clause -> fault(faults.addObject(), clause));
        ObjectNode sampling = top.putObject("sampling");
        sampling.put("confidence", plan.sampling().confidence());
        sampling.put("halfWidth", plan.sampling().halfWidth());
        sampling.put("most", plan.sampling().most());
        ArrayNode failing = top.putArray("failOn");
        plan.failOn().forEach(each -> failing.add(each.toString()));
        return top.toString();
    }

    private static void fault(ObjectNode into, Clause clause) {
        into.put("id", clause.id());
        into.put("kind", clause.kind().toString());
        into.put("where", clause.where());
        String unit = clause.kind().isBetweenInstructions() ? "instret" : "occurrence";
        switch (clause.when()) {
            case Clause.At(long number) -> into.putObject("when").put(unit, number);
            case Clause.Each() -> into.put("when", "every");
            case Clause.Sweep() -> into.putObject("when").putObject(unit).put("sweep", "all");
            case Clause.Sample() -> into.putObject("when").putObject(unit).put("sample", "uniform");
        }
        clause.parameters().forEach(into::put);
    }

    /// The exit status: that of the worst class there is, or 1 for one that the plan calls a failure.
    public int status() {
        int worst = results.stream()
                .mapToInt(result -> result.outcome().status())
                .filter(status -> status != 0)
                .reduce(0, (one, other) -> one == 0 ? other : Math.min(one, other));
        boolean failing =
                results.stream().anyMatch(result -> injection.plan().failOn().contains(result.outcome()));
        return worst != 0 ? worst : failing ? 1 : 0;
    }

    private EnumMap<OutcomeClass, Long> counts(Clause clause) {
        EnumMap<OutcomeClass, Long> counts = new EnumMap<>(OutcomeClass.class);
        results.stream()
                .filter(result -> result.id().equals(clause.id()))
                .forEach(result -> counts.merge(result.outcome(), 1L, Long::sum));
        return counts;
    }

    /// For a terminal.
    ///
    /// @param database where the results are, for lines that repeat a case, or null
    public List<String> text(@org.jspecify.annotations.Nullable String database) {
        List<String> lines = new ArrayList<>();
        Observed golden = injection.golden();
        lines.add("golden run: status %d, %,d messages, %,d instructions"
                .formatted(golden.status(), golden.steps(), golden.retired()));
        for (Injection.Space space : injection.spaces()) {
            Clause clause = space.clause();
            lines.add("");
            lines.add("%s: %s at %s (%s), %,d of a space of %,d %s"
                    .formatted(
                            clause.id(),
                            clause.kind(),
                            clause.where(),
                            clause.kind().legality(),
                            space.cases(),
                            space.size(),
                            clause.kind().isBetweenInstructions() ? "instructions" : "occurrences"));
            lines.addAll(table(counts(clause)));
        }
        List<CaseResult> failing = failing();
        if (!failing.isEmpty()) {
            lines.add("");
            failing.stream()
                    .limit(SHOWN)
                    .forEach(result -> lines.add("%s #%d %s: %s%s"
                            .formatted(
                                    result.outcome(),
                                    result.number(),
                                    result.fault(),
                                    result.detail(),
                                    database == null
                                            ? ""
                                            : " [lkernel replay " + database + "#" + result.number() + "]")));
        }
        lines.add("");
        lines.add("%,d cases, %,d failures".formatted(results.size(), failing.size()));
        return lines;
    }

    private List<String> table(EnumMap<OutcomeClass, Long> counts) {
        double confidence = injection.plan().sampling().confidence();
        long total = counts.entrySet().stream()
                .filter(entry -> entry.getKey() != OutcomeClass.HARNESS_ERROR)
                .mapToLong(Map.Entry::getValue)
                .sum();
        List<String> lines = new ArrayList<>();
        counts.forEach((outcome, count) -> {
            Wilson interval = Wilson.of(count, total, confidence);
            lines.add(
                    outcome == OutcomeClass.HARNESS_ERROR
                            ? "  %-13s %,8d  not counted".formatted(outcome, count)
                            : "  %-13s %,8d  %5.1f %%  [%.1f, %.1f]"
                                    .formatted(
                                            outcome,
                                            count,
                                            100.0 * count / total,
                                            100 * interval.low(),
                                            100 * interval.high()));
        });
        return lines;
    }

    private List<CaseResult> failing() {
        return results.stream().filter(this::isFailure).toList();
    }

    /// Whether the campaign fails for it.
    boolean isFailure(CaseResult result) {
        return result.outcome().status() != 0 || injection.plan().failOn().contains(result.outcome());
    }

    String name() {
        return injection.plan().name();
    }

    List<CaseResult> results() {
        return results;
    }

    /// The whole as JSON.
    public String json() throws JsonProcessingException {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("build", Identity.BUILD);
        top.set("plan", MAPPER.readTree(resolved(injection.plan())));
        ObjectNode golden = top.putObject("golden");
        golden.put("status", injection.golden().status());
        golden.put("messages", injection.golden().steps());
        golden.put("instructions", injection.golden().retired());
        golden.put("digest", injection.golden().digest());
        ArrayNode faults = top.putArray("faults");
        for (Injection.Space space : injection.spaces()) {
            ObjectNode fault = faults.addObject();
            fault.put("id", space.clause().id());
            fault.put("legality", space.clause().kind().legality().toString());
            fault.put("space", space.size());
            fault.put("cases", space.cases());
            ObjectNode outcomes = fault.putObject("outcomes");
            counts(space.clause()).forEach((outcome, count) -> outcomes.put(outcome.toString(), count));
        }
        ArrayNode cases = top.putArray("cases");
        results.forEach(result -> cases.add(MAPPER.valueToTree(result)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(top);
    }
}
