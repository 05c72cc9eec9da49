package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.lkernel.experiments.schedule.Words;

/// Results that nobody wants to keep.
final class ResultsInMemory implements Results {
    private final List<Result> results = new ArrayList<>();
    private final TreeMap<Long, Words> words = new TreeMap<>();

    @Override
    public long played() {
        return results.size();
    }

    @Override
    public Words words(long round) {
        return Objects.requireNonNull(words.get(round));
    }

    @Override
    public void begin(Words first) {
        words.put(0L, first);
    }

    @Override
    public void add(Collection<Result> round, Words next) {
        results.addAll(round);
        long last = round.stream().mapToLong(Result::number).max().orElse(0);
        words.merge(Round.after(last), next, (known, more) -> known.with(more.numbers()));
    }

    @Override
    public Collection<Result> all() {
        return results;
    }

    @Override
    public void close() {}
}
