package org.lkernel.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The compiled classes of the project, its tests left out, and the way a rule is put to some of them.
final class Code {

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lkernel");

    private Code() {}

    /// Fails on any breach, and unless at least one class is of those the rule is about.
    static void every(Predicate<JavaClass> which, Function<JavaClass, Stream<String>> breaches) {
        List<JavaClass> matched = ALL.stream().filter(which).toList();
        assertFalse(matched.isEmpty(), "the rule is about no class at all");
        List<String> found = matched.stream()
                .flatMap(type -> breaches.apply(type).map(breach -> type.getName() + " " + breach))
                .distinct()
                .sorted()
                .toList();
        assertEquals("", String.join("\n", found));
    }

    static Predicate<JavaClass> in(String name) {
        return type ->
                type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }

    /// Every type named in the class file, and every member touched as `type.member`.
    static Stream<String> uses(JavaClass type) {
        Stream<String> types = type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(target -> target.getBaseComponentType().getName());
        Stream<String> members = type.getAccessesFromSelf().stream().map(Code::member);
        return Stream.concat(types, members).distinct();
    }

    private static String member(JavaAccess<?> access) {
        return access.getTargetOwner().getBaseComponentType().getName() + "."
                + access.getTarget().getName();
    }
}
