package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Numbers, addresses, strings and buffers.
final class PlainKinds {
    private static final int AT_FDCWD = -100;
    /// `MREMAP_FIXED` and `MREMAP_DONTUNMAP`.
    private static final int MREMAP_MOVES = 6;
    private static final int STRINGS_SHOWN = 32;
    private static final int IOVEC_BYTES = 16;

    private PlainKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("int", at -> String.valueOf(at.number()));
        all.put("long", at -> String.valueOf(at.value()));
        all.put("unsigned", at -> Integer.toUnsignedString(at.number()));
        all.put("hex", at -> at.value() == 0 ? "0" : "0x" + Long.toHexString(at.value()));
        all.put("hex32", at -> "0x" + Integer.toHexString(at.number()));
        all.put("word", at -> at.value() == 0 ? "0" : "0x" + Long.toHexString(at.value()));
        all.put("address", Argument::address);
        all.put("omitted", at -> null);
        all.put(
                "mremap_address",
                at -> (at.made().register(at.register() - 1) & MREMAP_MOVES) == 0 ? null : at.address());
        all.put("fd", at -> String.valueOf(at.number()));
        all.put("dirfd", at -> at.number() == AT_FDCWD ? "AT_FDCWD" : String.valueOf(at.number()));
        all.put("path", PlainKinds::path);
        all.put("strings", PlainKinds::strings);
        all.put("environment", PlainKinds::environment);
        all.put("buffer", at -> content(at, at.next()));
        all.put("bytes", at -> content(at, at.next()));
        all.put("out_bytes", at -> at.failed() ? at.address() : content(at, at.result()));
        all.put("out_random", PlainKinds::random);
        all.put("out_path", at -> at.failed() ? at.address() : path(at));
        all.put("iovec", at -> vector(at, Long.MAX_VALUE));
        all.put("out_iovec", at -> at.failed() ? vectorAddresses(at) : vector(at, at.result()));
        all.put("out_int", at -> at.filled(4, image -> "[" + image.integer(0) + "]"));
        all.put("inout_offset", at -> at.filled(8, image -> "[" + image.word(0) + "]"));
    }

    private static String path(Argument at) {
        byte[] text = at.made().string(at.value());
        return text == null ? at.address() : Text.quoted(text, text.length);
    }

    /// As much of the bytes as is shown is all that is read.
    private static String content(Argument at, long length) {
        int maximum = at.made().stringBytes();
        byte[] bytes = length == 0 ? new byte[0] : at.made().bytes(at.value(), Math.min(length, maximum + 1L));
        return at.value() == 0 || bytes == null ? at.address() : Text.quoted(bytes, maximum);
    }

    private static String random(Argument at) {
        int maximum = at.made().stringBytes();
        byte[] bytes = at.failed() ? null : at.made().bytes(at.value(), Math.min(at.result(), maximum + 1L));
        return bytes == null ? at.address() : Text.hexadecimal(bytes, maximum);
    }

    private static @Nullable List<Long> pointers(Argument at) {
        List<Long> pointers = new ArrayList<>();
        for (long address = at.value(); address != 0; address += 8) {
            Long pointer = at.made().word(address);
            if (pointer == null) {
                return null;
            } else if (pointer == 0) {
                return pointers;
            }
            pointers.add(pointer);
        }
        return null;
    }

    private static String strings(Argument at) {
        List<Long> pointers = pointers(at);
        if (pointers == null) {
            return at.address();
        }
        List<String> shown = new ArrayList<>();
        for (Long pointer : pointers.subList(0, Math.min(STRINGS_SHOWN, pointers.size()))) {
            byte[] text = at.made().string(pointer);
            shown.add(
                    text == null
                            ? Text.address(pointer)
                            : Text.quoted(text, at.made().stringBytes()));
        }
        return "[" + String.join(", ", shown) + (pointers.size() > STRINGS_SHOWN ? ", ...]" : "]");
    }

    private static String environment(Argument at) {
        List<Long> pointers = pointers(at);
        return at.address()
                + (pointers == null
                        ? ""
                        : " /* %d var%s */".formatted(pointers.size(), pointers.size() == 1 ? "" : "s"));
    }

    /// @param filled how many bytes the buffers hold in all
    private static String vector(Argument at, long filled) {
        return vector(at.made(), at.value(), at.next(), filled);
    }

    static String vector(Made made, long address, long count, long filled) {
        List<String> shown = new ArrayList<>();
        long left = filled;
        for (long index = 0; index < Math.min(count, STRINGS_SHOWN); index++) {
            byte[] bytes = made.bytes(address + index * IOVEC_BYTES, IOVEC_BYTES);
            if (bytes == null) {
                return Text.address(address);
            }
            Argument.Image image = new Argument.Image(bytes);
            long length = Math.min(left, image.word(8));
            left -= length;
            shown.add(segment(made, image, length));
        }
        return "[" + String.join(", ", shown) + "]";
    }

    private static String segment(Made made, Argument.Image image, long length) {
        int maximum = made.stringBytes();
        byte[] bytes = length == 0 ? new byte[0] : made.bytes(image.word(0), Math.min(length, maximum + 1L));
        String base = bytes == null ? Text.address(image.word(0)) : Text.quoted(bytes, maximum);
        return "{iov_base=%s, iov_len=%d}".formatted(base, image.word(8));
    }

    private static String vectorAddresses(Argument at) {
        List<String> shown = new ArrayList<>();
        for (long index = 0; index < Math.min(at.next(), STRINGS_SHOWN); index++) {
            byte[] bytes = at.made().bytes(at.value() + index * IOVEC_BYTES, IOVEC_BYTES);
            if (bytes == null) {
                return at.address();
            }
            Argument.Image image = new Argument.Image(bytes);
            shown.add("{iov_base=%s, iov_len=%d}".formatted(Text.address(image.word(0)), image.word(8)));
        }
        return "[" + String.join(", ", shown) + "]";
    }
}
