package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.experiments.inject.Propagation.Reach;

class PropagationTest {
    private static CaseResult spread(int struck, String spread) {
        return new CaseResult(1, "id", "fault", OutcomeClass.MASKED, "", 0, "", spread, struck, 0, 0, "");
    }

    @Test
    void whoIsReachedIsCountedWithHowSoonAndWhatIsLeft() {
        Propagation propagation = Propagation.of(List.of(
                spread(1, "memory+1 hart0+2 | left in files memory"),
                spread(1, "memory+5 | left in memory"),
                spread(1, "memory+3"),
                spread(1, ""),
                spread(0, "")));
        assertEquals(4, propagation.cases());
        assertEquals(
                List.of(new Reach("memory", 3, 3, 2), new Reach("hart0", 1, 2, 0), new Reach("files", 0, 0, 1)),
                propagation.subsystems());
        assertEquals(
                List.of("  reached, after so many messages: memory 75 % (+3, left 50 %); hart0 25 % (+2);"
                        + " files 0 % (+0, left 25 %)"),
                propagation.lines());
    }

    @Test
    void whereNobodyIsReachedNothingIsSaid() {
        assertEquals(List.of(), Propagation.of(List.of(spread(1, ""))).lines());
    }
}
