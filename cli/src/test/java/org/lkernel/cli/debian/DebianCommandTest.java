package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.cli.Main;
import org.lkernel.cli.caller.Listener;

class DebianCommandTest {

    @TempDir
    Path directory;

    private String out = "";
    private String err = "";

    private int run(String... arguments) {
        Listener listener = new Listener(
                Stream.concat(Stream.of("root"), Stream.of(arguments)).toList());
        int status = Main.run(listener);
        out = listener.said();
        err = listener.complained();
        return status;
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
                err.strip());
        assertEquals("", out);
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
        assertEquals(tree + ": 0 packages unpacked, 1 already there (Debian trixie riscv64)", out.strip());
        assertEquals(0, run("debian", "--json", tree.toString(), "bash"));
        assertTrue(out.contains("\"action\" : \"kept\""), out);
        assertEquals("", err);
    }
}
