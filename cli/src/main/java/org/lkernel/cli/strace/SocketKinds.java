package org.lkernel.cli.strace;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;

/// Addresses and options of sockets.
final class SocketKinds {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;

    private SocketKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("sockaddr", at -> name(at, at.next()));
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
        byte[] bytes = at.made().bytes(at.value(), Math.min(length, 128));
        if (bytes == null || bytes.length < 2) {
            return at.address();
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
