package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.drivers.hostfiles.DirectoryExport;
import org.lkernel.it.machine.Guest;

/// Two names of one file of the host are one file in the machine, whenever they are first looked at, and also in one
/// that was restored in between.
class HardLinkTest {
    private static final String SAME = "[ $(stat -c %i /mnt/a) = $(stat -c %i /mnt/d/b) ] && echo same";
    private static final String[] WORDS = {"/bin/sh", "-c", """
        cat /mnt/a; echo more >>/mnt/a; cat /mnt/d/b; %s
        stat -c %%h /mnt/d/b; cat /mnt/d/other; [ /mnt/a -ef /mnt/d/other ] || echo apart
        rm /mnt/a; cat /mnt/d/b; stat -c %%h /mnt/d/b; rm /mnt/d/b; ls /mnt /mnt/d
        """.formatted(SAME)};
    private static final String EXPECTED = """
        hard
        hard
        more
        same
        2
        soft
        apart
        hard
        more
        1
        /mnt:
        d

        /mnt/d:
        other
        """;

    @TempDir
    Path tree;

    @TempDir
    Path files;

    @BeforeEach
    void link() throws IOException {
        Files.createDirectory(tree.resolve("d"));
        write("a", "hard\n");
        write("d/other", "soft\n");
        Files.createLink(tree.resolve("d/b"), tree.resolve("a"));
        Files.createLink(files.resolve("elsewhere"), tree.resolve("d/other"));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(tree.resolve(name), content);
        Files.setLastModifiedTime(tree.resolve(name), FileTime.fromMillis(1_000_000_000_000L));
    }

    private Guest.Setup setup() {
        return Guest.setup().volume(new DirectoryExport(tree), "/mnt");
    }

    @Test
    void bothNamesAreOneFile() {
        assertEquals(EXPECTED, setup().run(WORDS).text());
    }

    @Test
    void aDirectoryThatWasListedKnowsThemToo() {
        String text = setup().run("/bin/sh", "-c", "ls /mnt /mnt/d; " + SAME + "; echo more >>/mnt/d/b; cat /mnt/a")
                .text();
        assertEquals("/mnt:\na\nd\n\n/mnt/d:\nb\nother\nsame\nhard\nmore\n", text);
    }

    @Test
    void aMachineThatWasSavedBetweenTheLooksKnowsTheFirstNameStill() {
        Guest.Result straight = setup().run(WORDS);
        Path file = files.resolve("saved");
        for (int part = 1; part < 12; part++) {
            try (Guest before = setup().boot(WORDS);
                    Guest after = setup().boot("/bin/true")) {
                before.machine().run(straight.steps() * part / 12);
                Saved.save(before, file);
                Saved.load(after, file);
                after.machine().run();
                assertEquals(EXPECTED, before.text() + after.text(), "cut " + part);
                assertEquals(straight.digest(), after.result().digest(), "cut " + part);
            }
        }
    }
}
