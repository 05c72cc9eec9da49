package org.lkernel.kernel.files;

import org.lkernel.kernel.files.Epoll.Interest;
import org.lkernel.kernel.files.Epoll.Subject;

/// What every description is ready for at this moment, told from the state of what it leads to; nothing of it is
/// remembered.
///
/// An interest list is ready as long as one of those on its ready list is: one that was put there and has nothing any
/// more is taken off by whoever looks, as Linux does.
final class Levels {
    private final Core core;
    private final Pipes pipes;
    private final Terminals terminals;
    private final Counters counters;
    private final Sockets sockets;

    Levels(Core core, Pipes pipes, Terminals terminals, Counters counters, Sockets sockets) {
        this.core = core;
        this.pipes = pipes;
        this.terminals = terminals;
        this.counters = counters;
        this.sockets = sockets;
    }

    int of(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd end -> pipes.ready(file, end);
            case Opened.TerminalLine line -> terminals.ready(line.terminal());
            case Opened.Counter counter -> counters.ready(counter.counter());
            case Opened.Timer timer -> counters.readyTimer(timer.timer());
            case Opened.SocketEnd end -> sockets.ready(end.socket());
            case Opened.Epoll epoll -> of(epoll.epoll());
            case Opened.OfProcess process -> core.state.handle(process.handle()).ready();
            case Opened.Text text -> isMountTable(file) ? Readiness.READ : Readiness.ALWAYS;
            case Opened.Memoryless device -> isBlockingRandom(file) ? Readiness.READ : Readiness.ALWAYS;
            case Opened.HostStream stream -> Readiness.ALWAYS;
            case Opened.Plain plain -> Readiness.ALWAYS;
        };
    }

    private int of(long epoll) {
        for (Subject key; (key = core.state.epoll(epoll).first()) != null; ) {
            Epoll list = core.state.epoll(epoll);
            if (of(key, list.interest(key)) != 0) {
                return Readiness.READ;
            }
            core.state.epolls = core.state.epolls.plus(epoll, list.unlisted(key));
        }
        return 0;
    }

    /// What an interest would report.
    int of(Subject key, Interest interest) {
        int wanted = interest.wanted();
        return wanted == 0 ? 0 : of(core.state.file(key.file())) & wanted;
    }

    // ---- what can be watched

    /// Whether a description can be waited for at all: `epoll_ctl(2)` refuses what is always ready by nature.
    boolean canBeWatched(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain plain -> false;
            case Opened.Memoryless device -> isBlockingRandom(file);
            case Opened.Text text -> hasPoll(file);
            case Opened.PipeEnd e -> true;
            case Opened.TerminalLine t -> true;
            case Opened.Counter c -> true;
            case Opened.Timer t -> true;
            case Opened.SocketEnd s -> true;
            case Opened.Epoll e -> true;
            case Opened.OfProcess p -> true;
            case Opened.HostStream h -> true;
        };
    }

    private boolean isBlockingRandom(OpenFile file) {
        Inode inode = core.state.inodes.get(file.place().inode());
        return inode != null && inode.node() instanceof Node.Device device && device.minor() == Boot.RANDOM_MINOR;
    }

    /// Of procfs all files of the machine, and of a process only its mount tables: `proc(5)` files are made that way.
    private static boolean hasPoll(OpenFile file) {
        return !ProcName.isGenerated(file.place().inode())
                || ProcName.of(file.place().inode()).pid() == 0
                || isMountTable(file);
    }

    private static boolean isMountTable(OpenFile file) {
        if (!ProcName.isGenerated(file.place().inode())) {
            return false;
        }
        ProcName.Kind kind = ProcName.of(file.place().inode()).kind();
        return kind == ProcName.Kind.PROCESS_MOUNTS || kind == ProcName.Kind.MOUNTINFO;
    }
}
