package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.campaign.ResultsFile;
import org.lkernel.experiments.inject.CaseResult;
import org.lkernel.experiments.inject.CaseTable;
import org.lkernel.experiments.inject.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel inject diff`: two campaigns beside each other.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two campaigns case by case: which faults came to another end, and whether the second",
            "campaign does more harm than the first."
        },
        footer = {
            "",
            "The exit status is 0 when no outcome differs, 1 when one does, 2 for bad input.",
            "",
            "Examples:",
            "  lkernel inject diff before after",
            "  lkernel inject diff --json before/results.db after/results.db"
        })
final class InjectDiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FIRST", description = "A results.db, or the --out it is in.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another one.")
    private Path second = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Complaint {
        try {
            Comparison comparison = Comparison.of(results(first), results(second));
            PrintWriter to = spec.commandLine().getOut();
            if (json) {
                to.println(Json.line(comparison));
            } else {
                comparison.text().forEach(to::println);
            }
            to.flush();
            return comparison.changed().isEmpty() ? 0 : 1;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (ResultsException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private static List<CaseResult> results(Path place) throws Mistake, ResultsException {
        Path file = Files.isDirectory(place) ? place.resolve("results.db") : place;
        try (CaseTable table = CaseTable.open(file, ResultsFile.description(file))) {
            return table.all();
        }
    }
}
