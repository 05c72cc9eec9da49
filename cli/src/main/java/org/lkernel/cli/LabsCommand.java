package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.lab.Grade;
import org.lkernel.experiments.lab.Lab;
import org.lkernel.experiments.lab.Labs;
import org.lkernel.experiments.lab.Template;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel labs`: bugs to be studied.
@Command(
        name = "labs",
        mixinStandardHelpOptions = true,
        description = "Lists the labs: bugs of concurrent programs and kernels to be studied with lkernel explore.",
        footer = {
            "",
            "Examples:",
            "  lkernel labs",
            "  lkernel labs show lost-wakeup",
            "  lkernel explore lost-wakeup",
            "  lkernel labs grade lost-wakeup --with my-fix.elf",
            "  lkernel labs new my-race"
        })
final class LabsCommand implements Callable<Integer> {
    /// A lab as `--json` prints it.
    record Shown(String name, String title, String retells, List<String> buggy, List<String> fixed) {
        static Shown of(Lab lab) {
            return new Shown(lab.name(), lab.title(), lab.retells(), lab.buggy(), lab.fixed());
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(Json.line(Labs.ALL.stream().map(Shown::of).toList()));
        } else {
            Labs.ALL.forEach(lab -> to.println("%-20s %s".formatted(lab.name(), lab.title())));
        }
        to.flush();
        return 0;
    }

    @Command(
            name = "grade",
            mixinStandardHelpOptions = true,
            description = "Explores a correction of a lab and says whether it holds. The exit status is 0 if it does.",
            footer = {"", "Examples:", "  lkernel labs grade lost-wakeup --with my-correction"})
    int grade(
            @Parameters(paramLabel = "LAB", description = "Its name.") String name,
            @Option(names = "--with", required = true, paramLabel = "FIX.elf", description = "The corrected program.")
                    Path fix,
            @Option(names = "--schedules", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
                    long schedules,
            @Option(names = "--jobs", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.") int jobs)
            throws Complaint {
        try {
            Grade grade = Grade.of(Labs.named(name), fix, schedules, jobs);
            grade.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return grade.points() == Grade.FULL ? 0 : 1;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (ResultsException | IllegalStateException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        } catch (InterruptedException end) {
            throw new Complaint(Session.FAILED, "interrupted");
        }
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a folder with a lab of one's own: a program, its correction, a page, and a Makefile.",
            footer = {"", "Examples:", "  lkernel labs new my-race; make -C my-race"})
    int begin(@Parameters(paramLabel = "NAME", description = "What it is called: a-z, 0-9 and hyphens.") String name)
            throws Complaint {
        try {
            Path folder = Template.write(Path.of(""), name);
            PrintWriter to = spec.commandLine().getOut();
            to.println("make -C %s && lkernel explore --volume %s:/lab -- /lab/%s".formatted(folder, folder, name));
            to.flush();
            return 0;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, "the folder cannot be made: " + failure.getMessage());
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the page of a lab.",
            footer = {"", "Examples:", "  lkernel labs show lost-wakeup"})
    int show(@Parameters(paramLabel = "LAB", description = "Its name.") String name) throws Complaint {
        try {
            Lab lab = Labs.named(name);
            PrintWriter to = spec.commandLine().getOut();
            to.println(lab.page().stripTrailing());
            to.println();
            to.println("Explore it:  lkernel explore " + name);
            to.println("Corrected:   lkernel explore --fixed " + name);
            to.flush();
            return 0;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        }
    }
}
