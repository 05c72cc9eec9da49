package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.Campaign;
import org.lkernel.experiments.campaign.Identity;
import org.lkernel.experiments.campaign.Plan;
import org.lkernel.experiments.campaign.Report;
import org.lkernel.experiments.campaign.Results;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.campaign.SqliteResults;
import org.lkernel.experiments.campaign.Summary;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.experiments.lab.Lab;
import org.lkernel.experiments.lab.Labs;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.strategy.Strategies;
import org.lkernel.experiments.variant.Jar;
import org.lkernel.experiments.variant.Variants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel explore`: runs a program on many schedules and says on which it fails, and why.
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a program, or a lab, on many schedules: other orders of messages, other tasks first, tasks interrupted in"
                    + " the middle of their own code. Each schedule that fails is reduced to what makes it fail.",
            "It fails when it ends with another status than --expect, is killed, waits for itself, or never ends."
        },
        footer = {
            "",
            "Strategies: fifo, round-robin, random, pos, pct(3), pct-conflict(3), urw, delay(2), preempt(2), starve, portfolio.",
            "The exit status is 0 when nothing failed, 1 when something did, 2 for bad input, 125 when lkernel failed.",
            "",
            "Examples:",
            "  lkernel explore lost-update",
            "  lkernel explore --volume .:/mnt --out found -- /mnt/my-threads",
            "  lkernel explore --strategy 'pct(3)' --schedules 10000 --jobs 2 --root debian -- /usr/bin/xz -T4 file",
            "  lkernel explore --check 'grep -q 2000' -- /mnt/count"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final int FOUND = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Option(
            names = "--strategy",
            paramLabel = "S",
            defaultValue = Strategies.USUAL,
            description = "How schedules are chosen, or a jar with a class that implements Strategy."
                    + " Default: ${DEFAULT-VALUE}.")
    private String strategy = Strategies.USUAL;

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many schedules at most. Default: ${DEFAULT-VALUE}.")
    private long schedules = 1000;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long at most: 30s, 5m, 1h.")
    private @Nullable Duration budget;

    @Mixin
    private CampaignOptions campaign = new CampaignOptions();

    @Option(
            names = "--granularity",
            paramLabel = "messages|instructions",
            description = "Whether tasks are interrupted in their own code. Default: instructions, or as a lab has it.")
    private @Nullable String granularity;

    @Option(
            names = "--expect",
            paramLabel = "STATUS",
            defaultValue = "0",
            description = "The exit status that means success. Default: ${DEFAULT-VALUE}.")
    private int expected;

    @Option(
            names = "--check",
            paramLabel = "COMMAND",
            description =
                    "A command of the host's shell that fails if what the program wrote, which it reads, is wrong.")
    private @Nullable String check;

    @Option(
            names = "--with",
            paramLabel = "JAR",
            description = "Subsystems of one's own, put around the kernel's: classes that extend Variant.")
    private @Nullable Path kernel;

    @Option(
            names = "--oracle",
            paramLabel = "JAR",
            description = "One more judge of every schedule: a class that implements Oracle.")
    private @Nullable Path oracle;

    @Option(names = "--fixed", description = "Explores the corrected variant of a lab.")
    private boolean fixed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs N campaigns with other seeds, each until its first failure, and prints CSV.")
    private @Nullable Integer repeat;

    @Parameters(arity = "0..*", paramLabel = "LAB | -- PROGRAM [ARG…]", description = "What is explored.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        try {
            Plan plan = plan();
            return repeat == null ? explore(plan) : repeatedly(plan, repeat);
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (IOException | ResultsException | IllegalStateException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        } catch (InterruptedException end) {
            throw new Complaint(Session.FAILED, "interrupted");
        }
    }

    private Plan plan() throws Complaint, Mistake {
        if (schedules < 1) {
            throw Complaint.usage("--schedules is 1 or more, not " + schedules);
        }
        boolean program = spec.commandLine().getParseResult().originalArgs().contains("--");
        if (words.isEmpty()) {
            throw Complaint.usage("what shall be explored? a lab, or '-- PROGRAM'");
        }
        Lab lab = program ? null : lab();
        Target target = lab == null
                ? options.target(words, interrupting(true))
                : options.target(lab.words(fixed), interrupting(lab.interrupting()));
        target = lab == null ? target : lab.on(target, fixed);
        if (kernel != null) {
            target = target.on(Jar.reference(kernel), target.harts());
            Variants.named(String.valueOf(target.kernel()));
        }
        if (oracle != null) {
            Jar.open(oracle).only(Oracle.class, "oracles");
        }
        String chosen = strategy.endsWith(".jar") ? Jar.reference(Path.of(strategy)) : strategy;
        return new Plan(
                target,
                Strategies.named(chosen),
                chosen,
                target.seed(),
                schedules,
                budget,
                campaign.jobs(),
                expected,
                lab != null && check == null ? lab.check() : check,
                oracle == null ? null : Jar.reference(oracle));
    }

    private Lab lab() throws Complaint, Mistake {
        if (words.size() > 1) {
            throw Complaint.usage("one lab at a time, not '" + String.join(" ", words) + "'; a program comes after --");
        }
        return Labs.named(words.getFirst());
    }

    private boolean interrupting(boolean usual) throws Complaint {
        return switch (granularity) {
            case null -> usual;
            case "instructions" -> true;
            case "messages" -> false;
            default -> throw Complaint.usage("--granularity is messages or instructions, not '" + granularity + "'");
        };
    }

    private int explore(Plan plan) throws Mistake, IOException, ResultsException, InterruptedException {
        Path out = campaign.out();
        Summary summary;
        try (Results results = out == null
                        ? Campaign.inMemory()
                        : SqliteResults.open(out.resolve("results.db"), description(plan));
                Tally tally = new Tally(Main.caller(spec).onTerminal())) {
            summary = new Campaign(plan, results, tally).run();
        }
        if (out != null) {
            Report.write(plan, summary, out);
        }
        PrintWriter to = spec.commandLine().getOut();
        if (options.json()) {
            to.println(Report.json(plan, summary, out != null));
        } else {
            Report.text(summary, out).forEach(to::println);
        }
        to.flush();
        return summary.failures() == 0 ? 0 : FOUND;
    }

    /// All that decides what the results are: not how many are wanted, nor how fast.
    private static String description(Plan plan) {
        return "%s %s strategy %s seed %d expect %d check %s oracle %s"
                .formatted(
                        Identity.BUILD,
                        plan.target(),
                        plan.strategyName(),
                        plan.seed(),
                        plan.expected(),
                        plan.check(),
                        plan.oracle());
    }

    private int repeatedly(Plan plan, int times) throws ResultsException, InterruptedException {
        PrintWriter to = spec.commandLine().getOut();
        to.println("seed,strategy,schedules_to_first_failure,found");
        int status = 0;
        for (int time = 0; time < times; time++) {
            long first = Campaign.first(plan.withSeed(plan.seed() + time));
            to.println("%d,%s,%d,%s"
                    .formatted(
                            plan.seed() + time,
                            plan.strategyName(),
                            first < 0 ? plan.schedules() : first + 1,
                            first >= 0));
            to.flush();
            status = first >= 0 ? FOUND : status;
        }
        return status;
    }
}
