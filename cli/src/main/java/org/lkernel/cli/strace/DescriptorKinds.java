package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;

/// What goes with descriptors: commands of `fcntl` and `ioctl`, pipes, sets of descriptors to wait for.
final class DescriptorKinds {
    private static final int TERMIOS_BYTES = 36;
    private static final int EVENT_BYTES = 16;
    private static final int POLL_BYTES = 8;
    private static final int SHOWN = 32;

    private DescriptorKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("out_pipe", at -> at.filled(8, image -> "[%d, %d]".formatted(image.integer(0), image.integer(4))));
        all.put("fcntl_argument", DescriptorKinds::fcntl);
        all.put("ioctl", DescriptorKinds::request);
        all.put("ioctl_argument", DescriptorKinds::ioctl);
        all.put("pollfds", DescriptorKinds::polled);
        all.put("fd_set", DescriptorKinds::descriptors);
        all.put("epoll_event", at -> at.struct(EVENT_BYTES, DescriptorKinds::event));
        all.put("out_epoll_events", DescriptorKinds::events);
    }

    private static @Nullable String fcntl(Argument at) {
        return switch ((int) at.made().register(1)) {
            case 1, 3, 9, 11, 1025, 1032, 1034 -> null;
            case 2 -> Names.show("fd_flags", at.value());
            case 4 -> Names.show("open_flags", at.value());
            case 5, 36 -> at.filled(32, image -> lock(image, ", l_pid=" + image.integer(24)));
            case 6, 7, 37, 38 -> at.struct(32, image -> lock(image, ""));
            case 10 -> Text.signal(at.number());
            default -> String.valueOf(at.value());
        };
    }

    private static String lock(Image image, String holder) {
        return "{l_type=%s, l_whence=%s, l_start=%d, l_len=%d%s}"
                .formatted(
                        Names.show("lock_type", image.half(0)),
                        Names.show("whence", image.half(2)),
                        image.word(8),
                        image.word(16),
                        holder);
    }

    /// Whether the last argument of this `fcntl` or `ioctl` is an answer.
    static boolean fillsIn(Made made) {
        return switch ((int) made.register(1)) {
            case 5, 36, 0x5401, 0x5413, 0x540f, 0x541b, 0x5411, 0x5429 -> true;
            default -> false;
        };
    }

    /// A request without a name is taken apart: direction, type, number, size.
    private static String request(Argument at) {
        Names names = Names.of("ioctl");
        String name = names == null ? "" : names.show(Integer.toUnsignedLong(at.number()));
        if (!name.startsWith("0")) {
            return name;
        }
        int request = at.number();
        String direction = List.of("_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE")
                .get(request >>> 30);
        return "_IOC(%s, 0x%x, 0x%x, %s)"
                .formatted(
                        direction,
                        request >>> 8 & 0xff,
                        request & 0xff,
                        (request >>> 16 & 0x3fff) == 0 ? "0" : "0x" + Integer.toHexString(request >>> 16 & 0x3fff));
    }

    private static @Nullable String ioctl(Argument at) {
        return switch ((int) at.made().register(1)) {
            case 0x5401 -> at.filled(TERMIOS_BYTES, DescriptorKinds::terminal);
            case 0x5402, 0x5403, 0x5404 -> at.struct(TERMIOS_BYTES, DescriptorKinds::terminal);
            case 0x5413 -> at.filled(8, DescriptorKinds::window);
            case 0x5414 -> at.struct(8, DescriptorKinds::window);
            case 0x540f, 0x541b, 0x5411, 0x5429 -> at.filled(4, image -> "[" + image.integer(0) + "]");
            case 0x5410, 0x5421, 0x5452 -> at.struct(4, image -> "[" + image.integer(0) + "]");
            case 0x540e, 0x5409, 0x540a, 0x540b -> String.valueOf(at.number());
            case 0x5422, 0x5450, 0x5451, 0x540c, 0x540d -> null;
            default -> at.value() == 0 ? "0" : at.address();
        };
    }

    private static String terminal(Image image) {
        int local = image.integer(12);
        return "{%s %sopost %sisig %sicanon %secho ...}"
                .formatted(
                        Names.show("baud", image.integer(8) & 0x100f),
                        (image.integer(4) & 1) == 0 ? "-" : "",
                        (local & 1) == 0 ? "-" : "",
                        (local & 2) == 0 ? "-" : "",
                        (local & 8) == 0 ? "-" : "");
    }

    private static String window(Image image) {
        return "{ws_row=%d, ws_col=%d, ws_xpixel=%d, ws_ypixel=%d}"
                .formatted(image.half(0), image.half(2), image.half(4), image.half(6));
    }

    // ---- waiting

    private static String polled(Argument at) {
        List<String> shown = new ArrayList<>();
        if (at.value() == 0) {
            return "NULL";
        }
        for (long index = 0; index < Math.min(at.next(), SHOWN); index++) {
            byte[] bytes = at.made().bytes(at.value() + index * POLL_BYTES, POLL_BYTES);
            if (bytes == null) {
                return at.address();
            }
            Image image = new Image(bytes);
            shown.add("{fd=%d, events=%s}".formatted(image.integer(0), Names.show("poll_events", image.half(4))));
        }
        return "[" + String.join(", ", shown) + (at.next() > SHOWN ? ", ...]" : "]");
    }

    /// Behind the result of `ppoll`: who has something.
    static String ready(Made made) {
        List<String> shown = new ArrayList<>();
        for (long index = 0; index < Math.min(made.register(1), 1024) && shown.size() < SHOWN; index++) {
            byte[] bytes = made.bytes(made.register(0) + index * POLL_BYTES, POLL_BYTES);
            if (bytes != null && new Image(bytes).half(6) != 0) {
                Image image = new Image(bytes);
                shown.add("{fd=%d, revents=%s}".formatted(image.integer(0), Names.show("poll_events", image.half(6))));
            }
        }
        return " ([" + String.join(", ", shown) + "])";
    }

    private static String descriptors(Argument at) {
        return at.value() == 0 ? "NULL" : "[" + String.join(" ", members(at.made(), at.value())) + "]";
    }

    /// The members of the set at an address, below the number that `pselect6` is told.
    private static List<String> members(Made made, long address) {
        int count = Math.clamp(made.register(0), 0, 1024);
        byte[] bytes = made.bytes(address, (count + 63) / 64 * 8L);
        List<String> members = new ArrayList<>();
        for (int index = 0; bytes != null && index < count; index++) {
            if ((bytes[index / 8] >> index % 8 & 1) != 0) {
                members.add(String.valueOf(index));
            }
        }
        return members;
    }

    /// Behind the result of `pselect6`: the descriptors of each set that have something.
    static String selected(Made made) {
        List<String> shown = new ArrayList<>();
        String[] names = {"in", "out", "exceptions"};
        for (int set = 0; set < names.length; set++) {
            List<String> members = members(made, made.register(set + 1));
            if (!members.isEmpty()) {
                shown.add(names[set] + " [" + String.join(" ", members) + "]");
            }
        }
        byte[] left = made.bytes(made.register(4), 16);
        if (left != null) {
            shown.add("left " + TimeKinds.timespec(new Image(left)));
        }
        return " (" + String.join(", ", shown) + ")";
    }

    private static String event(Image image) {
        return "{events=%s, data={u32=%d, u64=%s}}"
                .formatted(
                        Names.show("epoll_events", image.unsigned(0)),
                        image.unsigned(8),
                        Long.toUnsignedString(image.word(8)));
    }

    private static String events(Argument at) {
        List<String> shown = new ArrayList<>();
        for (long index = 0; !at.failed() && index < Math.min(at.result(), SHOWN); index++) {
            byte[] bytes = at.made().bytes(at.value() + index * EVENT_BYTES, EVENT_BYTES);
            shown.add(bytes == null ? "???" : event(new Image(bytes)));
        }
        return at.failed() ? at.address() : "[" + String.join(", ", shown) + "]";
    }
}
