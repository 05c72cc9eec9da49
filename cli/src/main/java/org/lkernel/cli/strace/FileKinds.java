package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;

/// What is known of files: `struct stat` and its kin, directory entries, modes.
///
/// @see "linux/include/uapi/asm-generic/stat.h"
final class FileKinds {
    private static final int STAT_BYTES = 128;
    private static final int STATX_BYTES = 256;
    private static final int STATFS_BYTES = 120;
    private static final long O_CREAT = 0100;
    private static final long O_TMPFILE = 020200000;
    private static final int DEVICES = 0060000;
    private static final long UTIME_NOW = 0x3fffffff;
    private static final long UTIME_OMIT = 0x3ffffffe;

    private FileKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("octal", at -> Text.octal(at.number()));
        all.put("open_mode", at -> makes(at.made().register(2)) ? Text.octal(at.number()) : null);
        all.put("mode", at -> Text.mode(at.number()));
        all.put("device", FileKinds::device);
        all.put("out_stat", at -> at.filled(STAT_BYTES, FileKinds::stat));
        all.put("out_statx", at -> at.filled(STATX_BYTES, FileKinds::statx));
        all.put("out_statfs", at -> at.filled(STATFS_BYTES, FileKinds::fileSystem));
        all.put("out_dirents", FileKinds::entries);
        all.put("utimes", at -> at.struct(32, FileKinds::times));
    }

    /// Whether these flags of `open` may make a file, so that it needs a mode.
    private static boolean makes(long flags) {
        return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    }

    /// Only what names a device has one.
    private static @Nullable String device(Argument at) {
        int type = (int) at.made().register(at.register() - 1) & 0170000;
        return type != 0 && (type & ~DEVICES) == 0 && type != 0040000 ? device(at.value()) : null;
    }

    private static String device(long number) {
        long major = number >>> 8 & 0xfff | number >>> 32 & 0xfffff000L;
        long minor = number & 0xff | number >>> 12 & 0xffffff00L;
        return "makedev(%s, %s)".formatted(hexadecimal(major), hexadecimal(minor));
    }

    private static String hexadecimal(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }

    private static String stat(Image image) {
        int mode = image.integer(16);
        boolean special = (mode & 0170000) == 0020000 || (mode & 0170000) == 0060000;
        String size = special ? "st_rdev=" + device(image.word(32)) : "st_size=" + image.word(48);
        return "{st_mode=%s, %s, ...}".formatted(Text.mode(mode), size);
    }

    private static String statx(Image image) {
        return "{stx_mask=%s, stx_attributes=%s, stx_mode=%s, stx_size=%d, ...}"
                .formatted(
                        Names.show("statx_mask", image.unsigned(0)),
                        hexadecimal(image.word(8)),
                        Text.mode(image.half(28)),
                        image.word(40));
    }

    private static String fileSystem(Image image) {
        return ("{f_type=%s, f_bsize=%d, f_blocks=%d, f_bfree=%d, f_bavail=%d, f_files=%d, f_ffree=%d, "
                        + "f_fsid={val=[%s, %s]}, f_namelen=%d, f_frsize=%d, f_flags=%s}")
                .formatted(
                        Names.show("fs_magic", image.word(0)),
                        image.word(8),
                        image.word(16),
                        image.word(24),
                        image.word(32),
                        image.word(40),
                        image.word(48),
                        hexadecimal(image.unsigned(56)),
                        hexadecimal(image.unsigned(60)),
                        image.word(64),
                        image.word(72),
                        Names.show("statfs_flags", image.word(80)));
    }

    private static String entries(Argument at) {
        byte[] bytes = at.failed() ? null : at.made().bytes(at.value(), at.result());
        if (bytes == null) {
            return at.result() == 0 && !at.failed() ? at.address() + " /* 0 entries */" : at.address();
        }
        int count = 0;
        for (int offset = 0; offset + 18 < bytes.length; count++) {
            offset += Math.max(1, new Image(bytes).half(offset + 16));
        }
        return "%s /* %d entr%s */".formatted(at.address(), count, count == 1 ? "y" : "ies");
    }

    private static String times(Image image) {
        List<String> shown = new ArrayList<>();
        for (int offset = 0; offset < 32; offset += 16) {
            long nanos = image.word(offset + 8);
            shown.add(
                    nanos == UTIME_NOW
                            ? "UTIME_NOW"
                            : nanos == UTIME_OMIT ? "UTIME_OMIT" : TimeKinds.dated(image.word(offset), nanos));
        }
        return "[" + String.join(", ", shown) + "]";
    }
}
