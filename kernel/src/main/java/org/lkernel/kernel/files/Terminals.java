package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.task.Identity;
import org.lkernel.kernel.task.Tasks;
import org.pcollections.TreePVector;

/// Terminals as files: reading lines, writing, job control, and the requests of `ioctl_tty(2)`.
final class Terminals {
    private static final int SIGHUP = 1;
    private static final int SIGCONT = 18;
    private static final int SIGTTIN = 21;
    private static final int SIGTTOU = 22;
    private static final int SIGWINCH = 28;
    private static final long TENTH_NANOS = 100_000_000;
    private static final int STANDARD_OUTPUT = 1;

    private final Core core;

    Terminals(Core core) {
        this.core = core;
    }

    Terminal terminal(long id) {
        return core.state.terminal(id);
    }

    private void put(Terminal terminal) {
        core.state.terminals = core.state.terminals.plus(terminal.id(), terminal);
    }

    /// The controlling terminal of a task's session, or null.
    @Nullable
    Terminal controlling(Identity identity) {
        return controlling(core.state, identity);
    }

    static @Nullable Terminal controlling(FilesState state, Identity identity) {
        for (Terminal terminal : state.terminals.values()) {
            if (terminal.session() != 0 && terminal.session() == identity.session()) {
                return terminal;
            }
        }
        return null;
    }

    // ---- what comes in

    /// Characters from the line.
    void typed(long id, Bytes characters) {
        if (terminal(id).hungUp()) {
            return;
        }
        Terminal before = terminal(id);
        LineDiscipline discipline = new LineDiscipline(before);
        discipline.type(characters);
        put(discipline.terminal());
        show(discipline.echo());
        for (int signal : discipline.signals()) {
            signal(discipline.terminal().foreground(), signal);
        }
        int news = news(before, discipline.terminal());
        if (news != 0) {
            core.wake(id, news);
        }
    }

    /// What typing has made true: of lines only another one counts.
    private static int news(Terminal before, Terminal after) {
        boolean more = after.canonical() ? after.lines().size() > before.lines().size() : after.available() > 0;
        return (more ? Readiness.READ : 0) | (before.stopped() && !after.stopped() ? Readiness.WRITE : 0);
    }

    private void show(Bytes output) {
        if (!output.isEmpty()) {
            core.send(Port.CONSOLE, new Console.Write(null, STANDARD_OUTPUT, output));
        }
    }

    private void signal(int group, int signal) {
        if (group != 0) {
            core.send(Port.TASKS, new Tasks.SignalGroup(group, signal));
        }
    }

    void window(long id, int rows, int columns) {
        Terminal terminal = terminal(id);
        if (terminal.rows() != rows || terminal.columns() != columns) {
            put(terminal.withWindow(rows, columns));
            signal(terminal.foreground(), SIGWINCH);
        }
    }

    /// The line is gone: the session's leader and the foreground group are told, and reads find the end.
    void hungUp(long id) {
        Terminal terminal = terminal(id);
        put(terminal.hangUp());
        signal(terminal.session(), SIGHUP);
        signal(terminal.session(), SIGCONT);
        if (terminal.foreground() != terminal.session()) {
            signal(terminal.foreground(), SIGHUP);
            signal(terminal.foreground(), SIGCONT);
        }
        core.changed(id);
    }

    /// A session leader has exited, or gave its terminal up.
    void abandoned(Identity leader) {
        Terminal terminal = controlling(leader);
        if (terminal != null) {
            put(terminal.withOwner(0, 0));
            signal(terminal.foreground(), SIGHUP);
            signal(terminal.foreground(), SIGCONT);
        }
    }

    // ---- reading and writing

    /// A background process may not read (`SIGTTIN`).
    void requireReadable(Caller caller, long id) {
        if (isBackground(caller, terminal(id))) {
            caller.check.known(new Question.Foreground(SIGTTIN, null));
        }
    }

    /// A background process may not write if the terminal says so (`SIGTTOU`).
    void requireWritable(Caller caller, long id) {
        if (terminal(id).termios().locals(Termios.TOSTOP)) {
            requireChangeable(caller, id, null);
        }
    }

    /// A background process may not change settings.
    private void requireChangeable(Caller caller, long id, @Nullable Errno orphaned) {
        if (isBackground(caller, terminal(id))) {
            caller.check.known(new Question.Foreground(SIGTTOU, orphaned));
        }
    }

    private static boolean isBackground(Caller caller, Terminal terminal) {
        Identity identity = caller.task.identity();
        return terminal.session() != 0
                && terminal.session() == identity.session()
                && terminal.foreground() != 0
                && terminal.foreground() != identity.group();
    }

