package org.lkernel.experiments.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.Campaign;
import org.lkernel.experiments.campaign.Finding;
import org.lkernel.experiments.campaign.Plan;
import org.lkernel.experiments.campaign.Report;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.campaign.Summary;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.experiments.strategy.Strategies;

/// What somebody's correction of a lab is worth: all points if it fails on no schedule, none if it fails on every
/// one or in the usual order, and else the fewer the sooner it fails.
///
/// @param points of [#FULL]
/// @param lines why, for people
public record Grade(int points, List<String> lines) {
    public static final int FULL = 100;
    private static final int LEAST = 10;
    private static final int ELF = 0x7f454c46;

    public Grade {
        lines = List.copyOf(lines);
    }

    /// Explores a corrected program in place of the lab's own. It runs in the machine, where it reaches nothing of
    /// the host but the folder it lies in, for reading.
    public static Grade of(Lab lab, Path fix, long schedules, int jobs)
            throws Mistake, ResultsException, InterruptedException {
        Plan plan = plan(lab, checked(fix), schedules, jobs);
        Summary summary = new Campaign(plan, Campaign.inMemory(), (done, failures, total) -> {}).run();
        int points = points(summary);
        List<String> lines = new ArrayList<>(Report.text(summary, null));
        lines.add("%s: %d of %d points".formatted(lab.name(), points, FULL));
        return new Grade(points, lines);
    }

    private static Path checked(Path fix) throws Mistake {
        try (var file = new java.io.DataInputStream(Files.newInputStream(fix))) {
            if (file.readInt() != ELF) {
                throw new Mistake(fix + " is no ELF file: a lab that is a program is corrected by a program");
            }
            return fix.toRealPath();
        } catch (IOException unreadable) {
            throw new Mistake(fix + " cannot be read as an ELF file");
        }
    }

    private static Plan plan(Lab lab, Path fix, long schedules, int jobs) throws Mistake {
        Target target = new Target(
                null,
                List.of(fix.getParent() + ":/graded"),
                new TreeMap<>(),
                "/tmp",
                1,
                1L << 28,
                0,
                lab.interrupting(),
                List.of("/graded/" + fix.getFileName()));
        return new Plan(
                target, Strategies.named(Strategies.USUAL), Strategies.USUAL, 0, schedules, null, jobs, 0, lab.check());
    }

    private static int points(Summary summary) {
        if (summary.failures() == 0) {
            return FULL;
        } else if (summary.findings().stream().anyMatch(Finding::everywhere)) {
            return 0;
        }
        long first = summary.findings().getFirst().first();
        return (int) (LEAST + (FULL / 2 - LEAST) * first / Math.max(1, summary.schedules()));
    }
}
