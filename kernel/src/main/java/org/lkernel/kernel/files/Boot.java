package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tree a machine starts with.
final class Boot {
    /// The kind of the mount that holds what has no name; nobody is shown it.
    /// `/dev/random`, which could block once.
    static final int RANDOM_MINOR = 8;

    static final String NAMELESS = "anon_inodefs";

    static final long PIPE_DEVICE = 12;
    static final long MEMORY_FILE_DEVICE = 1;
    static final long SOCKET_DEVICE = 8;
    private static final long ANONYMOUS_DEVICE = 13;
    private static final long DEVICE_DEVICE = 5;
    private static final long FIRST_TREE_DEVICE = 20;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Setup setup;
    private long nextDevice = FIRST_TREE_DEVICE;

    Boot(Core core, Tree tree, Mounts mounts, Setup setup) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.setup = setup;
    }

    void build() {
        core.state.epochNanos = setup.epochNanos();
        root();
        anonymous();
        mount("proc", "proc", new ProcName(ProcName.Kind.ROOT, 0, 0).inode(), 0);
        mount("dev", "devtmpfs", directory(DEVICE_DEVICE, 0755).id(), 0);
        devices();
        mount("dev/shm", "tmpfs", directory(nextDevice++, 01777).id(), Mount.NO_SET_ID | Mount.NO_DEVICES);
        mount("tmp", "tmpfs", directory(nextDevice++, 01777).id(), Mount.NO_SET_ID | Mount.NO_DEVICES);
        mount("run", "tmpfs", directory(nextDevice++, 0755).id(), Mount.NO_SET_ID | Mount.NO_DEVICES);
        mount("sys", "sysfs", new ProcName(ProcName.Kind.SYSFS, 0, 0).inode(), Mount.NO_SET_ID | Mount.NO_DEVICES);
        for (Setup.Volume volume : setup.volumes()) {
            String point = volume.point().toLatin1().substring(1);
            if (!point.isEmpty()) {
                long top = based(volume.export());
                mount(point, "overlay", top, volume.readOnly() ? Mount.READ_ONLY : 0);
            }
        }
    }

    /// The time of day, told after the tree was made: what was made before there was one is as old as the
    /// machine.
    void epochIs(long epochNanos) {
        core.state.epochNanos = epochNanos;
        for (Inode inode : core.state.inodes.values()) {
            if (inode.birthNanos() == 0) {
                tree.put(inode.born(epochNanos));
            }
        }
    }

    private void root() {
        int export = -1;
        boolean readOnly = false;
        for (Setup.Volume volume : setup.volumes()) {
            if (volume.point().toLatin1().equals("/")) {
                export = volume.export();
                readOnly = volume.readOnly();
            }
        }
        long top = export < 0 ? directory(nextDevice++, 0755).id() : based(export);
        long id = core.state.nextId();
        core.state.mounts =
                core.state.mounts.plus(id, new Mount(id, 0, 0, top, "overlay", "root", readOnly ? Mount.READ_ONLY : 0));
        core.state.rootMount = id;
        tree.use(top);
    }

    private Inode directory(long device, int mode) {
        return tree.make(device, Mode.DIRECTORY | mode, 0, 0, Node.Directory.empty());
    }

    private long based(int export) {
        Node node = Node.Directory.of(new Origin(export, "", 0, 0));
        return tree.make(nextDevice++, Mode.DIRECTORY | 0755, 0, 0, node).id();
    }

    /// A place for files that have no name: pipes, sockets, event counters.
    private void anonymous() {
        Inode none = tree.make(ANONYMOUS_DEVICE, 0600, 0, 0, new Node.Anonymous("anon_inode"));
        long id = core.state.nextId();
        core.state.mounts = core.state.mounts.plus(id, new Mount(id, 0, 0, none.id(), NAMELESS, "none", 0));
        core.state.anonymous = new Place(id, none.id());
        for (int number = 2; number >= 0; number--) {
            Inode stream = tree.make(PIPE_DEVICE, Mode.FIFO | 0600, 0, 0, new Node.Stream(number));
            tree.put(stream.named(0, "pipe:[" + stream.id() + "]"));
            core.state.streams = core.state.streams.plus(number, stream.id());
        }
    }

    /// The directory at a path, made on the way if need be; what the base has below it stays visible.
    private Place entered(String path, int mode) {
        Place at = mounts.top(core.state.top());
        for (String name : List.of(path.split("/", -1))) {
            Inode parent = tree.inode(at.inode());
            long child = parent.node() instanceof Node.Directory names ? entered(parent, names, name, mode) : 0;
            at = mounts.top(new Place(at.mount(), child));
        }
        return at;
    }

    private long entered(Inode parent, Node.Directory names, String name, int mode) {
        Node.Entry entry = names.entries().get(name);
        return entry == null ? enter(parent, names.origin(), name, mode) : entry.inode();
    }

    private long enter(Inode parent, @Nullable Origin origin, String name, int mode) {
        Node node = origin == null ? Node.Directory.empty() : Node.Directory.of(origin.child(name, 0, 0));
        Inode child = tree.make(parent.device(), Mode.DIRECTORY | mode, 0, 0, node);
        tree.enter(tree.folder(parent), name, child);
        return child.id();
    }

    private void mount(String path, String kind, long top, int flags) {
        mounts.mount(entered(path, 0755), top, kind, kind, flags);
    }

    // ---- /dev

    private void devices() {
        device("null", 0666, 1, 3);
        device("zero", 0666, 1, 5);
        device("full", 0666, 1, 7);
        device("random", 0666, 1, RANDOM_MINOR);
        device("urandom", 0666, 1, 9);
        device("tty", 0666, 5, 0);
        long console = device("console", 0600, 5, 1);
        link("fd", "/proc/self/fd");
        link("stdin", "/proc/self/fd/0");
        link("stdout", "/proc/self/fd/1");
        link("stderr", "/proc/self/fd/2");
        if (setup.console() == Setup.Console.TERMINAL) {
            core.state.console = core.state.nextId();
            core.state.terminals = core.state.terminals.plus(
                    core.state.console, Terminal.fresh(core.state.console, setup.rows(), setup.columns()));
            core.state.consolePlace = new Place(dev().mount(), console);
        }
    }

    private Place dev() {
        return entered("dev", 0755);
    }

    private long device(String name, int mode, int major, int minor) {
        Place dev = dev();
        Inode inode = tree.make(DEVICE_DEVICE, Mode.CHARACTER | mode, 0, 0, new Node.Device(major, minor));
        tree.enter(new Tree.Folder(dev.inode()), name, inode);
        return inode.id();
    }

    private void link(String name, String target) {
        Inode inode = tree.make(DEVICE_DEVICE, Mode.SYMLINK | 0777, 0, 0, new Node.Symlink(target));
        tree.enter(new Tree.Folder(dev().inode()), name, inode.withSize(target.length()));
        tree.put(tree.inode(inode.id()).withSize(target.length()));
    }
}
