package org.lkernel.experiments.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.kernel.Bytes;

/// A case that was played again, and what came of it.
///
/// @param failure or null if it passes now
/// @param digest empty when it did not come back
public record Replay(@Nullable Failure failure, String digest, List<String> shown, Bytes output, Bytes errors) {
    public Replay {
        shown = List.copyOf(shown);
    }

    /// Plays a case again.
    public static Replay of(CaseFile file) throws InterruptedException {
        return of(file, Vigil.PATIENCE);
    }

    static Replay of(CaseFile file, Duration patience) throws InterruptedException {
        Stage stage = file.target().stage();
        Optional<Replay> replay = Optional.ofNullable(Vigil.over(stage, patience, () -> play(file, stage)));
        if (replay.isEmpty()) {
            return new Replay(Vigil.failure(null), "", List.of(), Bytes.EMPTY, Bytes.EMPTY);
        }
        stage.close();
        return replay.get();
    }

    private static Replay play(CaseFile file, Stage stage) {
        Lead lead = Lead.of(plan(file), stage);
        Outcome outcome = stage.repeat(file.decisions(), lead.limits());
        Failure failure = Worker.judge(lead.oracles(), outcome, stage);
        String digest = stage.digest();
        Bytes output = Bytes.copyOf(stage.computer().console().output());
        Bytes errors = Bytes.copyOf(stage.computer().console().errors());
        return new Replay(failure, digest, Interleaving.of(file, stage, lead.limits()), output, errors);
    }

    private static Plan plan(CaseFile file) {
        return new Plan(
                file.target(),
                (number, seed, pilot) -> Chooser.FIFO,
                "",
                0,
                0,
                null,
                1,
                file.expected(),
                file.check(),
                file.oracle());
    }
}
