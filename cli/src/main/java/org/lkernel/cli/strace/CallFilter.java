package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.files.ChannelCall;
import org.lkernel.kernel.files.SocketCall;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.CredentialCall;
import org.lkernel.kernel.task.ProcessCall;
import org.lkernel.kernel.task.SignalCall;

/// Which system calls are shown: `-e trace=SET`, where a set is names and classes with commas between, and `!` ahead
/// of it means all others.
///
/// A class is what the table says: the calls with a path, those with a descriptor, or those of one group.
public final class CallFilter {
    private static final String PREFIX = "trace=";

    private static final Map<String, Predicate<SyscallTable.Entry>> CLASSES = new TreeMap<>(Map.of(
            "file", entry -> hasKind(entry, "path", "out_path"),
            "desc", entry -> hasKind(entry, "fd", "dirfd", "out_pipe") || of(entry, ChannelCall.class),
            "network", entry -> of(entry, SocketCall.class),
            "net", entry -> of(entry, SocketCall.class),
            "process", entry -> of(entry, ProcessCall.class),
            "signal", entry -> of(entry, SignalCall.class),
            "memory", entry -> of(entry, MemoryCall.class),
            "creds", entry -> of(entry, CredentialCall.class),
            "all", entry -> true,
            "none", entry -> false));

    private CallFilter() {}

    private static boolean hasKind(SyscallTable.Entry entry, String... kinds) {
        return entry.parameters().stream().anyMatch(parameter -> List.of(kinds).contains(parameter.kind()));
    }

    private static boolean of(SyscallTable.Entry entry, Class<?> group) {
        return group.isAssignableFrom(entry.type());
    }

    /// @param expression `trace=SET` or a set alone
    /// @throws IllegalArgumentException when it names what there is not, in words
    public static Predicate<SyscallTable.@Nullable Entry> of(String expression) {
        String set = expression.startsWith(PREFIX) ? expression.substring(PREFIX.length()) : expression;
        boolean others = set.startsWith("!");
        List<Predicate<SyscallTable.Entry>> members = new ArrayList<>();
        for (String word : (others ? set.substring(1) : set).split(",")) {
            members.add(member(word));
        }
        return entry -> entry == null
                ? others || set.equals("all")
                : members.stream().anyMatch(member -> member.test(entry)) != others;
    }

    private static Predicate<SyscallTable.Entry> member(String word) {
        Predicate<SyscallTable.Entry> named = CLASSES.get(word.startsWith("%") ? word.substring(1) : word);
        if (named != null) {
            return named;
        } else if (!CallNames.names().containsValue(word)) {
            throw new IllegalArgumentException("invalid system call '" + word + "'");
        }
        return entry -> entry.name().equals(word);
    }
}
