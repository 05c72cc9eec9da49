package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs with a mistake that only faults bring to light, and the same programs without it: the mistake is found and
/// made as small as one line, and nothing is found where there is none.
@Timeout(120)
final class PositiveControlTest {
    @TempDir
    private Path directory;

    /// Builds a program for the guest from a source beside this class.
    private void build(String name, String... flags) throws Exception {
        Path source = Path.of("src/test/resources/org/lkernel/experiments/inject/" + name + ".c");
        List<String> words = new java.util.ArrayList<>(
                List.of("riscv64-linux-gnu-gcc", "-O1", "-static", "-Wno-unused-result", "-o"));
        words.addAll(List.of(directory.resolve("program").toString(), source.toString()));
        words.addAll(List.of(flags));
        Process compiler = new ProcessBuilder(words).inheritIO().start();
        assertEquals(0, compiler.waitFor(), () -> "compiling " + name);
    }

    private InjectionReport inject(String faults) throws Exception {
        String text = "plan: lkernel/v1\nfailOn: [app_crash]\nworkload: {argv: [/mnt/program]}\nfaults: [" + faults
                + "]\nbase: {volumes: ['" + directory + ":/mnt']}\n";
        Injection injection = Injection.prepare(PlanReader.read("plan", text));
        try (CaseTable table = CaseTable.open(null, "")) {
            injection.run(1, table, (_, _, _) -> {});
            return InjectionReport.of(injection, table);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    short-write | {kind: sys.short, where: write, when: every} | sys.short:write:1 | sdc
                    no-memory   | {kind: mem.alloc_fail, when: {occurrence: {from: 4}}} | mem.alloc_fail:*:4 mem.alloc_fail:*:5 mem.alloc_fail:*:6 | app_crash
                    interrupted | {kind: sys.eintr, where: read, when: {probability: 0.4}} | sys.eintr:read:1 | sdc
                    """)
    void aMistakeIsFoundAndMadeSmall(String program, String faults, String smallest, String outcome) throws Exception {
        build(program);
        InjectionReport report = inject(faults);
        Group group = report.groups().getFirst();
        assertEquals(
                outcome,
                group.first().outcome().toString(),
                () -> report.text(null).toString());
        String said = String.join("\n", report.text(null));
        assertTrue(said.contains(CommandLine.of(report.plan(), smallest)), said);
        new ReportFiles(report).write(directory);
        assertEquals(
                1,
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("report.xml").toFile())
                        .getElementsByTagName("failure")
                        .getLength());
        assertTrue(Files.readString(directory.resolve("report.json")).contains(smallest));
        build(program, "-DCORRECT");
        InjectionReport clean = inject(faults);
        assertEquals(0, clean.status(), () -> clean.text(null).toString());
        assertTrue(
                clean.results().stream().allMatch(result -> result.struck() > 0),
                () -> clean.text(null).toString());
    }
}
