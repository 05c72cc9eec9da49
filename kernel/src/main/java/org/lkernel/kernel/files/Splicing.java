package org.lkernel.kernel.files;

/// Which kinds of description bytes can be moved out of and into without the caller's memory.
final class Splicing {
    private final Core core;
    private final Tree tree;

    Splicing(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    /// What bytes can be taken out of without a reader (`splice_read` of a driver); a pipe is not asked.
    boolean gives(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain p -> isFile(file);
            case Opened.Text t -> isOfMachine(file);
            case Opened.Memoryless device -> device.kind() != Opened.Memoryless.Kind.NULL;
            case Opened.TerminalLine l -> true;
            case Opened.SocketEnd end -> core.state.socket(end.socket()).backlog() < 0;
            case Opened.HostStream s -> false;
            case Opened.PipeEnd e -> false;
            case Opened.Counter c -> false;
            case Opened.Timer t -> false;
            case Opened.Epoll e -> false;
            case Opened.OfProcess p -> false;
        };
    }

    /// What bytes can be put into without a writer (`splice_write` of a driver).
    boolean takes(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain p -> isFile(file);
            case Opened.Memoryless device -> device.kind() != Opened.Memoryless.Kind.FULL;
            case Opened.TerminalLine l -> true;
            case Opened.SocketEnd e -> true;
            case Opened.HostStream s -> true;
            case Opened.PipeEnd e -> true;
            case Opened.Text t -> false;
            case Opened.Counter c -> false;
            case Opened.Timer t -> false;
            case Opened.Epoll e -> false;
            case Opened.OfProcess p -> false;
        };
    }

    /// The machine's own streams are pipes to a program.
    static boolean isPipe(OpenFile file) {
        return file.opened() instanceof Opened.PipeEnd || file.opened() instanceof Opened.HostStream;
    }

    /// Only the files of procfs that say something of the whole machine can be spliced from.
    static boolean isOfMachine(OpenFile file) {
        return ProcName.isGenerated(file.place().inode())
                && ProcName.of(file.place().inode()).pid() == 0;
    }

    boolean isFile(OpenFile file) {
        return file.opened() instanceof Opened.Plain
                && tree.inode(file.place().inode()).isRegular();
    }
}
