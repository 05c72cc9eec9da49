package org.lkernel.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lkernel.it.architecture.Code.every;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Names say what a thing is, and every subsystem is the same three files.
class NamesTest {

    @Test
    void noClassIsNamedAfterItsVagueness() {
        every(
                _ -> true,
                type -> type.getSimpleName().matches("Abstract.*|.*(Manager|Helper|Utils?|Impl)")
                        ? Stream.of("is named after nothing it is")
                        : Stream.empty());
    }

    /// But for `getAndAdd` and its kin, which are the words of `java.lang.invoke.VarHandle`.
    @Test
    void noMethodGets() {
        every(
                _ -> true,
                type -> type.getMethods().stream()
                        .filter(method ->
                                method.getName().matches("get(?!And)[A-Z].*") && !overridesALibrary(type, method))
                        .map(method -> "has " + method.getName() + ": say what it gives"));
    }

    @Test
    void aSubsystemIsWhatItUnderstandsWhatItRemembersAndWhatItDoes() {
        long checked = Code.ALL.stream()
                .filter(type -> type.getSimpleName().matches("\\w+Subsystem"))
                .peek(NamesTest::hasTheThreeFiles)
                .count();
        assertEquals(
                Sources.main().filter(Sources.named("\\w+Subsystem\\.java")).count(), checked);
    }

    private static void hasTheThreeFiles(JavaClass subsystem) {
        String name = subsystem.getName().replaceFirst("Subsystem$", "");
        // What a device understands is part of the kernel; the driver is elsewhere.
        String understood = name.startsWith("org.lkernel.drivers.")
                ? "org.lkernel.kernel.device" + name.substring(name.lastIndexOf('.'))
                : name;
        assertEquals(
                Optional.of(true),
                find(understood).map(NamesTest::isSealedInterface),
                understood + " is a sealed interface");
        assertEquals(
                Optional.of(true),
                find(name + "State").map(state -> state.getModifiers().contains(JavaModifier.FINAL)),
                name + "State is a final class");
    }

    private static boolean isSealedInterface(JavaClass type) {
        return type.isInterface() && type.reflect().isSealed();
    }

    private static Optional<JavaClass> find(String name) {
        return Code.ALL.contain(name) ? Optional.of(Code.ALL.get(name)) : Optional.empty();
    }

    private static boolean overridesALibrary(JavaClass type, JavaMethod method) {
        return Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                .filter(above -> !above.getPackageName().startsWith("org.lkernel"))
                .flatMap(above -> above.getMethods().stream())
                .anyMatch(above -> above.getName().equals(method.getName()));
    }
}