    /// What a read takes now, or null when it must wait.
    @Nullable
    Bytes take(long id, int length) {
        Terminal terminal = terminal(id);
        if (terminal.hungUp()) {
            return Bytes.EMPTY;
        }
        if (terminal.canonical()) {
            return terminal.lines().isEmpty() ? null : takeLine(terminal, length);
        }
        if (!terminal.ready()) {
            boolean poll = terminal.termios().character(Termios.VMIN) == 0
                    && terminal.termios().character(Termios.VTIME) == 0;
            return poll ? Bytes.EMPTY : null;
        }
        boolean enough = terminal.available()
                >= Math.min(length, Math.max(1, terminal.termios().character(Termios.VMIN)));
        return enough ? takeRaw(terminal, length) : null;
    }

    /// What came before a time-out, perhaps nothing.
    Bytes takeLate(long id, int length) {
        return takeRaw(terminal(id), length);
    }

    private Bytes takeLine(Terminal terminal, int length) {
        Bytes line = terminal.lines().get(0);
        TreePVector<Bytes> rest = terminal.lines().minus(0);
        if (line.length() > length) {
            rest = rest.plus(0, line.slice(length, line.length() - length));
            line = line.slice(0, length);
        }
        put(terminal.withInput(rest, terminal.editing()));
        return line;
    }

    private Bytes takeRaw(Terminal terminal, int length) {
        Bytes all = Bytes.EMPTY;
        for (Bytes line : terminal.lines()) {
            all = all.concat(line);
        }
        all = all.concat(terminal.editing());
        int count = Math.min(length, all.length());
        put(terminal.withInput(TreePVector.empty(), all.slice(count, all.length() - count)));
        return all.slice(0, count);
    }

    /// When a read that begins now is to end though nothing came (VTIME with VMIN 0).
    long deadline(long id, long nowNanos) {
        Terminal terminal = terminal(id);
        int tenths = terminal.termios().character(Termios.VTIME);
        boolean timed = !terminal.canonical()
                && tenths > 0
                && (terminal.termios().character(Termios.VMIN) == 0 || terminal.available() > 0);
        return timed ? nowNanos + tenths * TENTH_NANOS : Ongoing.NEVER;
    }

    /// How much was taken; 0 while VSTOP holds the output.
    int accept(long id, Bytes chunk) {
        Terminal terminal = terminal(id);
        if (terminal.hungUp()) {
            throw new Refusal(Errno.EIO);
        }
        if (terminal.stopped()) {
            return 0;
        }
        show(LineDiscipline.processed(terminal.termios(), chunk));
        return chunk.length();
    }

    int ready(long id) {
        Terminal terminal = terminal(id);
        if (terminal.hungUp()) {
            return Readiness.ALWAYS | Readiness.HUP | Readiness.ERR;
        }
        return (terminal.ready() ? Readiness.READ : 0) | (terminal.stopped() ? 0 : Readiness.WRITE);
    }

    // ---- requests

    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TCSETSF = 0x5404;
    private static final int TCSBRK = 0x5409;
    private static final int TCXONC = 0x540A;
    private static final int TCFLSH = 0x540B;
    private static final int TIOCEXCL = 0x540C;
    private static final int TIOCNXCL = 0x540D;
    private static final int TIOCSCTTY = 0x540E;
    private static final int TIOCGPGRP = 0x540F;
    private static final int TIOCSPGRP = 0x5410;
    private static final int TIOCOUTQ = 0x5411;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;
    private static final int FIONREAD = 0x541B;
    private static final int TIOCNOTTY = 0x5422;
    private static final int TCSBRKP = 0x5425;
    private static final int TIOCGSID = 0x5429;
    private static final int TCGETS2 = 0x802C542A;
    private static final int TCSETS2 = 0x402C542B;
    private static final int TCSETSF2 = 0x402C542D;

