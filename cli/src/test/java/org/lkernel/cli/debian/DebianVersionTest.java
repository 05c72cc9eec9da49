package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DebianVersionTest {

    private static final List<String> ASCENDING = List.of(
            "0~~",
            "0~",
            "0",
            "0a",
            "0+b",
            "1.0~rc1-1",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1+b10",
            "1.0a",
            "1.0.1",
            "1.2",
            "1.10",
            "1.10+dfsg",
            "2-1",
            "1:0.1",
            "1:0.1-1~deb13u1",
            "1:0.1-1",
            "10:0");

    @Test
    void versionsAreInTheOrderOfTheManual() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                int order = new DebianVersion(ASCENDING.get(i)).compareTo(new DebianVersion(ASCENDING.get(j)));
                assertEquals(
                        Integer.signum(i - j), Integer.signum(order), ASCENDING.get(i) + " and " + ASCENDING.get(j));
            }
        }
    }

    @Test
    void leadingZerosAndAMissingEpochDoNotCount() {
        assertEquals(0, new DebianVersion("1.02-03").compareTo(new DebianVersion("0:1.2-3")));
    }

    @Test
    void aNumberBeyondEveryIntegerIsComparedToo() {
        DebianVersion dated = new DebianVersion("20240101000000000000001");
        assertTrue(dated.compareTo(new DebianVersion("20240101000000000000000")) > 0);
    }
}
