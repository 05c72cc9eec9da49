package org.lkernel.cli.debian;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The choice of packages that satisfies requests: everything they need, nothing that excludes another.
///
/// Of alternatives the first that fits is taken, as a package lists them by preference; what is chosen already
/// goes first. No choice is ever taken back: in a released suite none has to be, and the error says which two
/// packages are at odds.
final class Resolver {

    /// Essential packages are depended on by nobody (Debian Policy 3.5); these few are felt when missing.
    private static final Map<String, String> COMPANIONS = companions();

    private final PackageIndex index;
    private final Map<String, DebianPackage> chosen = new LinkedHashMap<>();
    private final TreeMap<String, String> leftOut = new TreeMap<>();

    private Resolver(PackageIndex index) {
        this.index = index;
    }

    private static Map<String, String> companions() {
        Map<String, String> companions = new TreeMap<>();
        companions.put("base-files", "base-passwd"); // the users and groups every Debian has
        companions.put("libc6", "libc-bin"); // the locale C.UTF-8
        companions.put("libtinfo6", "ncurses-base"); // the descriptions of terminals
        return companions;
    }

    static Plan resolve(PackageIndex index, List<Request> requests) throws IOException {
        Resolver resolver = new Resolver(index);
        List<DebianPackage> followed = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Request request : requests) {
            Optional<DebianPackage> found = resolver.find(request, unknown);
            if (found.isPresent()) {
                resolver.choose(found.get(), "the request");
                if (request.withDependencies()) {
                    followed.add(found.get());
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new RootFailure(String.join("; ", unknown));
        }
        for (DebianPackage found : followed) {
            resolver.follow(found);
        }
        return new Plan(List.copyOf(resolver.chosen.values()), resolver.leftOut);
    }

    private Optional<DebianPackage> find(Request request, List<String> unknown) {
        List<DebianPackage> versions = index.versions(request.name());
        List<DebianPackage> providers = index.providers(request.name());
        if (versions.isEmpty() && providers.size() == 1) {
            return Optional.of(providers.getFirst());
        }
        Optional<DebianPackage> found = versions.stream()
                .filter(candidate ->
                        request.version().map(candidate.version()::equals).orElse(true))
                .findFirst();
        if (found.isEmpty()) {
            unknown.add(complaint(request, versions, providers));
        }
        return found;
    }

    private String complaint(Request request, List<DebianPackage> versions, List<DebianPackage> providers) {
        if (!versions.isEmpty()) {
            return request + " is not in the suite, which has "
                    + String.join(
                            ", ", versions.stream().map(DebianPackage::toString).toList());
        }
        if (!providers.isEmpty()) {
            return request.name() + " is provided by several packages, name one: "
                    + String.join(
                            ", ",
                            providers.stream()
                                    .map(DebianPackage::name)
                                    .distinct()
                                    .toList());
        }
        return "no package '" + request.name() + "' in the suite"
                + index.resembling(request.name())
                        .map(name -> ": did you mean " + name + "?")
                        .orElse("");
    }

    private void choose(DebianPackage candidate, String wantedBy) throws IOException {
        DebianPackage already = chosen.putIfAbsent(candidate.name(), candidate);
        if (already != null && !already.equals(candidate)) {
            throw new RootFailure("two versions of one package are asked for: " + already + " and " + candidate);
        }
        Optional<DebianPackage> enemy = enemy(candidate);
        if (enemy.isPresent()) {
            throw new RootFailure(candidate + " (needed by " + wantedBy + ") and " + enemy.get()
                    + " exclude each other: use two directories");
        }
    }

    private Optional<DebianPackage> enemy(DebianPackage candidate) {
        List<Relation> exclusions = candidate.exclusions();
        return chosen.values().stream()
                .filter(other -> !other.name().equals(candidate.name()))
                .filter(other -> exclusions.stream().anyMatch(relation -> relation.meets(other))
                        || other.exclusions().stream().anyMatch(relation -> relation.meets(candidate)))
                .findFirst();
    }

    /// Visits what `start` needs, and what that needs; a list instead of recursion, for chains get long.
    private void follow(DebianPackage start) throws IOException {
        List<DebianPackage> pending = new ArrayList<>(List.of(start));
        while (!pending.isEmpty()) {
            DebianPackage next = pending.removeLast();
            for (List<Relation> alternatives : needs(next)) {
                Optional<DebianPackage> added = satisfy(alternatives, next);
                if (added.isPresent()) {
                    pending.add(added.get());
                }
            }
        }
    }

    private List<List<Relation>> needs(DebianPackage of) {
        List<List<Relation>> needs = new ArrayList<>(of.dependencies());
        Optional.ofNullable(COMPANIONS.get(of.name()))
                .filter(companion -> !index.versions(companion).isEmpty())
                .ifPresent(companion -> needs.add(List.of(new Relation(companion, Optional.empty()))));
        return needs;
    }

    /// Answers the package this adds, if any.
    private Optional<DebianPackage> satisfy(List<Relation> alternatives, DebianPackage by) throws IOException {
        if (chosen.values().stream()
                .anyMatch(present -> alternatives.stream().anyMatch(relation -> relation.meets(present)))) {
            return Optional.empty();
        }
        List<DebianPackage> refused = new ArrayList<>();
        for (Relation relation : alternatives) {
            Optional<String> reason = LeftOut.reason(relation.name());
            if (reason.isPresent()) {
                leftOut.put(relation.name(), reason.get());
                return Optional.empty();
            }
            for (DebianPackage candidate : index.candidates(relation)) {
                if (!chosen.containsKey(candidate.name()) && enemy(candidate).isEmpty()) {
                    choose(candidate, by.name());
                    return Optional.of(candidate);
                }
                refused.add(candidate);
            }
        }
        throw unmet(alternatives, by, refused);
    }

    private RootFailure unmet(List<Relation> alternatives, DebianPackage by, List<DebianPackage> refused) {
        String needed =
                String.join(" | ", alternatives.stream().map(Relation::toString).toList());
        for (DebianPackage candidate : refused) {
            Optional<DebianPackage> enemy = enemy(candidate);
            if (enemy.isPresent()) {
                return new RootFailure(by + " needs " + needed + ", but " + candidate + " and " + enemy.get()
                        + " exclude each other: use two directories");
            }
        }
        Optional<DebianPackage> pinned = alternatives.stream()
                .flatMap(relation -> Optional.ofNullable(chosen.get(relation.name())).stream())
                .findFirst();
        return new RootFailure(by + " needs " + needed + ", which "
                + pinned.map(other -> other + " is not").orElse("the suite does not have")
                + ": use another --suite, or --no-depends and name what is needed");
    }
}
