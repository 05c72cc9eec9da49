package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// `mount(2)` and `umount2(2)`.
final class Mounting {
    private static final long REMOUNT = 32;
    private static final long BIND = 4096;
    private static final long MOVE = 8192;
    private static final long PROPAGATION = 1 << 17 | 1 << 18 | 1 << 19 | 1 << 20;
    private static final int KEPT = Mount.READ_ONLY | Mount.NO_SET_ID | Mount.NO_DEVICES | Mount.NO_EXECUTION;
    private static final int DETACH = 2;
    private static final int UNMOUNT_NOFOLLOW = 8;
    private static final int MOUNTS_MAXIMUM = 4096;
    private static final long FIRST_DEVICE = 256;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Paths paths;

    Mounting(Core core, Tree tree, Mounts mounts, Paths paths) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.paths = paths;
    }

    void mount(Caller caller, MountCall.MountOn call) {
        Place on = paths.find(caller, OpenFlags.WORKING_DIRECTORY, call.target(), true)
                .existing();
        if (!caller.capable(Permissions.CAP_SYS_ADMIN)) {
            throw new Refusal(Errno.EPERM);
        }
        int flags = (int) call.flags() & KEPT;
        if ((call.flags() & REMOUNT) != 0) {
            remount(on, flags);
        } else if ((call.flags() & BIND) != 0) {
            bind(caller, call, on, flags);
        } else if ((call.flags() & PROPAGATION) == 0) {
            fresh(call, on, flags);
        }
        caller.answer(0);
    }

    private void remount(Place on, int flags) {
        Mount mount = mounts.at(on);
        if (mount.root() != on.inode()) {
            throw new Refusal(Errno.EINVAL);
        }
        core.state.mounts = core.state.mounts.plus(mount.id(), mount.withFlags(flags));
    }

    private static Bytes source(MountCall.MountOn call) {
        Bytes source = call.source();
        return source == null ? Bytes.latin1("none") : source;
    }

    private void bind(Caller caller, MountCall.MountOn call, Place on, int flags) {
        if (call.source() == null || call.source().isEmpty()) {
            throw new Refusal(Errno.EINVAL);
        }
        Place from = paths.find(caller, OpenFlags.WORKING_DIRECTORY, source(call), true)
                .existing();
        if (paths.inode(from).isDirectory() != paths.inode(on).isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        requireRoom();
        requireLinked(on);
        Mount mount = mounts.at(from);
        mounts.mount(on, from.inode(), mount.kind(), source(call).toLatin1(), mount.flags() | flags);
    }

    private void fresh(MountCall.MountOn call, Place on, int flags) {
        if ((call.flags() & MOVE) != 0 || call.kind() == null) {
            throw new Refusal(Errno.EINVAL);
        }
        requireRoom();
        requireKnown(call.kind().toLatin1());
        if (!paths.inode(on).isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        requireLinked(on);
        String kind = call.kind().toLatin1();
        long root = switch (kind) {
            case "proc" -> new ProcName(ProcName.Kind.ROOT, 0, 0).inode();
            case "tmpfs", "ramfs" -> emptyTree();
            case "devtmpfs" -> devices();
            default -> throw new Refusal(Errno.ENODEV);
        };
        mounts.mount(on, root, kind, source(call).toLatin1(), flags);
    }

    private static void requireKnown(String kind) {
        switch (kind) {
            case "proc", "tmpfs", "ramfs", "devtmpfs" -> {}
            default -> throw new Refusal(Errno.ENODEV);
        }
    }

    /// Nothing can be mounted where no path leads any more.
    private void requireLinked(Place on) {
        if (paths.inode(on).links() == 0) {
            throw new Refusal(Errno.ENOENT);
        }
    }

    private long emptyTree() {
        long device = FIRST_DEVICE + core.state.nextId();
        return tree.make(device, Mode.DIRECTORY | 01777, 0, 0, Node.Directory.empty())
                .id();
    }

    /// There is one set of devices, wherever it is mounted.
    private long devices() {
        for (Mount mount : core.state.mounts.values()) {
            if (mount.kind().equals("devtmpfs")) {
                return mount.root();
            }
        }
        throw new Refusal(Errno.ENODEV);
    }

    private void requireRoom() {
        if (core.state.mounts.size() >= MOUNTS_MAXIMUM) {
            throw new Refusal(Errno.ENOSPC);
        }
    }

    void unmount(Caller caller, MountCall.Unmount call) {
        if ((call.flags() & ~15) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean follow = (call.flags() & UNMOUNT_NOFOLLOW) == 0;
        Place at = paths.find(caller, OpenFlags.WORKING_DIRECTORY, call.target(), follow)
                .existing();
        Mount mount = mounts.at(at);
        if (mount.root() != at.inode()) {
            throw new Refusal(Errno.EINVAL);
        }
        if (!caller.capable(Permissions.CAP_SYS_ADMIN)) {
            throw new Refusal(Errno.EPERM);
        }
        if (mount.parent() == 0 || isBusy(mount) && (call.flags() & DETACH) == 0) {
            throw new Refusal(mount.parent() == 0 ? Errno.EINVAL : Errno.EBUSY);
        }
        if (isBusy(mount)) {
            throw new Refusal(Errno.EBUSY);
        }
        mounts.unmount(mount);
        caller.answer(0);
    }

    private boolean isBusy(Mount mount) {
        boolean open =
                core.state.files.values().stream().anyMatch(file -> file.place().mount() == mount.id());
        boolean stood = core.state.directories.values().stream()
                .anyMatch(place ->
                        place.current().mount() == mount.id() || place.root().mount() == mount.id());
        return open || stood || core.state.mounts.values().stream().anyMatch(other -> other.parent() == mount.id());
    }
}
