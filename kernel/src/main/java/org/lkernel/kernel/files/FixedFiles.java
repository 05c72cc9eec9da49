package org.lkernel.kernel.files;

import java.util.Map;
import java.util.TreeMap;
import org.lkernel.kernel.files.ProcName.Kind;

/// The files of procfs and sysfs whose text no state says: defaults of Linux, tables of what there is none of
/// here, and how many harts there are. To add one, add a line.
///
/// A line is what the file is, its path, and its text: `d` for a directory, `l` for a symbolic link, or the mode
/// in octal. Directories on the way need no line of their own. `#` in a path stands for a process below `/proc`
/// and for a hart below `/sys`. In a text `{hart}`, `{harts}`, `{list}` and `{mask}` stand for this hart, how
/// many there are, all of them as a list and as a mask; `\n` and `\t` are what they are elsewhere, a text ends
/// in a newline unless `\c` does, and `-` is no text at all. `!` is refused to readers with `EINVAL`.
///
/// Sources: `proc(5)`, `sysfs(5)`, and the defaults of the files below `Documentation/admin-guide` of Linux 6.
final class FixedFiles {
    /// One file.
    ///
    /// @param detail of its name, made of its path, so that lines may come and go without moving inode numbers
    record Row(int detail, int mode, String path, String text) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String parent() {
            return path.substring(0, path.lastIndexOf('/'));
        }
    }

    /// The text of what nobody can read.
    static final String UNREADABLE = "!";

    private static final int DETAIL = 0xff_ffff;
    private static final Map<String, Row> NOTHING = new TreeMap<>();
    private static final Map<Integer, Row> BY_DETAIL = new TreeMap<>();
    private static final Map<String, Map<String, Row>> BY_PARENT = new TreeMap<>();

    /// The directories that have a kind of their own, by path.
    private static final Map<String, Kind> KINDS = new TreeMap<>();

    static {
        for (Kind kind : Kind.values()) {
            if (Mode.type(kind.mode) == Mode.DIRECTORY) {
                KINDS.put(path(kind), kind);
            }
        }
        for (String table :
                new String[] {FixedTables.PROCESS, FixedTables.MACHINE, FixedTables.SYSCTL, FixedTables.SYSFS}) {
            table.lines().forEach(FixedFiles::add);
        }
    }

    private FixedFiles() {}

    private static void add(String line) {
        String[] columns = line.split(" +", 3);
        int mode = switch (columns[0]) {
            case "d" -> Mode.DIRECTORY | 0555;
            case "l" -> Mode.SYMLINK | 0777;
            default -> Mode.REGULAR | Integer.parseInt(columns[0], 8);
        };
        add(columns[1], mode, columns.length < 3 ? "" : columns[2]);
    }

    private static void add(String path, int mode, String text) {
        Row row = new Row(path.hashCode() & DETAIL, mode, path, text(text, Mode.type(mode) == Mode.REGULAR));
        Row other = BY_DETAIL.put(row.detail(), row);
        if (other != null && !(other.path().equals(path) && other.mode() == mode)) {
            throw new IllegalStateException(path + " and " + other.path() + " have the same number");
        }
        BY_PARENT.computeIfAbsent(row.parent(), parent -> new TreeMap<>()).put(row.name(), row);
        if (!KINDS.containsKey(row.parent()) && !row.parent().isEmpty() && !isThere(row.parent())) {
            add(row.parent(), Mode.DIRECTORY | 0555, "");
        }
    }

    private static boolean isThere(String directory) {
        Row row = BY_DETAIL.get(directory.hashCode() & DETAIL);
        return row != null && row.path().equals(directory);
    }

    private static String text(String column, boolean regular) {
        if (column.equals("-") || column.equals(UNREADABLE)) {
            return column.equals("-") ? "" : column;
        }
        String text = column.replace("\\n", "\n").replace("\\t", "\t");
        boolean cut = text.endsWith("\\c");
        return (cut ? text.substring(0, text.length() - 2) : text) + (regular && !cut ? "\n" : "");
    }

    /// How many there are, one of each hart's counted.
    static int count() {
        return BY_DETAIL.size();
    }

    static Row row(ProcName name) {
        Row row = BY_DETAIL.get(name.detail());
        if (row == null) {
            throw new IllegalStateException("no file " + name);
        }
        return row;
    }

    /// Whether it is a file of a process, whose user then owns it.
    static boolean isOfProcess(ProcName name) {
        return row(name).path().startsWith("/proc/#");
    }

    static boolean isOfSystem(ProcName name) {
        return row(name).path().startsWith("/sys/");
    }

    /// The rows in a directory, by name, `#` for one of each hart.
    static Map<String, Row> in(ProcName directory) {
        return BY_PARENT.getOrDefault(path(directory), NOTHING);
    }

    /// The directory that a row is in.
    static ProcName parent(ProcName name) {
        String path = row(name).parent();
        Kind kind = KINDS.get(path);
        int number = path.indexOf('#') < 0 ? 0 : name.pid();
        return kind == null
                ? new ProcName(Kind.FIXED, number, path.hashCode() & DETAIL)
                : new ProcName(kind, number, 0);
    }

    private static String path(ProcName directory) {
        return directory.kind() == Kind.FIXED ? row(directory).path() : path(directory.kind());
    }

    private static String path(Kind kind) {
        return switch (kind) {
            case ROOT -> "/proc";
            case SYSFS -> "/sys";
            case PROCESS -> "/proc/#";
            case FIXED -> "?";
            default -> kind.parent == null ? "" : path(kind.parent) + "/" + kind.file;
        };
    }

    /// What a reader finds.
    static String content(ProcName name, int harts) {
        String text = row(name).text();
        return text.indexOf('{') < 0
                ? text
                : text.replace("{hart}", Integer.toString(name.pid()))
                        .replace("{harts}", Integer.toString(harts))
                        .replace("{list}", list(harts))
                        .replace("{mask}", mask(harts))
                        .replace("{self}", mask(name.pid() + 1, 1));
    }

    /// All harts, as `cpuset(7)` writes lists.
    static String list(int harts) {
        return harts == 1 ? "0" : "0-" + (harts - 1);
    }

    /// All harts, as `cpuset(7)` writes masks.
    static String mask(int harts) {
        return mask(harts, harts);
    }

    private static String mask(int end, int count) {
        long bits = (count >= 64 ? -1L : (1L << count) - 1) << end - count;
        return end <= 32 ? Long.toHexString(bits) : "%x,%08x".formatted(bits >>> 32, bits & 0xffff_ffffL);
    }
}
