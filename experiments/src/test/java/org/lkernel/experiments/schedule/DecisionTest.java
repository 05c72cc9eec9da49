package org.lkernel.experiments.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stay task:1@1326 0 task:3@0",
                "pick task:2@132 4 task:3@17",
                "deliver letter:tasks>memory#2 1 letter:hart0>scheduler#9",
                "deliver task:2@319 3 time"
            })
    void whatIsWrittenIsRead(String line) {
        assertEquals(line, Decision.parse(line).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stay task:1@1326 0",
                "stay task:x@1 0 time",
                "go task:1@1 0 time",
                "pick letter:a>b#1 0 time"
            })
    void whatIsNoDecisionIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> Decision.parse(line));
    }
}
