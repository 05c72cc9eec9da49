package org.lkernel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.lkernel.cli.caller.Caller;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.CaseFile;
import org.lkernel.experiments.campaign.Identity;
import org.lkernel.experiments.campaign.Replay;

/// Plays a case of `lkernel explore` again: what the program writes, then how the schedule went, then how it
/// ended.
record CaseReplay(Path file, Caller caller, PrintWriter error) {
    /// The exit status: 1 when it fails as it did, 0 when it does not fail.
    int run(boolean printDigest) throws Complaint {
        try {
            CaseFile found = CaseFile.read(file);
            Replay repeated = Replay.of(found);
            write(caller.output(), repeated.output().toArray());
            write(caller.error(), repeated.errors().toArray());
            repeated.shown().forEach(line -> error.println("| " + line));
            error.println("lkernel: "
                    + (repeated.failure() == null
                            ? "it passes"
                            : repeated.failure().text()));
            if (printDigest) {
                error.println(Report.digestLine(repeated.digest()));
            }
            compare(found, repeated);
            error.flush();
            return repeated.failure() == null ? 0 : 1;
        } catch (Mistake mistake) {
            throw Complaint.usage(String.valueOf(mistake.getMessage()));
        } catch (IOException | IllegalArgumentException failure) {
            throw new Complaint(Session.FAILED, file + ": " + failure.getMessage());
        } catch (InterruptedException end) {
            throw new Complaint(Session.FAILED, "interrupted");
        }
    }

    private static void write(OutputStream to, byte[] written) throws IOException {
        to.write(written);
        to.flush();
    }

    private void compare(CaseFile found, Replay repeated) {
        if (repeated.digest().equals(found.digest())) {
            return;
        }
        error.println("lkernel: this is another run than the one it was found in (digest %s, not %s)%s"
                .formatted(
                        repeated.digest(),
                        found.digest(),
                        found.build().equals(Identity.BUILD)
                                ? ""
                                : ": it was found with " + found.build() + ", and this is " + Identity.BUILD));
    }
}
