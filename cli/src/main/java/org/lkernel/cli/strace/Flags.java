package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of a set of flags, as the headers of Linux's generic ABI have them.
///
/// @param zero what no flag at all is called
/// @param mask the bits that are not flags but one number, with names of their own
record Flags(String zero, long mask, Map<Long, String> choices, List<Flag> flags) {
    record Flag(long bits, String name) {}

    private static final Map<String, Flags> BY_HINT = Map.of(
            "open_flags",
            new Flags(
                    "O_RDONLY",
                    3,
                    Map.of(0L, "O_RDONLY", 1L, "O_WRONLY", 2L, "O_RDWR"),
                    of(
                            "O_CREAT",
                            0100,
                            "O_EXCL",
                            0200,
                            "O_NOCTTY",
                            0400,
                            "O_TRUNC",
                            01000,
                            "O_APPEND",
                            02000,
                            "O_NONBLOCK",
                            04000,
                            "O_SYNC",
                            04010000,
                            "O_DSYNC",
                            010000,
                            "O_DIRECT",
                            040000,
                            "O_LARGEFILE",
                            0100000,
                            "O_TMPFILE",
                            020200000,
                            "O_DIRECTORY",
                            0200000,
                            "O_NOFOLLOW",
                            0400000,
                            "O_NOATIME",
                            01000000,
                            "O_CLOEXEC",
                            02000000,
                            "O_PATH",
                            010000000)),
            "mmap_prot",
            new Flags("PROT_NONE", 0, Map.of(), of("PROT_READ", 1, "PROT_WRITE", 2, "PROT_EXEC", 4)),
            "mmap_flags",
            new Flags(
                    "0",
                    3,
                    Map.of(0L, "0", 1L, "MAP_SHARED", 2L, "MAP_PRIVATE", 3L, "MAP_SHARED_VALIDATE"),
                    of(
                            "MAP_FIXED",
                            0x10,
                            "MAP_ANONYMOUS",
                            0x20,
                            "MAP_GROWSDOWN",
                            0x100,
                            "MAP_DENYWRITE",
                            0x800,
                            "MAP_LOCKED",
                            0x2000,
                            "MAP_NORESERVE",
                            0x4000,
                            "MAP_POPULATE",
                            0x8000,
                            "MAP_STACK",
                            0x20000,
                            "MAP_FIXED_NOREPLACE",
                            0x100000)),
            "mremap_flags",
            new Flags("0", 0, Map.of(), of("MREMAP_MAYMOVE", 1, "MREMAP_FIXED", 2)),
            "at_flags",
            new Flags(
                    "0",
                    0,
                    Map.of(),
                    of(
                            "AT_SYMLINK_NOFOLLOW",
                            0x100,
                            "AT_REMOVEDIR",
                            0x200,
                            "AT_SYMLINK_FOLLOW",
                            0x400,
                            "AT_NO_AUTOMOUNT",
                            0x800,
                            "AT_EMPTY_PATH",
                            0x1000)),
            "access",
            new Flags("F_OK", 0, Map.of(), of("R_OK", 4, "W_OK", 2, "X_OK", 1)),
            "wait_options",
            new Flags("0", 0, Map.of(), of("WNOHANG", 1, "WUNTRACED", 2, "WCONTINUED", 8)),
            "whence",
            new Flags("SEEK_SET", 7, Map.of(0L, "SEEK_SET", 1L, "SEEK_CUR", 2L, "SEEK_END"), List.of()),
            "clone_flags",
            new Flags(
                    "0",
                    0,
                    Map.of(),
                    of(
                            "CLONE_VM",
                            0x100,
                            "CLONE_FS",
                            0x200,
                            "CLONE_FILES",
                            0x400,
                            "CLONE_SIGHAND",
                            0x800,
                            "CLONE_VFORK",
                            0x4000,
                            "CLONE_THREAD",
                            0x10000,
                            "CLONE_SYSVSEM",
                            0x40000,
                            "CLONE_SETTLS",
                            0x80000,
                            "CLONE_PARENT_SETTID",
                            0x100000,
                            "CLONE_CHILD_CLEARTID",
                            0x200000,
                            "CLONE_DETACHED",
                            0x400000,
                            "CLONE_CHILD_SETTID",
                            0x1000000,
                            "SIGCHLD",
                            17)));

    private static List<Flag> of(Object... pairs) {
        List<Flag> flags = new ArrayList<>();
        for (int index = 0; index < pairs.length; index += 2) {
            flags.add(new Flag(((Integer) pairs[index + 1]).longValue(), (String) pairs[index]));
        }
        return flags;
    }

    static @Nullable Flags named(String hint) {
        return BY_HINT.get(hint);
    }

    /// `O_RDONLY|O_CLOEXEC`; bits without a name come last, in hexadecimal.
    String show(long value) {
        List<String> names = new ArrayList<>();
        long left = value;
        String choice = choices.get(value & mask);
        if (choice != null) {
            left &= ~mask;
            if (!choice.equals("0")) {
                names.add(choice);
            }
        }
        for (Flag flag : flags) {
            if ((left & flag.bits()) == flag.bits()) {
                names.add(flag.name());
                left &= ~flag.bits();
            }
        }
        if (left != 0) {
            names.add("0x" + Long.toHexString(left));
        }
        return names.isEmpty() ? zero : String.join("|", names);
    }
}
