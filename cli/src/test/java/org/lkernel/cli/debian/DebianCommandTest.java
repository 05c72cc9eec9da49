package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DebianCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new RootCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void badUsageIsStatusTwo() {
        String tree = directory.resolve("tree").toString();
        assertEquals(2, run());
        assertEquals(2, run("debian"));
        assertEquals(2, run("debian", tree));
        assertEquals(2, run("debian", tree, "Not A Package"));
        assertEquals(2, run("debian", tree, "bash", "--suite", "../up"));
        assertEquals(2, run("debian", tree, "bash", "--arch", "/"));
        assertEquals(2, run("debian", tree, "bash", "--unknown"));
        assertTrue(Files.notExists(directory.resolve("tree")));
    }

    @Test
    void aFailureIsStatusOneAndOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertEquals(1, run("debian", file.toString(), "bash"));
        assertEquals(
                "lkernel root debian: " + file + " is not a directory: name one, or one that does not exist yet",
                err.toString().strip());
        assertEquals("", out.toString());
    }

    @Test
    void whatIsThereAlreadyIsStatusZeroAndSaidInTextOrJson() throws IOException {
        Path tree = directory.resolve("tree");
        RootTree made = RootTree.at(tree);
        Ledger ledger = new Ledger(made);
        ledger.begin(List.of("trixie"), "riscv64");
        ledger.unpacked(new Unpacked("bash", "5", "0", 0, List.of()));
        ledger.fulfilled(List.of(Request.parse("bash")));
        assertEquals(0, run("debian", tree.toString(), "bash"));
        assertEquals(
                tree + ": 0 packages unpacked, 1 already there (Debian trixie riscv64)",
                out.toString().strip());
        out.getBuffer().setLength(0);
        assertEquals(0, run("debian", "--json", tree.toString(), "bash"));
        assertTrue(out.toString().contains("\"action\" : \"kept\""), out.toString());
        assertEquals("", err.toString());
    }
}
