package org.lkernel.experiments.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.schedule.Decision;

/// What a campaign says of itself: a function of the plan, so two campaigns of one plan say the same, byte
/// for byte.
public final class Report {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_LIST = 12;

    private Report() {}

    /// `report.json`.
    ///
    /// @param fifo messages, instructions and decisions of fifo's schedule
    record Document(
            String build,
            List<String> program,
            String strategy,
            long seed,
            String granularity,
            Fifo fifo,
            long schedules,
            long failures,
            boolean exhausted,
            Coverage coverage,
            List<Kind> kinds) {}

    record Fifo(long messages, long instructions, long decisions, long conflicts) {}

    /// @param unseen the chance that the next schedule is a new one
    record Coverage(long distinct, double unseen, int sharedWords) {}

    /// @param caseFile where it was written, or null
    /// @param passing decisions of the nearest schedule that passes, or null where none was found
    record Kind(
            String kind,
            String where,
            String text,
            long failures,
            long first,
            boolean inFifo,
            @Nullable String caseFile,
            List<String> decisions,
            @Nullable List<String> passing,
            @Nullable String digest) {}

    /// As JSON, on several lines.
    ///
    /// @param kept whether the cases are written to files, which it may name
    public static String json(Plan plan, Summary summary, boolean kept) {
        try {
            return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document(plan, summary, kept));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Document document(Plan plan, Summary summary, boolean kept) {
        List<Kind> kinds = new ArrayList<>();
        for (int index = 0; index < summary.findings().size(); index++) {
            kinds.add(kind(index, summary.findings().get(index), kept));
        }
        return new Document(
                Identity.BUILD,
                plan.target().words(),
                plan.strategyName(),
                plan.seed(),
                plan.target().interrupting() ? "instructions" : "messages",
                new Fifo(
                        summary.fifo().steps(),
                        summary.fifo().retired(),
                        summary.pilot().decisions(),
                        summary.pilot().conflicts()),
                summary.schedules(),
                summary.failures(),
                summary.exhausted(),
                new Coverage(
                        summary.distinct(),
                        summary.exhausted() ? 0 : (double) summary.once() / summary.schedules(),
                        summary.words()),
                kinds);
    }

    private static Kind kind(int index, Finding finding, boolean kept) {
        CaseFile reduced = finding.reduced();
        return new Kind(
                finding.failure().kind(),
                finding.failure().where(),
                finding.failure().text(),
                finding.schedules(),
                finding.first(),
                finding.everywhere(),
                reduced == null || !kept ? null : fileName(index, finding),
                reduced == null ? List.of() : texts(reduced.decisions()),
                finding.pair() == null ? null : texts(finding.pair().passing()),
                reduced == null ? null : reduced.digest());
    }

    private static List<String> texts(List<Decision> decisions) {
        return decisions.stream().map(Decision::toString).toList();
    }

    /// What the case of a finding is called.
    static String fileName(int index, Finding finding) {
        String where = finding.failure().where().replaceAll("[^A-Za-z0-9]+", "-");
        String name = (finding.failure().kind() + "-" + where).replaceAll("-+", "-");
        return "%02d-%s.case"
                .formatted(
                        index + 1,
                        name.substring(0, Math.min(40, name.length())).replaceAll("-$", ""));
    }

    /// Writes the cases and `report.json`.
    public static void write(Plan plan, Summary summary, Path directory) throws IOException {
        for (int index = 0; index < summary.findings().size(); index++) {
            Finding finding = summary.findings().get(index);
            if (finding.reduced() != null) {
                put(
                        directory.resolve(fileName(index, finding)),
                        finding.reduced().write());
            }
        }
        put(directory.resolve("report.json"), json(plan, summary, true) + "\n");
    }

    private static void put(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// For people. The last line is [Summary#line].
    ///
    /// @param directory where the cases are, or null
    public static List<String> text(Summary summary, @Nullable Path directory) {
        List<String> lines = new ArrayList<>();
        lines.add("in fifo order: %d messages, %d instructions, %d decisions; %d shared words of memory"
                .formatted(
                        summary.fifo().steps(),
                        summary.fifo().retired(),
                        summary.pilot().decisions(),
                        summary.words()));
        for (int index = 0; index < summary.findings().size(); index++) {
            lines.add("");
            finding(lines, index, summary.findings().get(index), summary, directory);
        }
        lines.add("");
        if (!summary.exhausted()) {
            lines.add("%d different schedules; the next one is new with a chance of about %.0f %%"
                    .formatted(summary.distinct(), 100.0 * summary.once() / summary.schedules()));
        }
        lines.add(summary.line());
        return lines;
    }

    private static void finding(
            List<String> lines, int index, Finding finding, Summary summary, @Nullable Path directory) {
        lines.add("%d. %s".formatted(index + 1, finding.failure().text()));
        boolean always = finding.schedules() == summary.schedules();
        lines.add("   %d of %d schedules%s"
                .formatted(
                        finding.schedules(),
                        summary.schedules(),
                        finding.everywhere()
                                ? ", fifo's among them: %s"
                                        .formatted(always ? "it is no race" : "the usual order fails already")
                                : ", the first is number " + finding.first()));
        CaseFile reduced = finding.reduced();
        if (reduced == null) {
            lines.add("   " + finding.remark());
            return;
        }
        if (directory != null) {
            lines.add("   lkernel replay " + directory.resolve(fileName(index, finding)));
        }
        decisions(lines, "   fails with", reduced.decisions());
        if (finding.pair() != null) {
            decisions(lines, "   passes with", finding.pair().passing());
        }
        finding.shown().forEach(line -> lines.add("   | " + line));
    }

    private static void decisions(List<String> lines, String head, List<Decision> decisions) {
        lines.add("%s %d decisions other than fifo's%s"
                .formatted(head, decisions.size(), decisions.isEmpty() ? "" : ":"));
        decisions.stream().limit(LONGEST_LIST).forEach(decision -> lines.add("     " + inWords(decision)));
        if (decisions.size() > LONGEST_LIST) {
            lines.add("     … and %d more".formatted(decisions.size() - LONGEST_LIST));
        }
    }

    private static String inWords(Decision decision) {
        return switch (decision.site()) {
            case STAY -> "%s is interrupted, %s goes on".formatted(decision.usual(), decision.instead());
            case PICK -> "a free hart goes to %s, not to %s".formatted(decision.instead(), decision.usual());
            case DELIVER -> "%s comes before %s".formatted(decision.instead(), Objects.toString(decision.usual()));
        };
    }
}
