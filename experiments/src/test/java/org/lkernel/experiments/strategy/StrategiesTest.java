package org.lkernel.experiments.strategy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.experiments.Mistake;

class StrategiesTest {

    @Test
    void eachFormNamesAStrategy() throws Mistake {
        for (String form : Strategies.forms()) {
            assertTrue(Strategies.named(form) != null);
        }
        assertTrue(Strategies.named("pct(7)") instanceof Pct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pso", "pct(0)", "pct(x)", "fifo(2)", "pct(3", "Random"})
    void whatIsNoneIsRefused(String text) {
        assertThrows(Mistake.class, () -> Strategies.named(text));
    }

    @Test
    void aSlipIsAnsweredWithTheNearestNames() {
        Mistake mistake = assertThrows(Mistake.class, () -> Strategies.named("pct-conflct"));
        assertTrue(String.valueOf(mistake.getMessage()).contains("pct-conflict"), mistake.getMessage());
    }
}
