package org.lkernel.cli.debian;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One name of a relationship field with the versions it allows, such as `libc6 (>= 2.38)` (deb-control(5),
/// Debian Policy 7.1).
record Relation(String name, Optional<Bound> bound) {

    private static final Pattern SYNTAX = Pattern.compile(
            "([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?\\s*(?:\\(\\s*(<<|<=|=|>=|>>|<|>)\\s*([^\\s)]+)\\s*\\))?.*");

    /// A comparison with a version.
    record Bound(String operator, DebianVersion version) {
        boolean admits(DebianVersion candidate) {
            int order = candidate.compareTo(version);
            return switch (operator) {
                case "<<" -> order < 0;
                case "<=", "<" -> order <= 0;
                case "=" -> order == 0;
                case ">=", ">" -> order >= 0;
                case String strictlyLater -> order > 0;
            };
        }

        @Override
        public String toString() {
            return "(" + operator + " " + version + ")";
        }
    }

    /// The groups of a field: all must hold; of a group one of the alternatives.
    static List<List<Relation>> groups(String field) {
        return Arrays.stream(field.split(","))
                .map(group -> Arrays.stream(group.split("\\|"))
                        .flatMap(Relation::parse)
                        .toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }

    static List<Relation> list(String field) {
        return groups(field).stream().flatMap(List::stream).toList();
    }

    private static Stream<Relation> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            return Stream.of();
        }
        Optional<Bound> bound = Optional.ofNullable(matcher.group(2))
                .map(operator -> new Bound(operator, new DebianVersion(matcher.group(3))));
        return Stream.of(new Relation(matcher.group(1), bound));
    }

    /// Whether the package bears this name itself, at an allowed version.
    boolean names(DebianPackage candidate) {
        return candidate.name().equals(name)
                && bound.map(b -> b.admits(candidate.version())).orElse(true);
    }

    /// Whether the package is, or provides, what this asks for; a bound is met only by a provision with a
    /// version.
    boolean meets(DebianPackage candidate) {
        return names(candidate) || candidate.provides().stream().anyMatch(this::metBy);
    }

    private boolean metBy(Relation provided) {
        return provided.name.equals(name)
                && bound.map(b -> provided.bound.map(p -> b.admits(p.version)).orElse(false))
                        .orElse(true);
    }

    @Override
    public String toString() {
        return name + bound.map(b -> " " + b).orElse("");
    }
}
