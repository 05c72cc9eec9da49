package org.lkernel.experiments.campaign;

import java.util.Collection;
import org.lkernel.experiments.schedule.Words;

/// Where the results of a campaign are kept. A round is kept whole or not at all.
public interface Results extends AutoCloseable {
    /// Schedules that have been played, from the first on without a gap.
    long played();

    /// The words at which tasks may be interrupted in a round, the next one to be played at the latest.
    Words words(long round) throws ResultsException;

    /// Keeps the words of the first round.
    void begin(Words words) throws ResultsException;

    /// Keeps a round, and the words of the next one.
    void add(Collection<Result> round, Words next) throws ResultsException;

    /// All results in the order of their numbers.
    Collection<Result> all() throws ResultsException;

    @Override
    void close() throws ResultsException;
}
