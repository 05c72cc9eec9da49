package org.lkernel.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/// Where lkernel is while it does something: a flame graph of what Java's flight recorder saw.
final class Profile {
    private Profile() {}

    static void write(Subject subject, Own own, Sampler sampler, Path page)
            throws IOException, InterruptedException, Sampler.Failure {
        Path recording = Files.createTempFile("lkernel-profile", ".jfr");
        try {
            Own recorded = new Own(own.name(), recording(recording), false, own.options(), own.root());
            sampler.sample(recorded, subject, sampler.amount(own, subject));
            JfrToFlame.convert(
                    recording.toString(),
                    page.toString(),
                    new Arguments("--title", "lkernel: " + subject.title(), "--simple"));
        } finally {
            Files.deleteIfExists(recording);
        }
    }

    /// The same Java, without a launcher, which would not pass this on.
    private static List<String> recording(Path file) {
        List<String> words = new ArrayList<>(Own.begin(null));
        words.add(1, "-XX:StartFlightRecording=settings=profile,filename=" + file);
        return words;
    }
}
