package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lkernel.experiments.schedule.Words;

/// Results that nobody wants to keep.
final class ResultsInMemory implements Results {
    private final List<Result> results = new ArrayList<>();
    private final List<Words> words = new ArrayList<>();

    @Override
    public long played() {
        return results.size();
    }

    @Override
    public Words words(long round) {
        return words.get((int) round);
    }

    @Override
    public void begin(Words first) {
        words.add(first);
    }

    @Override
    public void add(Collection<Result> round, Words next) {
        results.addAll(round);
        words.add(next);
    }

    @Override
    public Collection<Result> all() {
        return results;
    }

    @Override
    public void close() {}
}
