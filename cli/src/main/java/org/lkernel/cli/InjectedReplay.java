package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.campaign.ResultsFile;
import org.lkernel.experiments.inject.CaseResult;
import org.lkernel.experiments.inject.CaseTable;
import org.lkernel.experiments.inject.Injection;
import org.lkernel.experiments.inject.PlanReader;

/// Runs a case of `lkernel inject` again: `results.db#N`.
///
/// @param database of the campaign
/// @param number of the case
record InjectedReplay(Path database, int number) {
    /// What the words mean, or null if they mean another thing.
    static @Nullable InjectedReplay of(Path file) {
        String text = file.toString();
        int hash = text.lastIndexOf('#');
        return hash > 0 && text.substring(hash + 1).matches("[1-9][0-9]{0,8}") && !Files.exists(file)
                ? new InjectedReplay(Path.of(text.substring(0, hash)), Integer.parseInt(text.substring(hash + 1)))
                : null;
    }

    /// The exit status: 0 when the same comes of it as before, 1 otherwise.
    int run(PrintWriter to) throws Complaint {
        try {
            String plan = ResultsFile.description(database);
            CaseResult before;
            try (CaseTable table = CaseTable.open(database, plan)) {
                before = table.all().stream()
                        .filter(result -> result.number() == number)
                        .findFirst()
                        .orElseThrow(() -> new Mistake(database + " has no case " + number));
            }
            CaseResult now = Injection.prepare(PlanReader.read(database.toString(), plan))
                    .repeat(number);
            to.println("case %d: %s".formatted(number, now.fault()));
            to.println("%s, status %d: %s".formatted(now.outcome(), now.status(), now.detail()));
            to.println("digest: " + now.digest());
            boolean same = now.equals(before);
            if (!same) {
                to.println("lkernel: this is another run than the one in the results: %s, digest %s"
                        .formatted(before.outcome(), before.digest()));
            }
            to.flush();
            return same ? 0 : 1;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (ResultsException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }
}
