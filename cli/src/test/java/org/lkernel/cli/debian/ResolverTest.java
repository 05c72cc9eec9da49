package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {

    @TempDir
    Path directory;

    private final StringBuilder stanzas = new StringBuilder();

    private ResolverTest has(String name, String version, String... more) {
        stanzas.append("Package: ").append(name).append("\nVersion: ").append(version);
        stanzas.append("\nFilename: pool/x\nSize: 1\nSHA256: ")
                .append("0".repeat(64))
                .append('\n');
        List.of(more).forEach(line -> stanzas.append(line).append('\n'));
        stanzas.append('\n');
        return this;
    }

    private Plan resolve(String... requests) throws IOException {
        Path file = Files.writeString(directory.resolve("Packages"), stanzas);
        List<Request> parsed = new ArrayList<>();
        for (String request : requests) {
            parsed.add(Request.parse(request));
        }
        return Resolver.resolve(PackageIndex.read(file, "Packages", 1 << 20), parsed);
    }

    private List<String> names(String... requests) throws IOException {
        return resolve(requests).packages().stream()
                .map(DebianPackage::toString)
                .toList();
    }

    private String failure(String... requests) {
        return TestHost.refusal(() -> resolve(requests));
    }

    @Test
    void whatAPackageNeedsIsFollowedToTheEnd() throws IOException {
        has("a", "1", "Pre-Depends: b", "Depends: c (>= 2), d:any")
                .has("b", "1", "Depends: e")
                .has("c", "2");
        has("d", "1").has("e", "1", "Depends: a");
        assertEquals(
                List.of("a 1", "b 1", "c 2", "d 1", "e 1"),
                names("a").stream().sorted().toList());
    }

    @Test
    void theNewestVersionIsTakenUnlessOneIsNamed() throws IOException {
        has("a", "1.9").has("a", "1.10").has("a", "1.2");
        assertEquals(List.of("a 1.10"), names("a"));
        assertEquals(List.of("a 1.2"), names("a=1.2"));
        assertEquals("a=3 is not in the suite, which has a 1.10, a 1.9, a 1.2", failure("a=3"));
    }

    @Test
    void ofAlternativesTheFirstThatExistsIsTaken() throws IOException {
        has("a", "1", "Depends: gone | old (>= 5) | c | d")
                .has("old", "4")
                .has("c", "1")
                .has("d", "1");
        assertEquals(List.of("a 1", "c 1"), names("a"));
    }

    @Test
    void ofAlternativesTheOneAskedForIsTakenEvenIfNamedLater() throws IOException {
        has("a", "1", "Depends: c | d").has("c", "1").has("d", "1");
        assertEquals(List.of("a 1", "d 1"), names("a", "d"));
    }

    @Test
    void aProvidedNameIsMetByThePackageNearestToEverySystem() throws IOException {
        has("a", "1", "Depends: awk").has("gawk", "1", "Provides: awk", "Priority: optional");
        has("mawk", "1", "Provides: awk", "Priority: required");
        assertEquals(List.of("a 1", "mawk 1"), names("a"));
    }

    @Test
    void aBoundIsMetOnlyByAProvisionWithAVersion() throws IOException {
        has("a", "1", "Depends: api (>= 2)").has("bare", "9", "Provides: api").has("low", "9", "Provides: api (= 1)");
        has("right", "1", "Provides: api (= 2)");
        assertEquals(List.of("a 1", "right 1"), names("a"));
    }

    @Test
    void machineryOfMaintainerScriptsIsLeftOutUnlessAskedFor() throws IOException {
        has("a", "1", "Depends: debconf (>= 0.5) | debconf-2.0, b")
                .has("b", "1")
                .has("debconf", "2", "Provides: debconf-2.0");
        assertEquals(List.of("a 1", "b 1"), names("a"));
        assertTrue(resolve("a").leftOut().containsKey("debconf"));
        assertEquals(List.of("a 1", "debconf 2", "b 1"), names("a", "debconf"));
    }

    @Test
    void aloneMeansWithoutWhatItNeeds() throws IOException {
        has("a", "1", "Depends: b").has("b", "1");
        assertEquals(List.of("a 1"), names("a alone"));
    }

    @Test
    void cLibraryBringsItsLocale() throws IOException {
        has("libc6", "2").has("libc-bin", "2", "Depends: libc6");
        assertEquals(List.of("libc6 2", "libc-bin 2"), names("libc6"));
    }

    @Test
    void packagesThatExcludeEachOtherAreNamed() {
        has("busybox", "1").has("busybox-static", "1", "Conflicts: busybox");
        assertEquals(
                "busybox-static 1 (needed by the request) and busybox 1 exclude each other: use two directories",
                failure("busybox", "busybox-static"));
    }

    @Test
    void anAlternativeThatIsExcludedGivesWayToTheNext() throws IOException {
        has("a", "1", "Depends: c | d")
                .has("b", "1", "Conflicts: c")
                .has("c", "1")
                .has("d", "1");
        assertEquals(List.of("a 1", "b 1", "d 1"), names("a", "b"));
    }

    @Test
    void aPackageMayExcludeWhatItProvides() throws IOException {
        has("a", "1", "Provides: mta", "Conflicts: mta");
        assertEquals(List.of("a 1"), names("a"));
    }

    @Test
    void everyUnknownNameIsTold() {
        has("coreutils", "1").has("bash", "1");
        assertEquals(
                "no package 'coreutlis' in the suite: did you mean coreutils?; no package 'zzzzzz' in the suite",
                failure("coreutlis", "bash", "zzzzzz"));
    }

    @Test
    void aNameProvidedBySeveralMustBeMadeDefinite() throws IOException {
        has("gawk", "1", "Provides: awk").has("mawk", "1", "Provides: awk").has("sole", "1", "Provides: only");
        assertEquals("awk is provided by several packages, name one: gawk, mawk", failure("awk"));
        assertEquals(List.of("sole 1"), names("only"));
    }

    @Test
    void aNeedThatTheSuiteCannotMeetIsToldWithItsPackage() {
        has("a", "1", "Depends: b (>= 3) | c").has("b", "2");
        String message = failure("a");
        assertTrue(message.startsWith("a 1 needs b (>= 3) | c, which the suite does not have: "), message);
    }

    @Test
    void aPinThatADependencyDoesNotAcceptIsTold() {
        has("a", "1", "Depends: b (>= 2)").has("b", "1").has("b", "2");
        String message = failure("a", "b=1");
        assertTrue(message.startsWith("a 1 needs b (>= 2), which b 1 is not: "), message);
    }
}
