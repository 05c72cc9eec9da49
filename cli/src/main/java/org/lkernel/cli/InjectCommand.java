package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.inject.CaseTable;
import org.lkernel.experiments.inject.Injection;
import org.lkernel.experiments.inject.InjectionPlan;
import org.lkernel.experiments.inject.InjectionReport;
import org.lkernel.experiments.inject.PlanReader;
import org.lkernel.experiments.inject.PlanSchema;
import org.lkernel.experiments.inject.PlanWriter;
import org.lkernel.experiments.inject.ReportFiles;
import org.lkernel.experiments.inject.Space;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel inject`: a campaign of faults.
@Command(
        name = "inject",
        mixinStandardHelpOptions = true,
        subcommands = InjectDiffCommand.class,
        description = "Runs a plan: a golden run, then one run for each fault, and says what became of each.",
        footer = {
            "",
            "The exit status is that of the worst outcome: 0 none of these, 127 kernel_crash, 128 liveness, 129 sdc,",
            "130 hang, 131 harness_error; 1 for what the plan's failOn names; 2 for bad input; 125 when lkernel failed.",
            "",
            "Examples:",
            "  lkernel inject plan.yaml",
            "  lkernel inject plan.yaml --dry-run",
            "  lkernel inject plan.yaml --out found --jobs 2; lkernel replay found/results.db#17",
            "  lkernel inject diff before after"
        })
final class InjectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Needed, but not by `diff`.
    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "A YAML file.")
    private @Nullable Path file;

    @Mixin
    private CampaignOptions campaign = new CampaignOptions();

    @Option(
            names = "--check",
            paramLabel = "COMMAND",
            description =
                    "A command of the host's shell that decides whether the output, on its standard input, is right;"
                            + " the status is in $STATUS. In place of the plan's.")
    private @Nullable String check;

    @Option(
            names = "--dry-run",
            description = "Says how many cases there are, of how many, and how long they take, and runs none.")
    private boolean dry;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Option(names = "--schema", description = "Prints the JSON schema of plans, for editors.")
    private boolean schema;

    @Override
    public Integer call() throws Complaint {
        if (schema) {
            return printSchema();
        }
        Path plan = file;
        if (plan == null) {
            throw Complaint.usage("Missing required parameter: 'PLAN'");
        }
        try {
            campaign.jobs();
            InjectionPlan read = PlanReader.read(plan);
            return run(check == null ? read : read.checkedBy(check));
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (IOException | ResultsException | IllegalStateException | IllegalArgumentException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        } catch (InterruptedException end) {
            throw new Complaint(Session.FAILED, "interrupted");
        }
    }

    private int printSchema() throws Complaint {
        try {
            spec.commandLine().getOut().print(PlanSchema.json());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private int run(InjectionPlan plan) throws Complaint, Mistake, IOException, ResultsException, InterruptedException {
        PrintWriter to = spec.commandLine().getOut();
        Injection injection = Injection.prepare(plan);
        if (dry) {
            foresee(injection, to);
            return 0;
        }
        Path out = campaign.out();
        Path database = out == null ? null : out.resolve("results.db");
        try (CaseTable table = CaseTable.open(database, PlanWriter.json(plan))) {
            try (Tally tally = new Tally(Main.caller(spec).onTerminal())) {
                injection.run(campaign.jobs(), table, tally::at);
            }
            InjectionReport report = InjectionReport.of(injection, table);
            if (out != null) {
                new ReportFiles(report).write(out);
            }
            if (json) {
                to.println(report.json());
            } else {
                report.text(database == null ? null : database.toString()).forEach(to::println);
            }
            to.flush();
            return report.status();
        }
    }

    /// How many cases there are, of how many, and how long they take here.
    private void foresee(Injection injection, PrintWriter to) throws Complaint {
        for (Space space : injection.spaces()) {
            String upTo = space.sampled() && injection.plan().sampling().sequential() ? "up to " : "";
            to.println("%s: %s, %s%,d of a space of %,d %s"
                    .formatted(space.id(), space.title(), upTo, space.cases().size(), space.size(), space.unit()));
        }
        int cases = injection.cases().size();
        double seconds = injection.runNanos() / 1e9;
        to.println("%,d cases of some %,d instructions each; a run takes %.3f s here, all of them about %.0f s on %d"
                .formatted(
                        cases,
                        injection.golden().retired(),
                        seconds,
                        Math.ceil(seconds * cases / campaign.jobs()),
                        campaign.jobs()));
        to.flush();
    }
}
