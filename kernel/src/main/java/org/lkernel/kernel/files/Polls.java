package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;

/// `ppoll(2)` and `pselect6(2)`.
final class Polls {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int POLLFD = 8;
    private static final int IGNORED = -1;

    /// What `select(2)` calls readable, writable and exceptional.
    private static final int SELECT_IN = Readiness.READ | Readiness.READ_BAND | Readiness.HUP | Readiness.ERR;

    private static final int SELECT_OUT = Readiness.WRITE | Readiness.WRITE_BAND | Readiness.ERR;

    private final Core core;
    private final Levels levels;

    Polls(Core core, Levels levels) {
        this.core = core;
        this.levels = levels;
    }

    /// When a wait that begins now ends: 0 at once, `Long.MAX_VALUE` never.
    static long deadline(Caller caller, AttributeCall.@Nullable Timespec timeout) {
        if (timeout == null) {
            return Ongoing.NEVER;
        }
        if (timeout.seconds() < 0 || timeout.nanoseconds() < 0 || timeout.nanoseconds() >= SECOND_NANOS) {
            throw new Refusal(Errno.EINVAL);
        }
        if (timeout.seconds() > Long.MAX_VALUE / 2 / SECOND_NANOS) {
            return Ongoing.NEVER;
        }
        long nanos = timeout.seconds() * SECOND_NANOS + timeout.nanoseconds();
        return nanos == 0 ? 0 : caller.call.nowNanos() + nanos;
    }

    /// The caller's signal mask is swapped before anything is looked at, so that no signal can slip between.
    static void mask(Caller caller, @Nullable Bytes mask) {
        if (mask != null) {
            caller.check.known(new Question.Mask(Layout.read(mask, 0, 8)));
        }
    }

    // ---- poll

    void poll(Caller caller, PollCall.Poll call) {
        long deadline = deadline(caller, call.timeout());
        int count = call.entries().length() / POLLFD;
        if (count > caller.task.descriptorLimit()) {
            throw new Refusal(Errno.EINVAL);
        }
        caller.core.ledger.afford((long) count * Ledger.WAIT, Errno.ENOMEM);
        mask(caller, call.mask());
        List<Operation.PollEntry> entries = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int descriptor = (int) Layout.read(call.entries(), index * POLLFD, 4);
            int events = (int) Layout.read(call.entries(), index * POLLFD + 4, 2);
            entries.add(new Operation.PollEntry(descriptor < 0 ? IGNORED : file(caller, descriptor), events));
        }
        core.attempt(caller.call, new Operation.Poll(call.address(), List.copyOf(entries), deadline));
    }

    /// The description behind a descriptor, or 0.
    private static long file(Caller caller, int descriptor) {
        Table.Descriptor found = caller.table().at(descriptor);
        return found == null || caller.core.state.file(found.file()).isPath() ? 0 : found.file();
    }

    Outcome poll(Operation.Poll poll, boolean late) {
        List<CopyOut> outs = new ArrayList<>();
        LinkedHashSet<Long> sources = new LinkedHashSet<>();
        int ready = 0;
        for (int index = 0; index < poll.entries().size(); index++) {
            Operation.PollEntry entry = poll.entries().get(index);
            int events = events(entry, sources);
            ready += events == 0 ? 0 : 1;
            outs.add(new CopyOut(
                    poll.address() + index * (long) POLLFD + 6,
                    new Layout(2).putShort(events).toBytes()));
        }
        if (ready > 0 || late || poll.deadlineNanos() == 0) {
            return new Outcome.Done(new Completion.Returned(ready, List.copyOf(outs)));
        }
        return new Outcome.Blocked(poll, List.copyOf(sources), poll.deadlineNanos());
    }

    private int events(Operation.PollEntry entry, Set<Long> sources) {
        if (entry.file() == IGNORED) {
            return 0;
        }
        if (entry.file() == 0) {
            return Readiness.INVALID;
        }
        OpenFile file = core.state.file(entry.file());
        addSource(file, sources);
        return levels.of(file) & (entry.events() | Readiness.ERR | Readiness.HUP);
    }

    private static void addSource(OpenFile file, Set<Long> sources) {
        long source = Streams.source(file);
        if (source != 0) {
            sources.add(source);
        }
    }

    // ---- select

    void select(Caller caller, PollCall.Select call) {
        long deadline = deadline(caller, call.timeout());
        int count = Math.min(call.count(), Descriptors.LIMIT_MAXIMUM);
        List<Operation.SelectEntry> entries = new ArrayList<>();
        for (int descriptor = 0; descriptor < count; descriptor++) {
            boolean in = has(call.in(), descriptor);
            boolean out = has(call.out(), descriptor);
            boolean except = has(call.except(), descriptor);
            if (in || out || except) {
                long file = file(caller, descriptor);
                if (file == 0) {
                    throw new Refusal(Errno.EBADF);
                }
                entries.add(new Operation.SelectEntry(descriptor, file, in, out, except));
            }
        }
        caller.core.ledger.afford((long) entries.size() * Ledger.WAIT, Errno.ENOMEM);
        mask(caller, call.mask());
        core.attempt(
                caller.call,
                new Operation.Select(
                        count,
                        call.inAddress(),
                        call.outAddress(),
                        call.exceptAddress(),
                        List.copyOf(entries),
                        deadline));
    }

    private static boolean has(@Nullable Bytes set, int bit) {
        return set != null && (set.at(bit >>> 3) >> (bit & 7) & 1) != 0;
    }

    Outcome select(Operation.Select select, boolean late) {
        int bytes = (select.count() + 63) / 64 * 8;
        byte[][] sets = new byte[3][bytes];
        LinkedHashSet<Long> sources = new LinkedHashSet<>();
        int ready = 0;
        for (Operation.SelectEntry entry : select.entries()) {
            OpenFile file = core.state.file(entry.file());
            addSource(file, sources);
            int events = levels.of(file);
            ready += set(sets[0], entry.descriptor(), entry.in() && (events & SELECT_IN) != 0);
            ready += set(sets[1], entry.descriptor(), entry.out() && (events & SELECT_OUT) != 0);
            ready += set(sets[2], entry.descriptor(), entry.except() && (events & Readiness.PRIORITY) != 0);
        }
        if (ready == 0 && !late && select.deadlineNanos() != 0) {
            return new Outcome.Blocked(select, List.copyOf(sources), select.deadlineNanos());
        }
        List<CopyOut> outs = new ArrayList<>();
        addSet(outs, select.inAddress(), sets[0]);
        addSet(outs, select.outAddress(), sets[1]);
        addSet(outs, select.exceptAddress(), sets[2]);
        return new Outcome.Done(new Completion.Returned(ready, List.copyOf(outs)));
    }

    private static int set(byte[] set, int bit, boolean on) {
        if (on) {
            set[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
        return on ? 1 : 0;
    }

    private static void addSet(List<CopyOut> outs, long address, byte[] set) {
        if (address != 0 && set.length > 0) {
            outs.add(new CopyOut(address, Bytes.copyOf(set)));
        }
    }
}
