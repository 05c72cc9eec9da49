package org.lkernel.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures a subject in every contender, by turns.
///
/// @param progress is told of every measurement as it is made
record Turns(Sampler sampler, int rounds, List<Contender> contenders, PrintWriter progress) {
    List<Figure> measure(Subject subject) throws IOException, InterruptedException {
        Map<Contender, Long> amounts = new LinkedHashMap<>();
        Map<Contender, List<Double>> samples = new LinkedHashMap<>();
        Map<Contender, String> failures = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            if (contender.command(subject, 1) != null) {
                samples.put(contender, new ArrayList<>());
                try {
                    amounts.put(contender, sampler.amount(contender, subject));
                } catch (Sampler.Failure failure) {
                    failures.put(contender, String.valueOf(failure.getMessage()));
                }
            }
        }
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<Contender, Long> each : amounts.entrySet()) {
                if (!failures.containsKey(each.getKey())) {
                    sample(subject, each.getKey(), each.getValue(), round, samples, failures);
                }
            }
        }
        return samples.entrySet().stream()
                .map(each -> new Figure(
                        subject.name(),
                        each.getKey().name(),
                        failures.containsKey(each.getKey()) ? List.of() : List.copyOf(each.getValue()),
                        failures.get(each.getKey())))
                .toList();
    }

    private void sample(
            Subject subject,
            Contender contender,
            long amount,
            int round,
            Map<Contender, List<Double>> samples,
            Map<Contender, String> failures)
            throws IOException, InterruptedException {
        try {
            double nanos = sampler.sample(contender, subject, amount);
            samples.computeIfAbsent(contender, _ -> new ArrayList<>()).add(nanos);
            progress.printf(
                    "%s, round %d of %d: %s %s%n",
                    subject.name(), round, rounds, contender.name(), Results.inUnit(nanos));
        } catch (Sampler.Failure failure) {
            failures.put(contender, String.valueOf(failure.getMessage()));
            progress.printf("%s: %s failed: %s%n", subject.name(), contender.name(), failure.getMessage());
        }
        progress.flush();
    }
}
