package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity.Credentials;

/// What `stat(2)` and its kin tell, and what `chmod`, `chown`, `utimensat` and `access` do.
final class Attributes {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int BLOCK_BYTES = 4096;
    private static final long TIME_NOW = 0x3fffffff;
    private static final long TIME_OMIT = 0x3ffffffe;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Paths paths;

    Attributes(Core core, Tree tree, Mounts mounts, Paths paths) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.paths = paths;
    }

    // ---- telling

    void stat(Caller caller, AttributeCall.Stat call) {
        int known = OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH | OpenFlags.AT_NO_AUTOMOUNT;
        if ((call.flags() & ~known) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Place place = paths.at(caller, call.directory(), call.path(), call.flags());
        caller.answer(0, call.address(), image(caller, counted(place)));
    }

    /// The inode with its links counted: a directory has one for each directory in it, so it must have been
    /// listed.
    private Inode counted(Place place) {
        Inode inode = paths.inode(place);
        if (inode.node() instanceof Node.Directory) {
            tree.listing(tree.folder(inode));
        }
        return inode;
    }

    void statOpen(Caller caller, AttributeCall.StatOpen call) {
        caller.answer(
                0,
                call.address(),
                image(caller, counted(caller.anyFile(call.descriptor()).place())));
    }

    private static long device(Inode inode) {
        return inode.node() instanceof Node.Device device
                ? (device.minor() & 0xffL) | (long) device.major() << 8 | (device.minor() & 0xfff00L) << 12
                : 0;
    }

    /// In units of 512 bytes: a file of the base has what its size says, another the pages that are not holes.
    private static long blocks(Caller caller, Inode inode) {
        long pages = (inode.size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
        if (pages > 0 && inode.node() instanceof Node.Regular regular && isOwn(regular, inode)) {
            pages = number(caller, new Question.Occupied(regular.object()));
        }
        return inode.isRegular() || inode.isDirectory() ? pages * (BLOCK_BYTES / 512) : 0;
    }

    private static boolean isOwn(Node.Regular regular, Inode inode) {
        return regular.origin() == null || regular.origin().size() != inode.size();
    }

    /// What `Memory` answers with a number.
    static long number(Caller caller, Question question) {
        Bytes content = caller.check.known(question).content();
        return content == null ? 0 : Layout.read(content, 0, Long.BYTES);
    }

    /// `struct stat` of `asm-generic/stat.h`.
    private static Bytes image(Caller caller, Inode inode) {
        Layout image = new Layout(128)
                .putLong(inode.device())
                .putLong(inode.id())
                .putInt(inode.mode())
                .putInt(inode.links())
                .putInt(inode.user())
                .putInt(inode.group())
                .putLong(device(inode))
                .putLong(0)
                .putLong(inode.size())
                .putInt(BLOCK_BYTES)
                .putInt(0)
                .putLong(blocks(caller, inode));
        putTime(image, inode.accessNanos());
        putTime(image, inode.modifyNanos());
        putTime(image, inode.changeNanos());
        return image.toBytes();
    }

    private static void putTime(Layout image, long nanos) {
        image.putLong(Math.floorDiv(nanos, SECOND_NANOS)).putLong(Math.floorMod(nanos, SECOND_NANOS));
    }

    private static final int BASIC_STATS = 0x7ff;
    private static final int BIRTH_TIME = 0x800;
    private static final int MOUNT_ID = 0x1000;
    private static final int RESERVED = 0x80000000;

    void statExtended(Caller caller, AttributeCall.StatExtended call) {
        int known = OpenFlags.AT_SYMLINK_NOFOLLOW
                | OpenFlags.AT_EMPTY_PATH
                | OpenFlags.AT_NO_AUTOMOUNT
                | OpenFlags.AT_STATX_SYNC_TYPE;
        boolean bothSyncs = (call.flags() & OpenFlags.AT_STATX_SYNC_TYPE) == OpenFlags.AT_STATX_SYNC_TYPE;
        if ((call.flags() & ~known) != 0 || bothSyncs || (call.mask() & RESERVED) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Place place = paths.at(caller, call.directory(), call.path(), call.flags());
        caller.answer(0, call.address(), extended(caller, counted(place), place.mount()));
    }

    /// `struct statx`.
    private static Bytes extended(Caller caller, Inode inode, long mount) {
        Layout image = new Layout(256)
                .putInt(BASIC_STATS | BIRTH_TIME | MOUNT_ID)
                .putInt(BLOCK_BYTES)
                .putLong(0)
                .putInt(inode.links())
                .putInt(inode.user())
                .putInt(inode.group())
                .putShort(inode.mode())
                .putShort(0)
                .putLong(inode.id())
                .putLong(inode.size())
                .putLong(blocks(caller, inode))
                .putLong(0);
        for (long nanos :
                new long[] {inode.accessNanos(), inode.birthNanos(), inode.changeNanos(), inode.modifyNanos()}) {
            image.putLong(Math.floorDiv(nanos, SECOND_NANOS))
                    .putInt(Math.floorMod(nanos, SECOND_NANOS))
                    .putInt(0);
        }
        Node.Device device = inode.node() instanceof Node.Device special ? special : new Node.Device(0, 0);
        image.putInt(device.major())
                .putInt(device.minor())
                .putInt(0)
                .putInt(inode.device())
                .putLong(mount);
        return image.toBytes();
    }

    /// `struct statfs` of `asm-generic/statfs.h`.
    Bytes fileSystem(Place place) {
        Mount mount = mounts.at(place);
        long magic = switch (mount.kind()) {
            case "tmpfs", "devtmpfs" -> 0x01021994;
            case "proc" -> 0x9fa0;
            case "sysfs" -> 0x62656572;
            case "overlay" -> 0x794c7630;
            case "pipefs" -> 0x50495045;
            default -> 0x01021994;
        };
        boolean sized = !mount.kind().equals("proc") && !mount.kind().equals("sysfs");
        long blocks = sized ? 1L << 20 : 0;
        return new Layout(120)
                .putLong(magic)
                .putLong(BLOCK_BYTES)
                .putLong(blocks)
                .putLong(blocks / 2)
                .putLong(blocks / 2)
                .putLong(sized ? 1L << 20 : 0)
                .putLong(sized ? (1L << 20) - core.state.inodes.size() : 0)
                .putLong(mount.id())
                .putLong(Tree.NAME_MAXIMUM)
                .putLong(BLOCK_BYTES)
                .putLong(0x20 | 0x400 | mount.flags() & 0xf)
                .toBytes();
    }

    // ---- access

    void access(Caller caller, int directory, Bytes path, int mode, int flags) {
        int known = OpenFlags.AT_EACCESS | OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH;
        if ((mode & ~7) != 0 || (flags & ~known) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean effective = (flags & OpenFlags.AT_EACCESS) != 0;
        Credentials who = effective ? caller.credentials() : Permissions.real(caller.credentials());
        Place place = paths.at(caller, who, directory, path, flags);
        Inode inode = paths.inode(place);
        boolean noExecution = (mounts.at(place).flags() & Mount.NO_EXECUTION) != 0;
        if ((mode & Permissions.EXECUTE) != 0 && inode.isRegular() && noExecution) {
            throw new Refusal(Errno.EACCES);
        }
        Permissions.require(who, inode, mode);
        if ((mode & Permissions.WRITE) != 0 && (inode.isRegular() || inode.isDirectory())) {
            paths.requireWritable(place);
        }
        caller.answer(0);
    }

    // ---- changing

    /// What has no file system keeps nothing that is said of it, and the directory of a process is as it is.
    private static void requireChangeable(Inode inode) {
        if (inode.node() instanceof Node.Anonymous) {
            throw new Refusal(Errno.ENOTSUP);
        }
        if (inode.node() instanceof Node.Generated made && made.name().kind() == ProcName.Kind.PROCESS) {
            throw new Refusal(Errno.EPERM);
        }
    }

    /// A file of procfs takes what it is told of its owner, times and size, and is made up anew the next time.
    static boolean isMadeUp(Inode inode) {
        return ProcName.isGenerated(inode.id());
    }

    void changeMode(Caller caller, Place place, int mode) {
        paths.requireWritable(place);
        Inode inode = paths.inode(place);
        requireChangeable(inode);
        if (inode.isSymlink()) {
            throw new Refusal(Errno.ENOTSUP);
        }
        Seals.requireSameExecution(inode.node(), inode.mode(), mode);
        if (isMadeUp(inode) || !Permissions.owns(caller.credentials(), inode)) {
            throw new Refusal(Errno.EPERM);
        }
        int bits = mode & Mode.PERMISSIONS;
        if (!Permissions.inGroup(caller.credentials(), inode.group()) && !caller.capable(Permissions.CAP_FSETID)) {
            bits &= ~Mode.SET_GROUP;
        }
        tree.put(inode.withMode(inode.type() | bits, core.nowNanos()));
        caller.answer(0);
    }

    void changeOwner(Caller caller, Place place, int user, int group) {
        paths.requireWritable(place);
        Inode inode = paths.inode(place);
        requireChangeable(inode);
        Credentials who = caller.credentials();
        boolean privileged = caller.capable(Permissions.CAP_CHOWN);
        boolean owner = inode.user() == who.fileUser();
        boolean userAllowed = user == -1 || privileged || owner && user == inode.user();
        boolean groupAllowed =
                group == -1 || privileged || owner && (group == inode.group() || Permissions.inGroup(who, group));
        if (!userAllowed || !groupAllowed) {
            throw new Refusal(Errno.EPERM);
        }
        int mode = inode.mode();
        if (!inode.isDirectory() && (user != -1 || group != -1)) {
            mode &= ~Mode.SET_USER;
            mode &= (mode & 010) != 0 ? ~Mode.SET_GROUP : ~0;
        }
        if (isMadeUp(inode)) {
            caller.answer(0);
            return;
        }
        int newUser = user == -1 ? inode.user() : user;
        int newGroup = group == -1 ? inode.group() : group;
        tree.put(inode.withMode(mode, core.nowNanos()).withOwner(newUser, newGroup, core.nowNanos()));
        caller.answer(0);
    }

    void setTimes(Caller caller, AttributeCall.SetTimes call) {
        AttributeCall.Times times = call.times();
        if (times != null && (wrong(times.access()) || wrong(times.modification()))) {
            throw new Refusal(Errno.EINVAL);
        }
        if ((call.flags() & ~(OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean omits = times != null
                && times.access().nanoseconds() == TIME_OMIT
                && times.modification().nanoseconds() == TIME_OMIT;
        Place place = timed(caller, call);
        if (!omits) {
            setTimes(caller, place, times);
        }
        caller.answer(0);
    }

    private Place timed(Caller caller, AttributeCall.SetTimes call) {
        Bytes path = call.path();
        if (path != null) {
            return paths.at(caller, call.directory(), path, call.flags());
        }
        if (call.directory() == OpenFlags.WORKING_DIRECTORY) {
            throw new Refusal(Errno.EFAULT);
        }
        if (call.flags() != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        return caller.file(call.directory()).place();
    }

    private void setTimes(Caller caller, Place place, AttributeCall.@Nullable Times times) {
        paths.requireWritable(place);
        Inode inode = paths.inode(place);
        requireChangeable(inode);
        boolean now = times == null
                || times.access().nanoseconds() == TIME_NOW
                        && times.modification().nanoseconds() == TIME_NOW;
        boolean owner = Permissions.owns(caller.credentials(), inode);
        if (!owner && !(now && Permissions.allows(caller.credentials(), inode, Permissions.WRITE))) {
            throw new Refusal(now ? Errno.EACCES : Errno.EPERM);
        }
        if (isMadeUp(inode)) {
            return;
        }
        long access = times == null ? core.nowNanos() : nanos(times.access(), inode.accessNanos());
        long modify = times == null ? core.nowNanos() : nanos(times.modification(), inode.modifyNanos());
        tree.put(inode.withTimes(access, modify, core.nowNanos()));
    }

    private static boolean wrong(AttributeCall.Timespec time) {
        long nanoseconds = time.nanoseconds();
        return nanoseconds != TIME_NOW && nanoseconds != TIME_OMIT && (nanoseconds < 0 || nanoseconds >= SECOND_NANOS);
    }

    private long nanos(AttributeCall.Timespec time, long old) {
        if (time.nanoseconds() == TIME_OMIT) {
            return old;
        }
        long seconds = Math.clamp(time.seconds(), -9_000_000_000L, 9_000_000_000L);
        return time.nanoseconds() == TIME_NOW ? core.nowNanos() : seconds * SECOND_NANOS + time.nanoseconds();
    }
}
