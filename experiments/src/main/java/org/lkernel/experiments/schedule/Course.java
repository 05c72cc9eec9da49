package org.lkernel.experiments.schedule;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.schedule.Decision.Site;

/// The schedule a machine is on: whoever has something to decide comes here, and what was decided otherwise
/// than fifo is written down.
public final class Course {
    private final Log log = new Log();
    private final LongTable occurrences = new LongTable();
    private final LongTable touched = new LongTable();
    private final LongTable events = new LongTable();
    private final Fairness fairness = new Fairness();
    private Chooser chooser = Chooser.FIFO;
    private @Nullable Given given;
    private Words words = Words.NONE;
    private @Nullable Eyewitness eyewitness;
    private boolean interrupting;
    private boolean scouting;
    private boolean calm;
    private long decisions;
    private long conflicts;

    /// Begins a schedule.
    ///
    /// @param newWords at which tasks may be interrupted
    /// @param newInterrupting whether tasks may be interrupted in their own code at all
    void begin(Chooser newChooser, Words newWords, boolean newInterrupting, boolean newScouting) {
        clear();
        chooser = newChooser;
        given = null;
        eyewitness = null;
        words = newWords;
        interrupting = newInterrupting;
        scouting = newScouting;
    }

    /// Begins a schedule again.
    ///
    /// @param newEyewitness who sees what the tasks do to those words, or null
    void repeat(List<Decision> again, Words newWords, @Nullable Eyewitness newEyewitness) {
        clear();
        words = newWords;
        eyewitness = newEyewitness;
        chooser = Chooser.FIFO;
        given = new Given(again);
        interrupting = true;
        scouting = false;
    }

    /// Goes on as fifo does, whatever was decided before.
    void calmDown() {
        chooser = Chooser.FIFO;
        given = null;
        interrupting = false;
        calm = true;
    }

    private void clear() {
        log.clear();
        calm = false;
        occurrences.clear();
        touched.clear();
        events.clear();
        fairness.clear();
        decisions = 0;
        conflicts = 0;
    }

    /// The position of what comes next; asked only where there are two or more.
    int decide(Site site, Candidates candidates) {
        int usual = candidates.usual();
        int occurrence = site == Site.STAY ? 0 : (int) occurrences.add(candidates.key(usual) ^ site.salt(), 1);
        int chosen = given == null ? fairness.choose(chooser, candidates) : given.choose(site, candidates, occurrence);
        if (chosen != usual) {
            log.add(site, occurrence, candidates, chosen);
        }
        decisions++;
        count(candidates, chosen);
        return chosen;
    }

    private void count(Candidates candidates, int chosen) {
        int chain = candidates.chain(chosen);
        if (scouting) {
            events.add(chain, 1);
        }
        long resource = candidates.resource(chosen);
        if (resource != Candidates.UNKNOWN) {
            long before = touched.at(resource);
            if (before != 0 && before != chain) {
                conflicts++;
            }
            touched.put(resource, chain);
        }
    }

    /// @param turns of others that it has to let pass
    void yielded(int chain, int turns) {
        if (given == null && !chooser.equals(Chooser.FIFO)) {
            fairness.yielded(chain, turns);
            chooser.yielded(chain);
        }
    }

    @Nullable
    Given given() {
        return given;
    }

    @Nullable
    Eyewitness eyewitness() {
        return eyewitness;
    }

    Words words() {
        return words;
    }

    boolean interrupting() {
        return interrupting;
    }

    /// Whether deadlines are among what can be chosen: not where everything goes on as usual.
    boolean letsTimePass() {
        return !calm;
    }

    boolean scouting() {
        return scouting;
    }

    /// What was decided otherwise than fifo would have, in order.
    public List<Decision> decisions() {
        return log.decisions();
    }

    int differences() {
        return log.count();
    }

    long shape() {
        return log.shape();
    }

    /// What this schedule was like, if it was a scout's.
    public Pilot pilot() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (long chain : events.keys()) {
            counts.put((int) chain, events.at(chain));
        }
        return new Pilot(decisions, conflicts, counts);
    }
}
