package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How warm hosts come and go, and what is left to do without one.
@Timeout(600)
final class WarmLifeTest {
    @TempDir
    private Path scratch;

    private Launcher launcher;

    @BeforeEach
    void layOut() throws IOException {
        launcher = new Launcher(scratch);
    }

    @AfterEach
    void stop() {
        launcher.close();
    }

    private Command.Result launch(String script) {
        return launcher.run(1, "cd " + scratch + "; " + script);
    }

    /// A host that is there, as the only line that lists it has it.
    private String start(String options) {
        Command.Result started = launch("lkernel daemon start " + options + " && lkernel daemon status --json");
        assertEquals(0, started.status(), started.err());
        return started.out();
    }

    private void assertAlone(String words) {
        Command.Result result = launch("lkernel run -- /bin/echo " + words);
        assertEquals(new Command.Result(0, words + "\n", ""), result);
        assertEquals(0, launcher.served(), "a host ran it");
    }

    @Test
    void theFirstCommandLeavesOneForTheNext() {
        Command.Result result = launch("""
                lkernel run -- /bin/echo first; until [ -e hosts/*/*/ask ]; do sleep 0.1; done
                lkernel run -- /bin/echo second; lkernel daemon status | grep -c idle
                lkernel daemon stop; lkernel daemon status; echo $?""");
        assertEquals("first\nsecond\n1\n1\n", result.out());
        assertEquals("", result.err());
        assertEquals(List.of(), launcher.running());
    }

    @Test
    void oneThatDiesFailsItsCommandAndNoOther() {
        String listed = start("");
        assertTrue(listed.contains("\"state\":\"idle\""), listed);
        Command.Result result = launch("""
                mkfifo in; exec 18<>in; lkernel run -- /bin/sh -c 'echo begun; exec cat' <&18 >first &
                until [ -s first ]; do sleep 0.1; done; kill -9 "$(basename hosts/*/*)"
                wait $!; echo $?; lkernel run -- /bin/echo next""");
        assertEquals("125\nnext\n", result.out());
        assertTrue(result.err().contains("has died"), result.err());
    }

    @Test
    void itGoesWhenNobodyNeedsIt() {
        start("--idle 1s");
        launch("for i in $(seq 100); do [ -e hosts/*/* ] || break; sleep 0.1; done");
        assertEquals(List.of(), launcher.running());
        assertAlone("afterwards");
    }

    @Test
    void whatOthersMayEnterIsNotBelieved() throws IOException {
        start("");
        Files.setPosixFilePermissions(launcher.hosts(), PosixFilePermissions.fromString("rwxrwx---"));
        assertAlone("of a group");
        Files.setPosixFilePermissions(launcher.hosts(), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatIsAnothersIsNotBelieved() throws IOException {
        assumeTrue(Files.getOwner(scratch).getName().equals("root"), "only the superuser can give a directory away");
        start("");
        Command.Result result = launch("chown 65534 hosts; lkernel run -- /bin/echo foreign; chown 0 hosts");
        assertEquals(new Command.Result(0, "foreign\n", ""), result);
        assertEquals(0, launcher.served(), "a host ran it");
    }

    @Test
    void whatADeadOneLeftIsNoHindrance() {
        start("");
        Command.Result result = launch("""
                cd hosts/*; host=$(echo *); sleep 1000 & mv "$host" $!; kill -9 "$host"
                lkernel run -- /bin/echo stale; ls | grep -c "^$!\\$"; kill $!""");
        assertEquals(new Command.Result(0, "stale\n0\n", ""), result);
    }

    @Test
    void anotherBuildReplacesIt() {
        start("");
        Command.Result result = launch("""
                touch -d '1 hour ago' checkout/cli/target/lkernel/lib/lkernel.jar; before=$(echo hosts/*/*)
                lkernel run -- /bin/echo other; for i in $(seq 100); do [ -e "$before" ] || break; sleep 0.1; done
                [ -e "$before" ] || echo gone""");
        assertEquals("other\ngone\n", result.out());
    }
}
