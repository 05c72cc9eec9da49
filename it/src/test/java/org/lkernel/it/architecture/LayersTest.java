package org.lkernel.it.architecture;

import static org.lkernel.it.architecture.Code.every;
import static org.lkernel.it.architecture.Code.in;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may know whom: Maven keeps the order of the modules, these rules keep the libraries where they belong.
class LayersTest {

    private static final String RAW = "org.lkernel.kernel.memory.Raw";

    @Test
    void onlyActorsUsesAkka() {
        every(in("org.lkernel.actors").negate(), Ban.AKKA::breaches);
    }

    @Test
    void onlySnapshotsUsesKryo() {
        every(in("org.lkernel.snapshots").negate(), Ban.KRYO::breaches);
    }

    @Test
    void onlyOneClassTouchesRawMemory() {
        every(type -> !outermost(type).equals(RAW), Ban.RAW_MEMORY::breaches);
    }

    @Test
    void onlyTheCommandPrints() {
        every(in("org.lkernel.cli").negate(), Ban.PRINTING::breaches);
    }

    /// A command may be run in another process's place; what starts a process of its own speaks to whoever started it.
    @Test
    void commandsKnowTheirCallerAndNotTheirProcess() {
        every(
                in("org.lkernel.cli")
                        .and(in("org.lkernel.cli.caller").negate())
                        .and(type -> !outermost(type).equals("org.lkernel.cli.session.Background")),
                Ban.OWN_PROCESS::breaches);
    }

    @Test
    void theKernelDependsOnTheJavaBaseAnnotationsAndPersistentCollections() {
        String allowed =
                "\\w+(\\.clone)?|(java|org\\.lkernel\\.kernel|org\\.pcollections|org\\.jspecify|sun\\.misc)\\..*";
        every(
                in("org.lkernel.kernel"),
                type -> Code.uses(type).filter(use -> !use.matches(allowed)).map(use -> "uses " + use));
    }

    @Test
    void theKernelHasNoClockThreadRandomnessInputOutputOrUnorderedCollection() {
        every(in("org.lkernel.kernel"), type -> Ban.IN_KERNEL.stream().flatMap(ban -> ban.breaches(type)));
    }

    @Test
    void everyModuleWasRead() {
        Stream.of("kernel", "actors", "drivers", "snapshots", "experiments", "cli")
                .forEach(module -> every(in("org.lkernel." + module), _ -> Stream.empty()));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
