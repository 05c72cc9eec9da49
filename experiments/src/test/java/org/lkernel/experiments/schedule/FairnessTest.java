package org.lkernel.experiments.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lkernel.experiments.strategy.Strategies;

/// The fair rule: who yields lets the others have their turns, whatever a strategy likes.
class FairnessTest {
    private static final int SPINNER = 1;
    private static final int WORKER = 2;
    private static final int OTHER = 3;

    private static Candidates candidates(long number, int... chains) {
        Candidates candidates = new Candidates();
        for (int index = 0; index < chains.length; index++) {
            candidates.add(chains[index], number, chains[index], true, index);
        }
        return candidates;
    }

    private static Course course(Chooser chooser) {
        Course course = new Course();
        course.begin(chooser, Words.NONE, true, false);
        return course;
    }

    private static int decide(Course course, Candidates candidates) {
        return candidates.chain(course.decide(Decision.Site.STAY, candidates));
    }

    static Stream<Arguments> allStrategies() {
        return Strategies.forms().stream()
                .filter(form -> !form.equals("fifo"))
                .flatMap(form -> LongStream.range(1, 20).mapToObj(number -> Arguments.of(form, number)));
    }

    @ParameterizedTest
    @MethodSource("allStrategies")
    void aLoopThatYieldsEndsWhenTheOtherHasDoneItsWork(String form, long number) throws Exception {
        SortedMap<Integer, Long> events = new TreeMap<>(Map.of(SPINNER, 100L, WORKER, 100L));
        Pilot pilot = new Pilot(200, 100, events);
        Course course = course(Strategies.named(form).begin(number, number * 31, pilot));
        for (int work = 0; work < 100; work++) {
            course.yielded(SPINNER, 1);
            assertEquals(WORKER, decide(course, candidates(work, SPINNER, WORKER)), "the other one had no turn since");
        }
    }

    @Test
    void whoYieldedIsBackWhenTheOthersHadTheirTurns() {
        Course course = course(candidates -> 0);
        assertEquals(SPINNER, decide(course, candidates(0, SPINNER, WORKER, OTHER)));
        course.yielded(SPINNER, 1);
        assertEquals(WORKER, decide(course, candidates(1, SPINNER, WORKER, OTHER)));
        assertEquals(OTHER, decide(course, candidates(2, SPINNER, OTHER)));
        assertEquals(SPINNER, decide(course, candidates(3, SPINNER, WORKER, OTHER)));
    }

    @Test
    void ofTwoThatYieldTheEarlierGoesOn() {
        Course course = course(candidates -> 0);
        course.yielded(SPINNER, 1);
        course.yielded(WORKER, 1);
        assertEquals(SPINNER, decide(course, candidates(0, WORKER, SPINNER)));
        course.yielded(SPINNER, 1);
        assertEquals(WORKER, decide(course, candidates(1, SPINNER, WORKER)));
    }

    @Test
    void whoTouchedAWordTooOftenLetsManyTurnsPass() {
        Course course = course(candidates -> 0);
        course.yielded(SPINNER, 10);
        for (int turn = 0; turn < 10; turn++) {
            assertEquals(WORKER, decide(course, candidates(turn, SPINNER, WORKER)));
        }
        assertNotEquals(WORKER, decide(course, candidates(10, SPINNER, WORKER)));
    }

    @Test
    void whereOnlyTimeWouldPassNobodyIsHeldBack() {
        Course course = course(candidates -> 0);
        course.yielded(SPINNER, 10);
        assertEquals(SPINNER, decide(course, candidates(0, SPINNER, Candidates.TIME)));
    }

    @Test
    void fifoIsLeftAlone() {
        Course course = course(Chooser.FIFO);
        course.yielded(SPINNER, 10);
        assertEquals(SPINNER, decide(course, candidates(0, SPINNER, WORKER)));
        assertTrue(course.decisions().isEmpty());
    }

    @Test
    void whatWasDecidedIsWrittenDownByWhatFifoWouldHaveDone() {
        Course course = course(candidates -> candidates.usual());
        course.yielded(SPINNER, 1);
        decide(course, candidates(7, SPINNER, WORKER));
        assertEquals(
                List.of("stay task:1@7 0 task:2@7"),
                course.decisions().stream().map(Decision::toString).toList());
    }
}
