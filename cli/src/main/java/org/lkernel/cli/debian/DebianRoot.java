package org.lkernel.cli.debian;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A directory that is or becomes a Debian root file system with certain packages.
///
/// ```
/// DebianRoot.into(directory).packages("busybox-static", "bash").make();
/// ```
///
/// Making it again is quick and changes nothing; with further packages it adds them.
public final class DebianRoot {

    public static final String SUITE = "trixie";
    public static final String ARCHITECTURE = "riscv64";

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    private final Path directory;
    private final List<String> packages = new ArrayList<>();
    private String suite = SUITE;
    private String architecture = ARCHITECTURE;
    private boolean withDependencies = true;
    private boolean dryRun;
    private boolean refresh;
    private Map<String, String> environment = System.getenv();
    private Path etcApt = Path.of("/etc/apt");
    private Path cache = Cache.usual(environment);
    private InstantSource clock = InstantSource.system();
    private SuiteIndex.Pause pause = DebianRoot::sleep;
    private Progress progress = Progress.NONE;
    private Consumer<String> listener = notice -> {};
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

    private DebianRoot(Path directory) {
        this.directory = directory;
    }

    public static DebianRoot into(Path directory) {
        return new DebianRoot(directory);
    }

    /// Adds packages, each `NAME` or `NAME=VERSION`.
    public DebianRoot packages(String... names) {
        packages.addAll(Arrays.asList(names));
        return this;
    }

    public DebianRoot suite(String name) {
        suite = name;
        return this;
    }

    public DebianRoot architecture(String name) {
        architecture = name;
        return this;
    }

    /// Only the packages named, without what they depend on.
    public DebianRoot withoutDependencies() {
        withDependencies = false;
        return this;
    }

    /// Report what would be done; nothing but the cache is changed.
    public DebianRoot dryRun() {
        dryRun = true;
        return this;
    }

    /// Ask the mirror for newer versions even when all that is asked for is there.
    public DebianRoot refresh() {
        refresh = true;
        return this;
    }

    /// Where downloads are kept.
    public DebianRoot cache(Path keptIn) {
        cache = keptIn;
        return this;
    }

    public DebianRoot progress(Progress told) {
        progress = told;
        return this;
    }

    /// Somebody who hears each notice at once; the report has them all.
    public DebianRoot notices(Consumer<String> told) {
        listener = told;
        return this;
    }

    /// The host as a test would have it.
    DebianRoot host(Path apt, Map<String, String> variables, InstantSource time, SuiteIndex.Pause waiting) {
        etcApt = apt;
        environment = variables;
        clock = time;
        pause = waiting;
        return this;
    }

    /// Makes it so.
    ///
    /// @throws RootFailure when the host, the mirror or the packages do not allow it
    public Report make() throws IOException {
        List<Request> requests = requests();
        Ledger.Known known = known();
        if (!refresh && known.fulfils(suite, architecture, requests)) {
            return unchanged(known);
        }
        Archive archive = AptSources.debian(etcApt, environment);
        Mirror mirror = new Mirror(archive, new Proxies(environment));
        Cache files = new Cache(cache);
        SuiteIndex.Found found = new SuiteIndex(
                        mirror, files, Signature.of(archive, environment), clock, pause, this::notice)
                .load(suite, architecture, progress);
        requireSameTree(known, found.release());
        Plan plan = Resolver.resolve(found.packages(), all(known, requests, found.packages()));
        List<DebianPackage> missing = plan.packages().stream()
                .filter(one -> action(known, one) != Report.Action.KEPT)
                .toList();
        int skipped = dryRun ? 0 : install(missing, mirror, files, found.release(), requests);
        return report(found.release().codename(), archive.toString(), lines(known, plan), plan.leftOut(), skipped);
    }

