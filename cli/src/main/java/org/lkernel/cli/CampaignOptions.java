package org.lkernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every campaign is asked: how many machines work, and where its results are kept.
final class CampaignOptions {
    private static final int JOBS_MAXIMUM = 256;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many machines work at once; changes nothing but the time. Default: ${DEFAULT-VALUE}.")
    private int jobs = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keeps results.db, report.json and whatever repeats a case there; goes on where it was.")
    private @Nullable Path directory;

    int jobs() throws Complaint {
        if (jobs < 1 || jobs > JOBS_MAXIMUM) {
            throw Complaint.usage("--jobs is 1 to " + JOBS_MAXIMUM + ", not " + jobs);
        }
        return jobs;
    }

    /// The directory of the results, made if need be, or null.
    @Nullable
    Path out() throws IOException {
        return directory == null ? null : Files.createDirectories(directory);
    }
}
