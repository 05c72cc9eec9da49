package org.lkernel.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.Json;
import org.lkernel.cli.bench.Subject.Group;

/// All figures of a run, and what follows from them.
///
/// A ratio is a peer's median divided by ours: more than 1 is faster than the peer.
final class Results {
    /// As JSON has it.
    record Cell(
            String system,
            double medianNanos,
            double leastNanos,
            double mostNanos,
            List<Double> nanos,
            @Nullable Double ratio,
            @Nullable String failure) {}

    record Row(String name, String group, String title, List<Cell> systems) {}

    record Mean(String group, String peer, double ratio, int subjects) {}

    record Whole(String build, String host, int rounds, List<Row> subjects, List<Mean> means) {}

    private final String build;
    private final int rounds;
    private final List<String> systems;
    private final Map<Subject, Map<String, Figure>> figures = new LinkedHashMap<>();

    /// @param systems the names of all contenders, ours first
    Results(String build, int rounds, List<String> systems) {
        this.build = build;
        this.rounds = rounds;
        this.systems = systems;
    }

    void add(Subject subject, Figure figure) {
        figures.computeIfAbsent(subject, _ -> new LinkedHashMap<>()).put(figure.system(), figure);
    }

    private @Nullable Double ratio(Subject subject, String peer) {
        Map<String, Figure> all = figures.getOrDefault(subject, Map.of());
        Figure own = all.get(systems.getFirst());
        Figure other = all.get(peer);
        return peer.equals(systems.getFirst())
                        || own == null
                        || other == null
                        || !own.isMeasured()
                        || !other.isMeasured()
                ? null
                : other.median() / own.median();
    }

    Whole whole() {
        List<Row> rows = new ArrayList<>();
        figures.forEach((subject, all) -> rows.add(new Row(
                subject.name(),
                subject.group().name().toLowerCase(java.util.Locale.ROOT),
                subject.title(),
                all.values().stream().map(each -> cell(subject, each)).toList())));
        String host = "%s %s, %d processors, Java %s"
                .formatted(
                        System.getProperty("os.name"), System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(), Runtime.version());
        return new Whole(build, host, rounds, List.copyOf(rows), means());
    }

    private Cell cell(Subject subject, Figure figure) {
        boolean measured = figure.isMeasured();
        return new Cell(
                figure.system(),
                measured ? figure.median() : 0,
                measured ? figure.least() : 0,
                measured ? figure.most() : 0,
                figure.nanos(),
                ratio(subject, figure.system()),
                figure.failure());
    }

    /// Geometric means of ratios.
    private List<Mean> means() {
        List<Mean> means = new ArrayList<>();
        for (Group group : Group.values()) {
            for (String peer : systems.subList(1, systems.size())) {
                List<Double> ratios = figures.keySet().stream()
                        .filter(subject -> subject.group() == group)
                        .map(subject -> ratio(subject, peer))
                        .filter(java.util.Objects::nonNull)
                        .toList();
                if (!ratios.isEmpty()) {
                    double logs =
                            ratios.stream().mapToDouble(Math::log).average().orElseThrow();
                    means.add(new Mean(group.title, peer, Math.exp(logs), ratios.size()));
                }
            }
        }
        return List.copyOf(means);
    }

    String json() {
        return Json.line(whole());
    }

    // ---- as text

    String heading(Group group) {
        StringBuilder line = new StringBuilder("%-36s".formatted(group.title));
        systems.forEach(system -> line.append("%22s".formatted(system)));
        return line.toString();
    }

    String line(Subject subject) {
        StringBuilder line = new StringBuilder("  %-34s".formatted(subject.title()));
        for (String system : systems) {
            Figure figure = figures.getOrDefault(subject, Map.of()).get(system);
            line.append("%22s".formatted(text(figure, ratio(subject, system))));
        }
        return line.toString().stripTrailing();
    }

    private static String text(@Nullable Figure figure, @Nullable Double ratio) {
        if (figure == null) {
            return "";
        } else if (!figure.isMeasured()) {
            return "failed";
        }
        String time = inUnit(figure.median());
        double spread = (figure.most() - figure.least()) / 2 / figure.median() * 100;
        return ratio == null ? "%s ±%.0f %%".formatted(time, spread) : "%s (× %.2g)".formatted(time, ratio);
    }

    static String inUnit(double nanos) {
        return nanos < 1e5
                ? "%.2f µs".formatted(nanos / 1e3)
                : nanos < 1e8 ? "%.2f ms".formatted(nanos / 1e6) : "%.2f s".formatted(nanos / 1e9);
    }

    /// What the peers' times are of ours, on average, and what failed.
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        means().forEach(mean -> lines.add("%s: %.2g × the speed of %s (geometric mean of %d)"
                .formatted(mean.group(), mean.ratio(), mean.peer(), mean.subjects())));
        figures.values()
                .forEach(all -> all.values().stream()
                        .filter(figure -> !figure.isMeasured())
                        .forEach(figure -> lines.add("%s, %s failed: %s"
                                .formatted(figure.subject(), figure.system(), String.valueOf(figure.failure())))));
        return lines;
    }
}
