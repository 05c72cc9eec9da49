package org.lkernel.cli.debian;

import java.util.List;

/// What of one package is in the tree.
///
/// @param skipped how many device nodes, pipes and names that this host cannot hold were passed over
record Unpacked(String name, String version, String sha256, int skipped, List<File> files) {

    Unpacked {
        files = List.copyOf(files);
    }

    /// One of its files, with what an unprivileged host may have been unable to keep.
    ///
    /// @param type `d`, `f`, `l` or `h` (a hard link)
    /// @param target of a link; otherwise empty
    record File(char type, int mode, String owner, String name, String target) {

        String line() {
            String text = "%c\t%04o\t%s\t%s".formatted(type, mode, owner, name);
            return target.isEmpty() ? text : text + "\t" + target;
        }

        static File parse(String line) {
            String[] columns = line.split("\t", 5);
            String target = columns.length > 4 ? columns[4] : "";
            return new File(columns[0].charAt(0), Integer.parseInt(columns[1], 8), columns[2], columns[3], target);
        }

        boolean isDirectory() {
            return type == 'd';
        }
    }
}
