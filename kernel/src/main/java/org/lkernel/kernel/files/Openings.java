package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.PathWalk.Found;

/// `openat(2)`: from a name to a description, by type of file.
final class Openings {
    private static final int SIGNIFICANT_WITH_PATH =
            OpenFlags.PATH | OpenFlags.DIRECTORY | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Paths paths;
    private final Names names;
    private final Descriptors descriptors;
    private final Pipes pipes;
    private final Terminals terminals;
    private final Transfers transfers;
    private final ProcText procText;
    private final Turns turns;

    Openings(
            Core core,
            Tree tree,
            Mounts mounts,
            Paths paths,
            Names names,
            Descriptors descriptors,
            Pipes pipes,
            Terminals terminals,
            Transfers transfers,
            ProcText procText,
            Turns turns) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.paths = paths;
        this.names = names;
        this.descriptors = descriptors;
        this.pipes = pipes;
        this.terminals = terminals;
        this.transfers = transfers;
        this.procText = procText;
        this.turns = turns;
    }

    void open(Caller caller, NameCall.Open call) {
        int flags = normal(call.flags());
        if (call.path().isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        descriptors.reserve(caller, 0);
        boolean create = (flags & OpenFlags.CREATE) != 0;
        boolean exclusive = create && (flags & OpenFlags.EXCLUSIVE) != 0;
        if (create && call.path().at(call.path().length() - 1) == '/') {
            Found parent = paths.findParent(caller, call.directory(), call.path());
            throw new Refusal(exclusive && parent.name().isEmpty() ? Errno.EEXIST : Errno.EISDIR);
        }
        boolean follow = (flags & OpenFlags.NO_FOLLOW) == 0 && !exclusive;
        Found found = paths.find(caller, call.directory(), call.path(), follow);
        if ((flags & OpenFlags.TEMPORARY) == OpenFlags.TEMPORARY) {
            openTemporary(caller, found, flags, call.mode());
        } else if (found.target() == null) {
            create(caller, found, flags, call.mode());
        } else if (exclusive) {
            throw new Refusal(Errno.EEXIST);
        } else {
            openExisting(caller, found, flags);
        }
    }

    private static int normal(int given) {
        int flags = given & OpenFlags.KNOWN;
        if ((flags & OpenFlags.PATH) != 0) {
            return flags & SIGNIFICANT_WITH_PATH;
        }
        boolean temporary = (flags & OpenFlags.TEMPORARY) != 0;
        if (temporary && ((flags & OpenFlags.DIRECTORY) == 0 || !OpenFlags.writable(flags))) {
            throw new Refusal(Errno.EINVAL);
        }
        if ((flags & OpenFlags.CREATE) != 0 && (flags & OpenFlags.DIRECTORY) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        return flags | OpenFlags.LARGE_FILE;
    }

    // ---- new files

    private void create(Caller caller, Found found, int flags, int mode) {
        if ((flags & OpenFlags.CREATE) == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        if (found.directory()) {
            throw new Refusal(Errno.EISDIR);
        }
        names.creatable(caller, found.parent());
        int permissions = mode & Mode.PERMISSIONS & ~caller.directories().mask();
        Inode inode = names.create(caller, found, Mode.REGULAR | permissions, Tree.freshContent());
        Place place = new Place(found.parent().mount(), inode.id());
        install(caller, new Found(found.parent(), found.name(), place, false), flags, new Opened.Plain());
    }

    private void openTemporary(Caller caller, Found found, int flags, int mode) {
        Place directory = found.existing();
        if (!paths.inode(directory).isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        if (!(paths.inode(directory).node() instanceof Node.Directory)) {
            throw new Refusal(Errno.ENOTSUP);
        }
        paths.requireWritable(directory);
        Permissions.require(caller.credentials(), paths.inode(directory), Permissions.WRITE | Permissions.EXECUTE);
        int permissions = mode & Mode.PERMISSIONS & ~caller.directories().mask();
        Inode inode = tree.make(
                paths.inode(directory).device(),
                Mode.REGULAR | permissions,
                caller.credentials().fileUser(),
                caller.credentials().fileGroup(),
                Tree.freshContent().marked((flags & OpenFlags.EXCLUSIVE) == 0 ? Seals.LINKABLE : 0));
        tree.put(inode.withLinks(0, core.nowNanos()).named(directory.inode(), "#" + inode.id()));
        Place place = new Place(directory.mount(), inode.id());
        install(caller, new Found(directory, "#" + inode.id(), place, false), flags, new Opened.Plain());
    }

    // ---- files there are

    private void openExisting(Caller caller, Found found, int flags) {
        Place place = found.existing();
        Inode inode = tree.inode(place.inode());
        if ((flags & OpenFlags.DIRECTORY) != 0 && !inode.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        if ((flags & OpenFlags.PATH) != 0) {
            install(caller, found, flags, new Opened.Plain());
            return;
        }
        requireOpenable(caller, place, inode, flags);
        switch (inode.node()) {
            case Node.Directory d -> install(caller, found, flags, new Opened.Plain());
            case Node.Regular regular -> openRegular(caller, found, inode, flags);
            case Node.Device device -> openDevice(caller, found, device, flags);
            case Node.Fifo fifo -> pipes.openFifo(caller, found, inode, flags);
            case Node.Generated generated -> openGenerated(caller, found, generated.name(), flags);
            case Node.Socket s -> throw new Refusal(Errno.ENXIO);
            case Node.Symlink s -> throw new Refusal(Errno.ELOOP);
            case Node.Stream stream -> install(caller, found, flags, new Opened.HostStream(stream.number()));
            case Node.Anonymous a -> throw new Refusal(Errno.ENXIO);
        }
    }

    private void requireOpenable(Caller caller, Place place, Inode inode, int flags) {
        boolean writes = OpenFlags.writable(flags) || (flags & OpenFlags.TRUNCATE) != 0;
        if (inode.isSymlink()) {
            throw new Refusal(Errno.ELOOP);
        }
        if (inode.isDirectory() && (writes || (flags & OpenFlags.CREATE) != 0)) {
            throw new Refusal(Errno.EISDIR);
        }
        if (inode.node() instanceof Node.Device && (mounts.at(place).flags() & Mount.NO_DEVICES) != 0) {
            throw new Refusal(Errno.EACCES);
        }
        if (writes && (inode.isRegular() || inode.isDirectory())) {
            paths.requireWritable(place);
        }
        int wanted = (OpenFlags.readable(flags) ? Permissions.READ : 0) | (writes ? Permissions.WRITE : 0);
        Permissions.require(caller.credentials(), inode, wanted);
        if ((flags & OpenFlags.NO_ACCESS_TIME) != 0 && !Permissions.owns(caller.credentials(), inode)) {
            throw new Refusal(Errno.EPERM);
        }
    }

    private void openRegular(Caller caller, Found found, Inode inode, int flags) {
        boolean truncates = (flags & OpenFlags.TRUNCATE) != 0;
        if (truncates) {
            turns.await(inode);
        }
        if (OpenFlags.writable(flags) || truncates) {
            requireNotRunning(inode);
            tree.adopt(inode);
        }
        int descriptor = installed(caller, found, flags, new Opened.Plain());
        if (truncates) {
            resize(caller, tree.inode(inode.id()), 0, descriptor);
        } else {
            caller.answer(descriptor);
        }
    }

    /// `ETXTBSY` for the program of a task.
    void requireNotRunning(Inode inode) {
        if (inode.uses() > 0 && core.state.tasks.values().stream().anyMatch(task -> task.program() == inode.id())) {
            throw new Refusal(Errno.ETXTBSY);
        }
    }

    /// Sets a regular file's size; its pages follow before the answer does.
    void resize(Caller caller, Inode inode, long size, long answer) {
        if (inode.node() instanceof Node.Regular regular) {
            Seals.requireResizable(regular, inode.size(), size);
        }
        Inode own = transfers.modified(caller, inode);
        if (size < own.size()) {
            turns.shrink(caller.call, own, size, answer);
            return;
        }
        if (size > own.size()) {
            turns.grow(own, size);
        }
        caller.answer(answer);
    }

    private void openGenerated(Caller caller, Found found, ProcName name, int flags) {
        if (Mode.type(name.mode()) == Mode.DIRECTORY) {
            install(caller, found, flags, new Opened.Plain());
            return;
        }
        Bytes text = procText.content(name, caller.check, caller.directories().root());
        install(caller, found, flags, new Opened.Text(text));
    }

    // ---- devices

    private static final int MEMORY_DEVICES = 1;
    private static final int TERMINALS = 5;
    private static final int PSEUDO_TERMINALS = 136;

    private void openDevice(Caller caller, Found found, Node.Device device, int flags) {
        switch (device.major()) {
            case MEMORY_DEVICES -> install(caller, found, flags, memoryDevice(device.minor()));
            case TERMINALS, PSEUDO_TERMINALS -> openTerminal(caller, found, device, flags);
            default -> throw new Refusal(Errno.ENXIO);
        }
    }

    private static Opened memoryDevice(int minor) {
        return new Opened.Memoryless(
                switch (minor) {
                    case 3 -> Opened.Memoryless.Kind.NULL;
                    case 5 -> Opened.Memoryless.Kind.ZERO;
                    case 7 -> Opened.Memoryless.Kind.FULL;
                    case 8, 9 -> Opened.Memoryless.Kind.RANDOM;
                    default -> throw new Refusal(Errno.ENXIO);
                });
    }

    /// `/dev/tty` is the caller's own, `/dev/console` the machine's.
    private void openTerminal(Caller caller, Found found, Node.Device device, int flags) {
        boolean own = device.major() == TERMINALS && device.minor() == 0;
        Terminal terminal =
                own ? terminals.controlling(caller.task.identity()) : core.state.terminals.get(core.state.console);
        if (terminal == null && !own && device.minor() == 1) {
            install(caller, found, flags, new Opened.HostStream(OpenFlags.writable(flags) ? 1 : 0));
            return;
        }
        if (terminal == null) {
            throw new Refusal(Errno.ENXIO);
        }
        if (!own && (flags & OpenFlags.NO_TERMINAL) == 0) {
            terminals.opened(caller.task.identity(), terminal.id());
        }
        install(caller, found, flags, new Opened.TerminalLine(terminal.id()));
    }

    // ----

    private void install(Caller caller, Found found, int flags, Opened opened) {
        caller.answer(installed(caller, found, flags, opened));
    }

    private int installed(Caller caller, Found found, int flags, Opened opened) {
        OpenFile file = descriptors.open(flags, found.existing(), found.parent().inode(), found.name(), opened);
        return descriptors.install(caller, file, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }
}