    private List<Request> requests() throws IOException {
        if (!WORD.matcher(suite).matches() || !WORD.matcher(architecture).matches()) {
            throw new RootFailure("'" + suite + "' and '" + architecture + "' must be a suite and an architecture");
        }
        List<Request> requests = new ArrayList<>();
        for (String text : packages) {
            Request request = Request.parse(text);
            requests.add(new Request(request.name(), request.version(), withDependencies));
        }
        return requests;
    }

    private Ledger.Known known() throws IOException {
        if (!Files.exists(directory)) {
            return Ledger.Known.NOTHING;
        }
        RootTree tree = RootTree.at(directory);
        Ledger ledger = new Ledger(tree);
        if (!ledger.exists() && !tree.isEmpty()) {
            throw new RootFailure(directory + " has files that are not of this command's making: name a new directory");
        }
        return ledger.known();
    }

    private void requireSameTree(Ledger.Known known, Release release) throws RootFailure {
        boolean sameSuite = known.suites().isEmpty() || known.suites().contains(release.codename());
        boolean sameArchitecture =
                known.architecture().isEmpty() || known.architecture().equals(architecture);
        if (!sameSuite || !sameArchitecture) {
            throw new RootFailure(directory + " is of " + String.join("/", known.suites()) + " for "
                    + known.architecture() + ", not of " + release.codename() + " for " + architecture
                    + ": name a new directory");
        }
    }

    /// What was asked for before stays asked for, or a shared library could move away under it.
    private static List<Request> all(Ledger.Known known, List<Request> requests, PackageIndex index) {
        Map<String, Request> all = new LinkedHashMap<>();
        known.requests().stream()
                .filter(request -> index.versions(request.name()).stream()
                        .anyMatch(one ->
                                request.version().map(one.version()::equals).orElse(true)))
                .forEach(request -> all.put(request.name(), request));
        requests.forEach(request -> all.remove(request.name()));
        List<Request> list = new ArrayList<>(all.values());
        list.addAll(requests);
        return list;
    }

    private int install(
            List<DebianPackage> missing, Mirror mirror, Cache files, Release release, List<Request> requests)
            throws IOException {
        RootTree tree = RootTree.at(directory);
        long needed = missing.stream().mapToLong(DebianPackage::installedBytes).sum();
        if (needed > tree.usableBytes()) {
            throw new RootFailure(directory + " has " + (tree.usableBytes() >> 20) + " MiB free, " + (needed >> 20)
                    + " MiB are needed");
        }
        Map<DebianPackage, Path> fetched = new Downloads(mirror, files, progress).fetch(missing);
        Set<String> suites = new TreeSet<>(List.of(suite, release.codename()));
        Installation.Outcome outcome = Installation.install(tree, suites, architecture, requests, fetched, progress);
        outcome.notices().forEach(this::notice);
        return outcome.skipped();
    }

    private static Report.Action action(Ledger.Known known, DebianPackage planned) {
        Unpacked present = known.packages().get(planned.name());
        if (present == null) {
            return Report.Action.UNPACKED;
        }
        boolean same = present.sha256().equals(planned.checksum().sha256());
        return same ? Report.Action.KEPT : Report.Action.REPLACED;
    }

    private static List<Report.Line> lines(Ledger.Known known, Plan plan) {
        return plan.packages().stream()
                .map(one -> new Report.Line(
                        one.name(), one.version().text(), one.checksum().sizeBytes(), action(known, one)))
                .toList();
    }

    private Report unchanged(Ledger.Known known) {
        List<Report.Line> lines = known.packages().values().stream()
                .map(one -> new Report.Line(one.name(), one.version(), 0, Report.Action.KEPT))
                .toList();
        return report(suite, "", lines, new TreeMap<>(), 0);
    }

    private Report report(
            String codename, String archive, List<Report.Line> lines, SortedMap<String, String> leftOut, int skipped) {
        return new Report(
                directory.toString(), codename, architecture, archive, dryRun, lines, leftOut, skipped, notices);
    }

    private void notice(String text) {
        if (!notices.contains(text)) {
            notices.add(text);
            listener.accept(text);
        }
    }

    private static void sleep(Duration duration) throws IOException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
