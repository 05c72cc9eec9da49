package org.lkernel.kernel.syscall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;

/// The one table of a system-call ABI, derived from the records of the groups: number, name, owner and decoder.
///
/// Tracing, fuzzing and the list of what is supported read the same table. To add a call: an annotated record in
/// its group, an arm in its owner's switch, a guest test.
public final class SyscallTable {
    /// One more than the largest number there may be.
    public static final int SIZE = 512;

    private final @Nullable Entry[] entries = new Entry[SIZE];

    /// One system call.
    public static final class Entry {
        private final int number;
        private final String name;
        private final Port owner;
        private final Class<?> type;
        private @Nullable Decode decoder;

        private Entry(int number, String name, Port owner, Class<?> type) {
            this.number = number;
            this.name = name;
            this.owner = owner;
            this.type = type;
        }

        public int number() {
            return number;
        }

        public String name() {
            return name;
        }

        /// The subsystem that is sent the record.
        public Port owner() {
            return owner;
        }

        public Class<?> type() {
            return type;
        }

        /// What the caller passes, in the order of the registers.
        public List<Parameter> parameters() {
            return Parameter.of(type);
        }

        /// What makes the record; it is generated when it is first asked for, since no program makes every call.
        public Decode decoder() {
            Decode known = decoder;
            if (known == null) {
                known = Decoder.of(type);
                decoder = known;
            }
            return known;
        }

        /// Makes the record; throws [GuestFault] or [BadArgument] when an argument cannot be had.
        public SystemCall decode(Ecall ecall) {
            return decoder().decode(ecall);
        }
    }

    /// Adds every annotated record below a sealed group.
    public SyscallTable add(Class<? extends SystemCall> group, Port owner) {
        for (Class<?> type : records(group, new ArrayList<>())) {
            Linux linux = type.getAnnotation(Linux.class);
            if (linux == null) {
                throw new IllegalArgumentException(type.getName() + " has no number");
            }
            Entry earlier = entries[linux.number()];
            if (earlier != null) {
                throw new IllegalArgumentException(type.getName() + " has the number of " + earlier.type.getName());
            }
            entries[linux.number()] = new Entry(linux.number(), linux.name(), owner, type);
        }
        return this;
    }

    private static List<Class<?>> records(Class<?> group, List<Class<?>> found) {
        if (group.isRecord()) {
            found.add(group);
        } else {
            for (Class<?> member : group.getPermittedSubclasses()) {
                records(member, found);
            }
        }
        return found;
    }

    /// The call of this number, or null: `ENOSYS`.
    public @Nullable Entry entry(long number) {
        return number >= 0 && number < SIZE ? entries[(int) number] : null;
    }

    /// The call of this name, or null.
    public @Nullable Entry named(String name) {
        for (Entry entry : entries) {
            if (entry != null && entry.name.equals(name)) {
                return entry;
            }
        }
        return null;
    }

    /// Every supported call in order of number.
    public List<Entry> supported() {
        List<Entry> list = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry != null) {
                list.add(entry);
            }
        }
        list.sort(Comparator.comparingInt(Entry::number));
        return List.copyOf(list);
    }
}