    void control(Caller caller, DescriptorCall.DeviceControl call, long id) {
        Terminal terminal = terminal(id);
        if (terminal.hungUp()) {
            throw new Refusal(Errno.EIO);
        }
        long argument = call.argument();
        switch (call.request()) {
            case TCGETS -> caller.answer(0, argument, terminal.termios().toBytes(false));
            case TCGETS2 -> caller.answer(0, argument, terminal.termios().toBytes(true));
            case TCSETS, TCSETS + 1, TCSETSF -> set(caller, terminal, call, Termios.BYTES, call.request() == TCSETSF);
            case TCSETS2, TCSETS2 + 1, TCSETSF2 ->
                set(caller, terminal, call, Termios.BYTES_WITH_SPEED, call.request() == TCSETSF2);
            case TIOCGWINSZ ->
                caller.answer(
                        0,
                        argument,
                        new Layout(8)
                                .putShort(terminal.rows())
                                .putShort(terminal.columns())
                                .toBytes());
            case TIOCSWINSZ -> setWindow(caller, terminal, caller.argument(argument, 8));
            case TIOCGPGRP -> answerOwned(caller, terminal, argument, terminal.foreground());
            case TIOCSPGRP -> setForeground(caller, terminal, (int) Layout.read(caller.argument(argument, 4), 0, 4));
            case TIOCGSID -> answerOwned(caller, terminal, argument, terminal.session());
            case TIOCSCTTY -> acquire(caller, terminal, argument);
            case TIOCNOTTY -> giveUp(caller, terminal);
            case FIONREAD ->
                caller.answer(
                        0, argument, new Layout(4).putInt(terminal.available()).toBytes());
            case TIOCOUTQ -> caller.answer(0, argument, new Layout(4).putInt(0).toBytes());
            case TCFLSH -> flush(caller, terminal, argument);
            case TCSBRK, TCSBRKP, TIOCEXCL, TIOCNXCL -> caller.answer(0);
            case TCXONC -> flow(caller, terminal, argument);
            default -> throw new Refusal(Errno.ENOTTY);
        }
    }

    private void set(Caller caller, Terminal terminal, DescriptorCall.DeviceControl call, int size, boolean flush) {
        Bytes image = caller.argument(call.argument(), size);
        requireChangeable(caller, terminal.id(), null);
        Terminal changed = terminal.withTermios(Termios.of(image));
        put(flush ? changed.withInput(TreePVector.empty(), Bytes.EMPTY) : changed);
        core.changed(terminal.id());
        caller.answer(0);
    }

    private void setWindow(Caller caller, Terminal terminal, Bytes image) {
        window(terminal.id(), (int) Layout.read(image, 0, 2), (int) Layout.read(image, 2, 2));
        caller.answer(0);
    }

    private static void answerOwned(Caller caller, Terminal terminal, long address, int value) {
        if (terminal.session() == 0
                || terminal.session() != caller.task.identity().session()) {
            throw new Refusal(Errno.ENOTTY);
        }
        caller.answer(0, address, new Layout(4).putInt(value).toBytes());
    }

    private void setForeground(Caller caller, Terminal terminal, int group) {
        Identity identity = caller.task.identity();
        if (terminal.session() == 0 || terminal.session() != identity.session()) {
            throw new Refusal(Errno.ENOTTY);
        }
        requireChangeable(caller, terminal.id(), Errno.ENOTTY);
        if (group < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        int session = sessionOf(group);
        if (session != identity.session()) {
            throw new Refusal(session == 0 ? Errno.ESRCH : Errno.EPERM);
        }
        put(terminal.withOwner(terminal.session(), group));
        caller.answer(0);
    }

    private int sessionOf(int group) {
        for (TaskFiles task : core.state.tasks.values()) {
            if (task.identity().group() == group) {
                return task.identity().session();
            }
        }
        return 0;
    }

    private void acquire(Caller caller, Terminal terminal, long steal) {
        Identity identity = caller.task.identity();
        if (terminal.session() == identity.session() && identity.process() == identity.session()) {
            caller.answer(0);
            return;
        }
        boolean taken = terminal.session() != 0 && !(steal == 1 && caller.capable(Permissions.CAP_SYS_ADMIN));
        if (identity.process() != identity.session() || controlling(identity) != null || taken) {
            throw new Refusal(Errno.EPERM);
        }
        put(terminal.withOwner(identity.session(), identity.group()));
        caller.answer(0);
    }

    /// A session leader that opens a terminal nobody owns gets it.
    void opened(Identity identity, long id) {
        Terminal terminal = terminal(id);
        if (terminal.session() == 0 && identity.process() == identity.session() && controlling(identity) == null) {
            put(terminal.withOwner(identity.session(), identity.group()));
        }
    }

    private void giveUp(Caller caller, Terminal terminal) {
        Identity identity = caller.task.identity();
        if (terminal.session() == 0 || terminal.session() != identity.session()) {
            throw new Refusal(Errno.ENOTTY);
        }
        if (identity.process() == identity.session()) {
            abandoned(identity);
        }
        caller.answer(0);
    }

    private void flush(Caller caller, Terminal terminal, long which) {
        if (which < 0 || which > 2) {
            throw new Refusal(Errno.EINVAL);
        }
        if (which != 1) {
            put(terminal.withInput(TreePVector.empty(), Bytes.EMPTY));
        }
        caller.answer(0);
    }

    private void flow(Caller caller, Terminal terminal, long action) {
        if (action < 0 || action > 3) {
            throw new Refusal(Errno.EINVAL);
        }
        if (action < 2) {
            put(terminal.withHeld(action == 0, Bytes.EMPTY));
            core.changed(terminal.id());
        }
        caller.answer(0);
    }
}
