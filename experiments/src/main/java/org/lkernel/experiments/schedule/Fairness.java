package org.lkernel.experiments.schedule;

/// Who has to let others go first, whatever a strategy likes: a chain that yielded is no candidate as long as
/// another one is that had no turn since. So a loop that waits for another task ends, and what goes on for ever
/// is not the strategy's doing.
///
/// A task that yields says so itself. One that touches a word again and again is taken to wait too, but late,
/// after many turns: so it has to let the others have as many.
///
/// @see "Musuvathi, Qadeer: Fair stateless model checking, PLDI 2008"
final class Fairness {
    private final LongTable yieldedAt = new LongTable();
    private final LongTable waitsUntil = new LongTable();
    private final LongTable lastTurn = new LongTable();
    private final Candidates fair = new Candidates();
    private long now;

    void clear() {
        yieldedAt.clear();
        waitsUntil.clear();
        lastTurn.clear();
        now = 0;
    }

    /// A chain that is at work waits for others: it waits for those that had their last turns before its own, so
    /// there is always one that waits for nobody.
    ///
    /// @param turns of others that it has to let pass at least
    void yielded(int chain, int turns) {
        lastTurn.put(chain, ++now);
        yieldedAt.put(chain, now);
        waitsUntil.put(chain, now + turns);
    }

    /// The position of what the chooser chooses of those whose turn it may be.
    int choose(Chooser chooser, Candidates all) {
        int chosen = yieldedAt.size() == 0 ? chooser.choose(all) : chooseFairly(chooser, all);
        lastTurn.put(all.chain(chosen), ++now);
        return chosen;
    }

    private int chooseFairly(Chooser chooser, Candidates all) {
        fair.clear();
        int usual = 0;
        for (int index = 0; index < all.count(); index++) {
            if (!mustWait(all, index)) {
                usual = index == all.usual() ? fair.count() : usual;
                fair.add(all, index);
            }
        }
        fair.usual(usual);
        if (fair.count() == 0 || fair.count() == all.count()) {
            return chooser.choose(all);
        }
        return fair.place(fair.count() == 1 ? 0 : chooser.choose(fair));
    }

    /// Time is nobody who waits for a turn: it passes by itself.
    private boolean mustWait(Candidates all, int index) {
        int chain = all.chain(index);
        long since = yieldedAt.at(chain);
        boolean patient = isPatient(chain);
        for (int at = 0; since != 0 && at < all.count(); at++) {
            int other = all.chain(at);
            if (other != chain
                    && other != Candidates.TIME
                    && (lastTurn.at(other) < since || patient && !isPatient(other))) {
                return true;
            }
        }
        return false;
    }

    private boolean isPatient(int chain) {
        return now < waitsUntil.at(chain);
    }
}
