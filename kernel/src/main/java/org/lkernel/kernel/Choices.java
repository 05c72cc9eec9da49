package org.lkernel.kernel;

import org.lkernel.kernel.hart.Preemption;

/// The first gate of nondeterminism: every decision that the machine could have taken otherwise.
///
/// A seeded run, a replay, a fault plan and an exhaustive exploration are implementations of this interface. A
/// decision is keyed by what is decided and how often it was decided before, never by how many other decisions
/// came first, so that removing one does not shift the rest.
public interface Choices {
    /// Chooses a number in `0 ≤ n < bound`.
    ///
    /// @param site what is being decided
    /// @param actor the id of the port that asks; occurrences are counted per site and actor
    /// @param bound how many alternatives there are, at least 1
    int choose(Site site, int actor, int bound);

    /// Who may interrupt tasks in the middle of their own code.
    default Preemption preemption() {
        return Preemption.NONE;
    }

    /// Sixty-four bits of seeded randomness, for entropy devices.
    long bits(Site site, int actor);

    /// The independent streams decisions are drawn from.
    enum Stream {
        SCHEDULE,
        FAULT,
        ENTROPY,
        WORKLOAD,
        NETWORK
    }

    /// The decisions there are.
    enum Site {
        /// Which deliverable message is next.
        DELIVERY(Stream.SCHEDULE),
        /// How many instructions a task runs before it is preempted.
        BUDGET(Stream.SCHEDULE),
        /// Which of the foremost ready tasks is next.
        PICK_TASK(Stream.SCHEDULE),
        /// What the entropy device answers.
        ENTROPY(Stream.ENTROPY);

        public final Stream stream;

        Site(Stream stream) {
            this.stream = stream;
        }
    }
}
