package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run --snapshot` and `resume`, and what `snapshot` says of the files.
class ResumeTest {
    private static final String SCRIPT = "echo one; x=5; read a; echo $x $a; read b; echo got $b";

    @TempDir
    Path directory;

    private TestCommand command() {
        return new TestCommand(directory);
    }

    private TestCommand.Result save(String file, String place, String... more) throws Exception {
        String[] words = {"run", "--digest", "--snapshot", file, "--at", place, "--", "/bin/sh", "-c", SCRIPT};
        return command().runWith("first\nsecond\n", words);
    }

    @Test
    void aRunThatIsSavedAndOneThatIsResumedEndAsOneThatIsNot() throws Exception {
        TestCommand.Result plain =
                command().runWith("first\nsecond\n", "run", "--digest", "--", "/bin/sh", "-c", SCRIPT);
        TestCommand.Result saved = save("at", "instruction:20000");
        assertEquals(plain, saved, "going on after a save changes nothing");
        TestCommand.Result resumed = command().run("resume", "--digest", "at");
        assertEquals(plain.err(), resumed.err(), "the digest, with the input that the snapshot kept");
        assertTrue(plain.out().endsWith(resumed.out()), resumed.out());
    }

    @Test
    void aPlaceThatIsNeverReachedIsSaid() throws Exception {
        TestCommand.Result run = save("never", "message:1000000000");
        assertEquals(0, run.status());
        assertTrue(run.err().contains("--at message:1000000000 was not reached"), run.err());
    }

    @Test
    void aRunThatIsSavedAgainAndAgainEndsAsOneThatIsNot() throws Exception {
        String script = "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; echo $i";
        TestCommand.Result plain = command().run("run", "--digest", "--", "/bin/sh", "-c", script);
        for (String period : new String[] {"3ms", "7ms"}) {
            String[] words = {
                "run", "--digest", "--every", period, "--increments", "--snapshot", "w", "--", "/bin/sh", "-c", script
            };
            assertEquals(plain, command().run(words), period);
            assertEquals(plain, command().run("resume", "--digest", "w"), period);
        }
        JsonNode info = new ObjectMapper()
                .readTree(command().run("snapshot", "info", "--json", "w").out());
        assertTrue(info.path("lineage").size() > 0, info.toString());
        assertEquals(0, command().run("snapshot", "compact", "w", "one").status());
        Files.delete(directory.resolve(info.path("lineage").get(0).asText()));
        assertTrue(command().run("resume", "w").err().contains("its parent is missing"));
        assertEquals(plain.err(), command().run("resume", "--digest", "one").err());
    }

    @Test
    void twoSnapshotsDifferInTheKernelsOwnTerms() throws Exception {
        save("before", "syscall:write:1");
        save("after", "syscall:write:3");
        TestCommand.Result difference = command().run("snapshot", "diff", "--json", "before", "after");
        assertEquals(1, difference.status(), difference.err());
        JsonNode topics = new ObjectMapper().readTree(difference.out()).path("topics");
        assertTrue(
                topics.findValuesAsText("topic").containsAll(java.util.List.of("registers", "pages")),
                difference.out());
        assertEquals(0, command().run("snapshot", "diff", "before", "before").status());
        assertEquals(
                "before: whole\n", command().run("snapshot", "verify", "before").out());
        JsonNode info = new ObjectMapper()
                .readTree(command().run("snapshot", "info", "--json", "before").out());
        assertEquals("DETERMINISTIC", info.path("host").path("mode").asText());
    }

    @Test
    void aRootThatChangedIsNamedAndCanBeAccepted() throws Exception {
        Path volume = Files.createDirectory(directory.resolve("v"));
        Path script = Files.writeString(volume.resolve("script"), "echo one; echo two\n");
        TestCommand.Result saved = command()
                .run(
                        "run",
                        "--volume",
                        "v:/mnt",
                        "--snapshot",
                        "at",
                        "--at",
                        "syscall:write:1",
                        "--stop",
                        "--",
                        "/bin/sh",
                        "/mnt/script");
        assertEquals(0, saved.status(), saved.err());
        Files.setLastModifiedTime(script, FileTime.fromMillis(1_000_000_000_000L));
        assertEquals("one\ntwo\n", command().run("resume", "at").out(), "the same content at another time");
        Files.writeString(script, "echo one; echo six\n");
        TestCommand.Result refused = command().run("resume", "at");
        assertEquals(125, refused.status());
        assertEquals(1, refused.err().lines().count());
        assertTrue(
                refused.err().contains("script in " + volume.toRealPath() + ": expected 19 bytes, SHA-256 "),
                refused.err());
        assertEquals(0, command().run("resume", "--accept-changed-files", "at").status());
        Files.delete(script);
        assertTrue(command().run("resume", "at").err().contains("found no such file"));
    }

    @Test
    void whatIsNoSnapshotIsRefusedInOneLine() throws Exception {
        save("whole", "syscall:write:1");
        byte[] bytes = Files.readAllBytes(directory.resolve("whole"));
        Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(directory.resolve("foreign"), "#!/bin/sh\n");
        for (String file : new String[] {"cut", "foreign", "missing", "."}) {
            TestCommand.Result refused = command().run("resume", file);
            assertEquals(125, refused.status(), file);
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertTrue(refused.err().startsWith("lkernel: " + file + ": "), refused.err());
        }
    }
}
