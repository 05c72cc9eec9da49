package org.lkernel.actors.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Choices.Site;

/// A decision depends on its key alone.
class ChoicesTest {
    private static List<Integer> drawn(Choices choices, Site site, int actor, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> choices.choose(site, actor, 1000))
                .toList();
    }

    @Test
    void otherDecisionsShiftNothing() {
        SeededChoices alone = new SeededChoices(5);
        SeededChoices among = new SeededChoices(5);
        drawn(among, Site.BUDGET, 64, 17);
        drawn(among, Site.DELIVERY, 3, 5);
        among.bits(Site.ENTROPY, 18);
        assertEquals(drawn(alone, Site.DELIVERY, 2, 50), drawn(among, Site.DELIVERY, 2, 50));
    }

    @Test
    void seedSiteActorAndOccurrenceAllCount() {
        List<Integer> base = drawn(new SeededChoices(5), Site.DELIVERY, 2, 20);
        assertNotEquals(base, drawn(new SeededChoices(6), Site.DELIVERY, 2, 20));
        assertNotEquals(base, drawn(new SeededChoices(5), Site.BUDGET, 2, 20));
        assertNotEquals(base, drawn(new SeededChoices(5), Site.DELIVERY, 3, 20));
        assertTrue(base.stream().distinct().count() > 15);
    }

    @Test
    void everyAlternativeIsTakenAboutEquallyOften() {
        int[] taken = new int[7];
        SeededChoices choices = new SeededChoices(1);
        for (int round = 0; round < 70_000; round++) {
            taken[choices.choose(Site.DELIVERY, 0, 7)]++;
        }
        for (int count : taken) {
            assertEquals(10_000, count, 500);
        }
    }

    @Test
    void aChoiceWithoutAlternativeIsNone() {
        SeededChoices choices = new SeededChoices(1);
        ChoicesState before = choices.state();
        assertEquals(0, choices.choose(Site.DELIVERY, 0, 1));
        assertEquals(before, choices.state());
    }

    @Test
    void aSavedStateGoesOn() {
        SeededChoices first = new SeededChoices(9);
        drawn(first, Site.PICK_TASK, 2, 13);
        ChoicesState state = first.state();
        SeededChoices second = new SeededChoices(0);
        second.load(state);
        assertEquals(9, second.seed());
        assertEquals(drawn(first, Site.PICK_TASK, 2, 20), drawn(second, Site.PICK_TASK, 2, 20));
    }

    @Test
    void recordedDecisionsReplayOnAnotherSeed() {
        List<Decision> decisions = new ArrayList<>();
        List<Integer> original = drawn(new RecordedChoices(new SeededChoices(1), decisions::add), Site.BUDGET, 64, 30);
        assertEquals(30, decisions.size());
        assertEquals(original, drawn(new ReplayedChoices(decisions, new SeededChoices(2)), Site.BUDGET, 64, 30));
    }

    @Test
    void forcingOneDecisionLeavesTheOthers() {
        List<Integer> original = drawn(new SeededChoices(1), Site.BUDGET, 64, 30);
        Decision forced = new Decision(Site.BUDGET, 64, 11, 1000, (original.get(11) + 1) % 1000);
        List<Integer> changed = drawn(new ReplayedChoices(List.of(forced), new SeededChoices(1)), Site.BUDGET, 64, 30);
        for (int index = 0; index < 30; index++) {
            assertEquals(index == 11 ? forced.value() : original.get(index), (long) changed.get(index));
        }
    }
}
