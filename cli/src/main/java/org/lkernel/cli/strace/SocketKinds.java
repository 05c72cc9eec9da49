package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;

/// Addresses and options of sockets.
final class SocketKinds {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    private SocketKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("sockaddr", at -> name(at, at.next()));
        all.put("msghdr", at -> message(at, Long.MAX_VALUE));
        all.put("out_msghdr", at -> at.failed() ? at.address() : message(at, at.result()));
        all.put("out_sockaddr", SocketKinds::filledName);
        all.put("inout_length", SocketKinds::length);
        all.put("out_length", at -> at.filled(4, image -> "[" + image.integer(0) + "]"));
        all.put("option", at -> at.next() == 4 ? at.struct(4, image -> "[" + image.integer(0) + "]") : at.address());
        all.put("out_option", SocketKinds::option);
    }

    private static String filledName(Argument at) {
        byte[] length = at.failed() ? null : at.made().bytes(at.next(), 4);
        return length == null ? at.address() : name(at, new Image(length).integer(0));
    }

    private static String name(Argument at, long length) {
        return name(at.made(), at.value(), length);
    }

    private static String name(Made made, long address, long length) {
        byte[] bytes = made.bytes(address, Math.min(length, 128));
        if (bytes == null || bytes.length < 2) {
            return Text.address(address);
        }
        int family = new Image(bytes).half(0);
        String start = "{sa_family=" + Names.show("socket_family", family);
        return start
                + switch (family) {
                    case AF_UNIX -> local(bytes);
                    case AF_INET -> internet(bytes);
                    default ->
                        bytes.length == 2
                                ? "}"
                                : ", sa_data=" + Text.quoted(Arrays.copyOfRange(bytes, 2, bytes.length), 32) + "}";
                };
    }

    /// A path, or after a NUL a name that is none.
    private static String local(byte[] bytes) {
        if (bytes.length == 2) {
            return "}";
        } else if (bytes[2] == 0) {
            return ", sun_path=@" + Text.quoted(Arrays.copyOfRange(bytes, 3, bytes.length), 108) + "}";
        }
        int end = 2;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return ", sun_path=" + Text.quoted(Arrays.copyOfRange(bytes, 2, end), 108) + "}";
    }

    private static String internet(byte[] bytes) {
        if (bytes.length < 8) {
            return "}";
        }
        return ", sin_port=htons(%d), sin_addr=inet_addr(\"%d.%d.%d.%d\")}"
                .formatted(
                        (bytes[2] & 0xff) << 8 | bytes[3] & 0xff,
                        bytes[4] & 0xff,
                        bytes[5] & 0xff,
                        bytes[6] & 0xff,
                        bytes[7] & 0xff);
    }

    /// A `struct msghdr`, of whose buffers so much is filled.
    private static String message(Argument at, long filled) {
        return at.struct(56, header -> {
            Made made = at.made();
            long controls = header.word(40);
            return "{msg_name=%s, msg_namelen=%d, msg_iov=%s, msg_iovlen=%d, %smsg_controllen=%d, msg_flags=%s}"
                    .formatted(
                            name(made, header.word(0), header.integer(8)),
                            header.integer(8),
                            PlainKinds.vector(made, header.word(16), header.word(24), filled),
                            header.word(24),
                            controls == 0 ? "" : "msg_control=" + controls(made, header.word(32), controls) + ", ",
                            controls,
                            Names.show("msg_flags", header.integer(48)));
        });
    }

    private static String controls(Made made, long address, long length) {
        byte[] bytes = made.bytes(address, Math.min(length, 4096));
        if (bytes == null) {
            return Text.address(address);
        }
        Image image = new Image(bytes);
        List<String> shown = new ArrayList<>();
        for (int at = 0; at + 16 <= bytes.length; ) {
            long size = image.word(at);
            if (size < 16 || size > bytes.length - at) {
                break;
            }
            boolean rights = image.integer(at + 8) == SOL_SOCKET && image.integer(at + 12) == SCM_RIGHTS;
            shown.add(
                    rights
                            ? "{cmsg_len=%d, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=%s}"
                                    .formatted(size, integers(image, at + 16, at + (int) size))
                            : "{cmsg_len=%d, cmsg_level=%d, cmsg_type=%d}"
                                    .formatted(size, image.integer(at + 8), image.integer(at + 12)));
            at += (int) size + 7 & -8;
        }
        return shown.toString();
    }

    private static List<Integer> integers(Image image, int from, int to) {
        List<Integer> all = new ArrayList<>();
        for (int at = from; at + 4 <= to; at += 4) {
            all.add(image.integer(at));
        }
        return all;
    }

    /// `[before => after]`.
    private static String length(Argument at) {
        long before = at.made().noted()[at.register()];
        String same = at.value() == 0 ? "NULL" : "[" + before + "]";
        return at.failed() || at.value() == 0
                ? same
                : at.struct(
                        4,
                        image -> image.integer(0) == before ? same : "[%d => %d]".formatted(before, image.integer(0)));
    }

    private static String option(Argument at) {
        byte[] length = at.failed() ? null : at.made().bytes(at.next(), 4);
        boolean word = length != null && new Image(length).integer(0) == 4;
        return word ? at.struct(4, image -> "[" + image.integer(0) + "]") : at.address();
    }
}
