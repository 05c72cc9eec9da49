package org.lkernel.it.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Shows that each ban catches what it names, on a specimen that breaks them all.
class BanTest {

    private static final JavaClass SPECIMEN = new ClassFileImporter().importClass(Specimen.class);

    @ParameterizedTest
    @MethodSource
    void eachBanCatchesTheSpecimen(Ban ban) {
        assertTrue(ban.breaches(SPECIMEN).findAny().isPresent(), () -> ban + " lets the specimen pass");
    }

    static Stream<Ban> eachBanCatchesTheSpecimen() {
        return Stream.concat(Ban.IN_KERNEL.stream(), Stream.of(Ban.AKKA, Ban.KRYO, Ban.PRINTING, Ban.OWN_PROCESS));
    }

    @Test
    void theBanOnRawMemoryCatchesAClassThatUsesIt() {
        JavaClass atomic = new ClassFileImporter().importClass(AtomicLong.class);
        assertTrue(Ban.RAW_MEMORY.breaches(atomic).findAny().isPresent());
    }
}
