package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.files.ProcName.Kind;

/// The tables of procfs and sysfs.
final class FixedFilesTest {
    private static final int HARTS = 40;

    /// Every line is found from the top, leads back to it, and its name survives being an inode number.
    @Test
    void everyFileHasAPlaceInTheTree() {
        int files = 0;
        Deque<ProcName> directories = new ArrayDeque<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FIXED && Mode.type(kind.mode) == Mode.DIRECTORY) {
                directories.add(new ProcName(kind, 0, 0));
            }
        }
        while (!directories.isEmpty()) {
            ProcName directory = directories.remove();
            for (FixedFiles.Row row : FixedFiles.in(directory).values()) {
                ProcName file = new ProcName(Kind.FIXED, directory.pid(), row.detail());
                assertEquals(file, ProcName.of(file.inode()));
                assertEquals(directory, FixedFiles.parent(file));
                assertFalse(FixedFiles.content(file, HARTS).contains("{"), row::path);
                files++;
                if (Mode.type(row.mode()) == Mode.DIRECTORY) {
                    directories.add(file);
                }
            }
        }
        assertEquals(FixedFiles.count(), files);
    }

    @Test
    void hartsAreWrittenAsCpusetSays() {
        assertEquals("0", FixedFiles.list(1));
        assertEquals("0-39", FixedFiles.list(HARTS));
        assertEquals("3", FixedFiles.mask(2));
        assertEquals("ff,ffffffff", FixedFiles.mask(HARTS));
        assertTrue(FixedFiles.mask(64).startsWith("ffffffff,"));
    }
}
