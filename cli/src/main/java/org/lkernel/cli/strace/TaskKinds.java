package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;

/// What is said of tasks and of the machine: how they are made, how they ended, their limits.
final class TaskKinds {
    private static final int PR_SET_NAME = 15;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int CLONE_ARGS_BYTES = 64;
    private static final int UTSNAME_FIELD = 65;

    private TaskKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("clone", TaskKinds::clone);
        all.put("clone_parent_tid", at -> has(at, 0x100000 | 0x1000) ? "parent_tid=" + at.address() : null);
        all.put("clone_tls", at -> has(at, 0x80000) ? "tls=" + at.address() : null);
        all.put("clone_child_tid", at -> has(at, 0x200000 | 0x1000000) ? "child_tidptr=" + at.address() : null);
        all.put("clone_args", at -> at.struct(CLONE_ARGS_BYTES, TaskKinds::cloneArguments));
        all.put("out_wstatus", at -> at.failed() || at.result() == 0 ? at.address() : at.struct(4, TaskKinds::status));
        all.put("rlimit", at -> at.struct(16, TaskKinds::limit));
        all.put("out_rlimit", at -> at.filled(16, TaskKinds::limit));
        all.put("out_utsname", at -> at.filled(2 * UTSNAME_FIELD, TaskKinds::name));
        all.put("out_sysinfo", at -> at.filled(112, TaskKinds::machine));
        all.put("prctl_argument", TaskKinds::control);
        all.put("sched_param", at -> at.struct(4, image -> "[" + image.integer(0) + "]"));
        all.put("out_sched_param", at -> at.filled(4, image -> "[" + image.integer(0) + "]"));
        all.put("cpu_set", at -> cpus(at, at.made().register(1)));
        all.put("out_cpu_set", at -> at.failed() ? at.address() : cpus(at, at.result()));
        all.put("CapabilityHeader", at -> at.struct(8, TaskKinds::capabilityHeader));
        all.put("CapabilitySets", at -> at.struct(24, TaskKinds::capabilities));
        all.put("groups", at -> groups(at, at.made().register(0)));
        all.put("out_groups", at -> at.failed() || at.made().register(0) == 0 ? at.address() : groups(at, at.result()));
    }

    private static boolean has(Argument at, long flags) {
        return (at.made().register(0) & flags) != 0;
    }

    private static String clone(Argument at) {
        return "child_stack=%s, flags=%s".formatted(Text.address(at.next()), flags(at.value()));
    }

    /// The lowest byte is the signal that tells of the child's end.
    private static String flags(long flags) {
        String names = Names.show("clone_flags", flags & ~0xffL);
        int signal = (int) flags & 0xff;
        String told = signal == 0 ? "" : Text.signal(signal);
        return told.isEmpty() ? names : names.equals("0") ? told : names + "|" + told;
    }

    private static String cloneArguments(Image image) {
        List<String> shown = new ArrayList<>();
        shown.add("flags=" + Names.show("clone_flags", image.word(0)));
        addAddress("child_tid", image.word(16), shown);
        addAddress("parent_tid", image.word(24), shown);
        shown.add("exit_signal=" + Text.signal((int) image.word(32)));
        shown.add("stack=" + Text.address(image.word(40)));
        shown.add("stack_size=" + (image.word(48) == 0 ? "0" : "0x" + Long.toHexString(image.word(48))));
        addAddress("tls", image.word(56), shown);
        return "{" + String.join(", ", shown) + "}";
    }

    private static void addAddress(String name, long address, List<String> to) {
        if (address != 0) {
            to.add(name + "=" + Text.address(address));
        }
    }

    private static String status(Image image) {
        int status = image.integer(0);
        int signal = status & 0x7f;
        if (signal == 0) {
            return "[{WIFEXITED(s) && WEXITSTATUS(s) == %d}]".formatted(status >> 8 & 0xff);
        } else if (status == 0xffff) {
            return "[{WIFCONTINUED(s)}]";
        } else if (signal == 0x7f) {
            return "[{WIFSTOPPED(s) && WSTOPSIG(s) == %s}]".formatted(Text.signal(status >> 8 & 0xff));
        }
        return "[{WIFSIGNALED(s) && WTERMSIG(s) == %s%s}]"
                .formatted(Text.signal(signal), (status & 0x80) == 0 ? "" : " && WCOREDUMP(s)");
    }

    private static String limit(Image image) {
        return "{rlim_cur=%s, rlim_max=%s}".formatted(limit(image.word(0)), limit(image.word(8)));
    }

    private static String limit(long value) {
        if (value == -1) {
            return "RLIM64_INFINITY";
        }
        return value > 1024 && value % 1024 == 0 ? value / 1024 + "*1024" : Long.toUnsignedString(value);
    }

    private static String name(Image image) {
        return "{sysname=%s, nodename=%s, ...}".formatted(field(image, 0), field(image, UTSNAME_FIELD));
    }

    private static String field(Image image, int offset) {
        int end = offset;
        while (end < image.bytes().length && image.bytes()[end] != 0) {
            end++;
        }
        return Text.quoted(java.util.Arrays.copyOfRange(image.bytes(), offset, end), UTSNAME_FIELD);
    }

    private static String machine(Image image) {
        return ("{uptime=%d, loads=[%d, %d, %d], totalram=%d, freeram=%d, sharedram=%d, bufferram=%d, totalswap=%d, "
                        + "freeswap=%d, procs=%d, totalhigh=%d, freehigh=%d, mem_unit=%d}")
                .formatted(
                        image.word(0),
                        image.word(8),
                        image.word(16),
                        image.word(24),
                        image.word(32),
                        image.word(40),
                        image.word(48),
                        image.word(56),
                        image.word(64),
                        image.word(72),
                        image.half(80),
                        image.word(88),
                        image.word(96),
                        image.unsigned(104));
    }

    /// Most options take one argument.
    private static @Nullable String control(Argument at) {
        boolean first = at.register() == 1;
        return switch ((int) at.made().register(0)) {
            case PR_SET_NAME -> first ? name(at) : null;
            case PR_SET_PDEATHSIG -> first ? Text.signal(at.number()) : null;
            case PR_SET_DUMPABLE -> first ? at.value() == 1 ? "SUID_DUMP_USER" : String.valueOf(at.value()) : null;
            case 3, 7, 21, 27, 30, 36, 39 -> null;
            case 8, 22, 23, 24, 28, 29 -> first ? String.valueOf(at.value()) : null;
            default -> at.value() == 0 ? "0" : "0x" + Long.toHexString(at.value());
        };
    }

    private static String name(Argument at) {
        byte[] name = at.made().string(at.value());
        return name == null ? at.address() : Text.quoted(name, 15);
    }

    private static String cpus(Argument at, long length) {
        byte[] bytes = at.made().bytes(at.value(), Math.min(length, 128));
        List<String> members = new ArrayList<>();
        for (int index = 0; bytes != null && index < bytes.length * 8; index++) {
            if ((bytes[index / 8] >> index % 8 & 1) != 0) {
                members.add(String.valueOf(index));
            }
        }
        return bytes == null ? at.address() : "[" + String.join(" ", members) + "]";
    }

    private static String capabilityHeader(Image image) {
        String version = switch (image.integer(0)) {
            case 0x19980330 -> "_LINUX_CAPABILITY_VERSION_1";
            case 0x20071026 -> "_LINUX_CAPABILITY_VERSION_2";
            case 0x20080522 -> "_LINUX_CAPABILITY_VERSION_3";
            default -> "0x" + Integer.toHexString(image.integer(0));
        };
        return "{version=%s, pid=%d}".formatted(version, image.integer(4));
    }

    /// Both halves of each set, as numbers.
    private static String capabilities(Image image) {
        return "{effective=0x%x, permitted=0x%x, inheritable=0x%x}"
                .formatted(
                        image.unsigned(0) | image.unsigned(12) << 32,
                        image.unsigned(4) | image.unsigned(16) << 32,
                        image.unsigned(8) | image.unsigned(20) << 32);
    }

    private static String groups(Argument at, long count) {
        byte[] bytes = at.made().bytes(at.value(), Math.min(count, 32) * 4);
        List<String> members = new ArrayList<>();
        for (int offset = 0; bytes != null && offset < bytes.length; offset += 4) {
            members.add(String.valueOf(new Image(bytes).unsigned(offset)));
        }
        return bytes == null ? at.address() : "[" + String.join(", ", members) + "]";
    }
}
