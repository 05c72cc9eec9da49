package org.lkernel.experiments.inject;

import org.lkernel.actors.Stuck;
import org.lkernel.experiments.fault.Injected;

/// What is kept of a case.
///
/// @param number of the case
/// @param id of its space
/// @param fault as the command line has it, or several of them
/// @param signature what is the same of all cases that failed in the same way
/// @param detail how it ended, and what was struck
/// @param spread which subsystems it reached, and when
public record CaseResult(
        int number,
        String id,
        String fault,
        OutcomeClass outcome,
        String signature,
        int status,
        String detail,
        String spread,
        int struck,
        long steps,
        long retired,
        String digest) {
    private static final int LONGEST = 400;
    private static final int STRIKES = 3;

    static CaseResult of(Case one, Observed seen, Observed golden) {
        StringBuilder detail = new StringBuilder(seen.words());
        seen.injected().stream()
                .limit(STRIKES)
                .map(Injected::toString)
                .forEach(struck -> detail.append(detail.isEmpty() ? "" : "; ").append(struck));
        String text = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail.toString();
        return new CaseResult(
                one.number(),
                one.id(),
                one.text(),
                seen.against(golden),
                signature(seen, golden),
                seen.status(),
                text,
                seen.spread(golden),
                seen.injected().size(),
                seen.steps(),
                seen.retired(),
                seen.digest());
    }

    /// Two runs that ended alike have one, whatever struck them.
    static String signature(Observed seen, Observed golden) {
        OutcomeClass outcome = seen.against(golden);
        String where = switch (outcome) {
            case KERNEL_CRASH, HANG, LIVENESS -> seen.words().replaceAll("\\d+", "N");
            case DETECTED, CORRECTED, APP_CRASH -> "status " + seen.status() + " " + seen.complaint(golden);
            case SDC -> seen.wrong(golden);
            case NOT_REACHED, NOT_ACTIVATED, MASKED, LATENT, ISOLATION_BREACH, HARNESS_ERROR -> "";
        };
        return (outcome + " " + where).strip();
    }

    static CaseResult failed(Case one, Throwable cause) {
        return without(one, OutcomeClass.HARNESS_ERROR, cause.getClass().getSimpleName(), String.valueOf(cause));
    }

    /// The handler of a message never came back.
    static CaseResult lost(Case one, Stuck stuck) {
        return without(one, OutcomeClass.KERNEL_CRASH, stuck.port() + " loops", stuck.report());
    }

    private static CaseResult without(Case one, OutcomeClass outcome, String where, String detail) {
        return new CaseResult(
                one.number(), one.id(), one.text(), outcome, outcome + " " + where, -1, detail, "", 0, 0, 0, "");
    }
}
