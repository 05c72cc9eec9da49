package org.lkernel.experiments.inject;

import org.lkernel.experiments.fault.Injected;

/// What is kept of a case.
///
/// @param number of the case
/// @param id of its clause
/// @param fault as the command line has it
/// @param detail how it ended, and what was struck
public record CaseResult(
        int number,
        String id,
        String fault,
        OutcomeClass outcome,
        int status,
        String detail,
        int struck,
        long steps,
        long retired,
        String digest) {
    static CaseResult of(Case one, Observed seen, Observed golden) {
        StringBuilder detail = new StringBuilder(seen.words());
        for (Injected injected :
                seen.injected().subList(0, Math.min(3, seen.injected().size()))) {
            detail.append(detail.isEmpty() ? "" : "; ").append(injected);
        }
        String text = detail.length() > 400 ? detail.substring(0, 400) + "…" : detail.toString();
        return new CaseResult(
                one.number(),
                one.clause().id(),
                one.faults().getFirst().toString(),
                seen.against(golden),
                seen.status(),
                text,
                seen.injected().size(),
                seen.steps(),
                seen.retired(),
                seen.digest());
    }

    static CaseResult failed(Case one, Throwable cause) {
        return new CaseResult(
                one.number(),
                one.clause().id(),
                one.faults().getFirst().toString(),
                OutcomeClass.HARNESS_ERROR,
                -1,
                String.valueOf(cause),
                0,
                0,
                0,
                "");
    }
}
