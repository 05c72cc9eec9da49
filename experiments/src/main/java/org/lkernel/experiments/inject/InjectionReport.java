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
import org.lkernel.experiments.campaign.ResultsException;

/// What came of a campaign, as a table and as JSON. It follows from the plan and the results alone.
public final class InjectionReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 5;

    private final Injection injection;
    private final List<CaseResult> results;
    private final List<Smallest> smallest;

    public InjectionReport(Injection injection, List<CaseResult> results, List<Smallest> smallest) {
        this.injection = injection;
        this.results = List.copyOf(results);
        this.smallest = List.copyOf(smallest);
    }

    /// What a database has.
    public static InjectionReport of(Injection injection, CaseTable table) throws ResultsException {
        return new InjectionReport(injection, table.all(), table.smallest());
    }

    /// The cases that ended alike, in the order of the first of each.
    public List<Group> groups() {
        return Group.of(results);
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

    private EnumMap<OutcomeClass, Long> counts(Space space) {
        EnumMap<OutcomeClass, Long> counts = new EnumMap<>(OutcomeClass.class);
        results.stream()
                .filter(result -> result.id().equals(space.id()))
                .forEach(result -> counts.merge(result.outcome(), 1L, Long::sum));
        return counts;
    }

    private Propagation propagation(Space space) {
        return Propagation.of(results.stream()
                .filter(result -> result.id().equals(space.id()))
                .toList());
    }

    /// For a terminal.
    ///
    /// @param database where the results are, for lines that repeat a case, or null
    public List<String> text(@org.jspecify.annotations.Nullable String database) {
        List<String> lines = new ArrayList<>();
        Observed golden = injection.golden();
        lines.add("golden run: status %d, %,d messages, %,d instructions"
                .formatted(golden.status(), golden.steps(), golden.retired()));
        for (Space space : injection.spaces()) {
            EnumMap<OutcomeClass, Long> counts = counts(space);
            lines.add("");
            lines.add("%s: %s%s, %,d of a space of %,d %s"
                    .formatted(
                            space.id(),
                            space.title(),
                            space.legality().isEmpty() ? "" : " (" + space.legality() + ")",
                            counts.values().stream().mapToLong(Long::longValue).sum(),
                            space.size(),
                            space.unit()));
            lines.addAll(table(counts));
            lines.addAll(propagation(space).lines());
        }
        List<Group> failing =
                groups().stream().filter(group -> isFailure(group.first())).toList();
        failing.stream().limit(SHOWN).forEach(group -> lines.addAll(shown(group, database)));
        lines.add("");
        lines.add("%,d cases, %,d failures in %,d groups"
                .formatted(
                        results.size(), failing.stream().mapToInt(Group::count).sum(), failing.size()));
        return lines;
    }

    private List<String> shown(Group group, @org.jspecify.annotations.Nullable String database) {
        CaseResult first = group.first();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("%,d × %s".formatted(group.count(), group.signature()));
        lines.add("  first #%d %s: %s%s"
                .formatted(
                        first.number(),
                        first.fault(),
                        first.detail(),
                        database == null ? "" : " [lkernel replay " + database + "#" + first.number() + "]"));
        for (Smallest least : smallest) {
            if (least.signature().equals(group.signature())) {
                String command = CommandLine.of(injection.plan(), least.faults());
                lines.add("  smallest: " + (command == null ? least.faults() : command));
            }
        }
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
            Interval interval = Interval.of(count, total, confidence);
            lines.add(
                    outcome == OutcomeClass.HARNESS_ERROR
                            ? "  %-13s %,8d  not counted".formatted(outcome, count)
                            : "  %-13s %,8d  %5.1f %%  [%.1f, %.1f]%s"
                                    .formatted(
                                            outcome,
                                            count,
                                            100.0 * count / total,
                                            100 * interval.low(),
                                            100 * interval.high(),
                                            interval.exact() ? " exact" : ""));
        });
        return lines;
    }

    /// Whether the campaign fails for it.
    boolean isFailure(CaseResult result) {
        return injection.isFailure(result);
    }

    InjectionPlan plan() {
        return injection.plan();
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
        top.set("plan", MAPPER.readTree(PlanWriter.json(injection.plan())));
        ObjectNode golden = top.putObject("golden");
        golden.put("status", injection.golden().status());
        golden.put("messages", injection.golden().steps());
        golden.put("instructions", injection.golden().retired());
        golden.put("digest", injection.golden().digest());
        ArrayNode faults = top.putArray("faults");
        for (Space space : injection.spaces()) {
            ObjectNode fault = faults.addObject();
            EnumMap<OutcomeClass, Long> counts = counts(space);
            fault.put("id", space.id());
            fault.put("legality", space.legality());
            fault.put("space", space.size());
            fault.put(
                    "cases", counts.values().stream().mapToLong(Long::longValue).sum());
            ObjectNode outcomes = fault.putObject("outcomes");
            counts.forEach((outcome, count) -> outcomes.put(outcome.toString(), count));
            fault.set("propagation", MAPPER.valueToTree(propagation(space)));
        }
        ArrayNode groups = top.putArray("groups");
        groups().forEach(group -> json(groups.addObject(), group));
        ArrayNode cases = top.putArray("cases");
        results.forEach(result -> cases.add(MAPPER.valueToTree(result)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(top);
    }

    private void json(ObjectNode into, Group group) {
        into.put("signature", group.signature());
        into.put("outcome", group.first().outcome().toString());
        into.put("cases", group.count());
        into.put("first", group.first().number());
        for (Smallest least : smallest) {
            if (least.signature().equals(group.signature())) {
                into.put("smallest", least.faults());
                into.put("command", CommandLine.of(injection.plan(), least.faults()));
            }
        }
    }
}
