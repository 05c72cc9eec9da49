package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the command says of itself and of machines.
@Timeout(600)
final class HelpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theBootLogNamesEveryDevice() throws IOException {
        Command.Result text = Command.run("dmesg");
        assertEquals(0, text.status(), text.err());
        for (String device : new String[] {"console0", "hostfiles0", "entropy0", "rtc0"}) {
            assertTrue(text.out().contains(device + " at board0"), text.out());
        }
        Command.Result lines = Command.run("dmesg", "--json");
        assertEquals(text.out().lines().count(), lines.out().lines().count());
        JsonNode first = JSON.readTree(lines.out().lines().findFirst().orElse(""));
        for (String field : new String[] {"step", "nanos", "source", "level", "text"}) {
            assertTrue(first.has(field), lines.out());
        }
    }

    @Test
    void theReportIsTheSameInWordsAndAsJson() throws IOException {
        String[] words = {"--report", "--digest", "--", "/bin/sh", "-c", "echo $$; exit 3"};
        Command.Result text = Command.script("lkernel run " + Command.quoted(java.util.List.of(words)));
        Command.Result json = Command.script("lkernel run --json " + Command.quoted(java.util.List.of(words)));
        JsonNode report = JSON.readTree(json.err());
        assertEquals(3, report.get("status").asInt());
        assertEquals(text.digest(), "digest: " + report.get("digest").asText());
        String syscalls =
                "syscall write: " + report.get("syscalls").get("write").asLong();
        for (String line : new String[] {
            "seed: " + report.get("seed").asLong(),
            "instructions: " + report.get("instructions").asLong(),
            "messages: " + report.get("messages").asLong(),
            syscalls
        }) {
            assertTrue(text.err().lines().anyMatch(line::equals), text.err() + json.err());
        }
        assertTrue(report.get("enosys").isObject());
    }
}
