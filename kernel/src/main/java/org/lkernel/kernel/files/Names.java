package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.PathWalk.Found;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Tasks;

/// The calls that make, remove and move names.
final class Names {
    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Paths paths;
    private final MagicLinks magic;

    Names(Core core, Tree tree, Mounts mounts, Paths paths, MagicLinks magic) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.paths = paths;
        this.magic = magic;
    }

    // ---- making

    /// The place for a new name, with everything checked but what the parent allows.
    private Found vacancy(Caller caller, int directory, Bytes path, boolean forDirectory) {
        Found found = paths.findParent(caller, directory, path);
        if (found.target() != null) {
            throw new Refusal(Errno.EEXIST);
        }
        if (found.directory() && !forDirectory) {
            throw new Refusal(Errno.ENOENT);
        }
        return found;
    }

    /// The directory new names go into, if the caller may put one there.
    Tree.Folder creatable(Caller caller, Place parent) {
        Inode directory = paths.inode(parent);
        if (directory.links() == 0 || directory.node() instanceof Node.Generated) {
            throw new Refusal(Errno.ENOENT);
        }
        paths.requireWritable(parent);
        Permissions.require(caller.credentials(), directory, Permissions.WRITE | Permissions.EXECUTE);
        return tree.folder(directory);
    }

    /// A new inode under a new name. In a set-group-id directory the group, and for directories the bit, are
    /// inherited.
    Inode create(Caller caller, Found at, int mode, Node node) {
        Tree.Folder folder = creatable(caller, at.parent());
        Inode directory = tree.inode(folder.id());
        boolean inherits = (directory.mode() & Mode.SET_GROUP) != 0;
        int group = inherits ? directory.group() : caller.credentials().fileGroup();
        int bits = inherits && Mode.type(mode) == Mode.DIRECTORY ? mode | Mode.SET_GROUP : mode;
        Inode inode = tree.make(directory.device(), bits, caller.credentials().fileUser(), group, node);
        tree.enter(folder, at.name(), inode);
        return tree.inode(inode.id());
    }

    void makeDirectory(Caller caller, NameCall.MakeDirectory call) {
        Found at = vacancy(caller, call.directory(), call.path(), true);
        int mode = call.mode()
                & (Mode.PERMISSIONS & ~(Mode.SET_USER | Mode.SET_GROUP))
                & ~caller.directories().mask();
        creatable(caller, at.parent());
        create(caller, at, Mode.DIRECTORY | mode, Node.Directory.empty());
        caller.answer(0);
    }

    void makeNode(Caller caller, NameCall.MakeNode call) {
        int type = call.mode() & Mode.TYPE;
        if (type == Mode.DIRECTORY || type == Mode.SYMLINK) {
            throw new Refusal(type == Mode.DIRECTORY ? Errno.EPERM : Errno.EINVAL);
        }
        Found at = vacancy(caller, call.directory(), call.path(), false);
        creatable(caller, at.parent());
        boolean device = type == Mode.CHARACTER || type == Mode.BLOCK;
        if (device && !caller.capable(Permissions.CAP_MKNOD)) {
            throw new Refusal(Errno.EPERM);
        }
        int permissions = call.mode() & Mode.PERMISSIONS & ~caller.directories().mask();
        create(caller, at, (type == 0 ? Mode.REGULAR : type) | permissions, node(type, call.device()));
        caller.answer(0);
    }

    private Node node(int type, int device) {
        return switch (type) {
            case 0, Mode.REGULAR -> Tree.freshContent();
            case Mode.FIFO -> new Node.Fifo(0);
            case Mode.SOCKET -> new Node.Socket(0);
            case Mode.CHARACTER, Mode.BLOCK ->
                new Node.Device(device >>> 8 & 0xfff, device & 0xff | device >>> 12 & 0xfff00);
            default -> throw new Refusal(Errno.EINVAL);
        };
    }

    void makeSymlink(Caller caller, NameCall.MakeSymlink call) {
        if (call.target().isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        Found at = vacancy(caller, call.directory(), call.path(), false);
        creatable(caller, at.parent());
        Inode link = create(
                caller, at, Mode.SYMLINK | 0777, new Node.Symlink(call.target().toLatin1()));
        tree.put(link.withSize(call.target().length()));
        caller.answer(0);
    }

    void makeLink(Caller caller, NameCall.MakeLink call) {
        if ((call.flags() & ~(OpenFlags.AT_SYMLINK_FOLLOW | OpenFlags.AT_EMPTY_PATH)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if ((call.flags() & OpenFlags.AT_EMPTY_PATH) != 0 && !caller.capable(Permissions.CAP_DAC_READ_SEARCH)) {
            throw new Refusal(Errno.ENOENT);
        }
        int follow = (call.flags() & OpenFlags.AT_SYMLINK_FOLLOW) != 0 ? 0 : OpenFlags.AT_SYMLINK_NOFOLLOW;
        Place old =
                paths.at(caller, call.oldDirectory(), call.oldPath(), call.flags() & OpenFlags.AT_EMPTY_PATH | follow);
        Found at = vacancy(caller, call.newDirectory(), call.newPath(), false);
        Inode inode = paths.inode(old);
        if (old.mount() != at.parent().mount()) {
            throw new Refusal(Errno.EXDEV);
        }
        Tree.Folder folder = creatable(caller, at.parent());
        if (inode.isDirectory()) {
            throw new Refusal(Errno.EPERM);
        }
        boolean linkable = inode.node() instanceof Node.Regular regular && (regular.marks() & Seals.LINKABLE) != 0;
        if (inode.links() == 0 && !linkable || inode.links() >= Tree.LINKS_MAXIMUM) {
            throw new Refusal(inode.links() == 0 ? Errno.ENOENT : Errno.EMLINK);
        }
        tree.link(folder, at.name(), inode);
        caller.answer(0);
    }

    // ---- removing

    void unlink(Caller caller, NameCall.Unlink call) {
        if ((call.flags() & ~OpenFlags.AT_REMOVEDIR) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean directory = call.flags() != 0;
        Found at = paths.findParent(caller, call.directory(), call.path());
        refuseDots(at, directory);
        Inode victim = paths.inode(at.existing());
        if (at.directory() && !directory) {
            throw new Refusal(victim.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR);
        }
        tree.remove(removable(caller, at, victim, directory), at.name(), victim);
        caller.answer(0);
    }

    private static void refuseDots(Found at, boolean directory) {
        switch (at.name()) {
            case "" -> throw new Refusal(directory ? Errno.EBUSY : Errno.EISDIR);
            case "." -> throw new Refusal(directory ? Errno.EINVAL : Errno.EISDIR);
            case ".." -> throw new Refusal(directory ? Errno.ENOTEMPTY : Errno.EISDIR);
            default -> {}
        }
    }

    /// The directory the name may be taken from.
    private Tree.Folder removable(Caller caller, Found at, Inode victim, boolean directory) {
        paths.requireWritable(at.parent());
        Inode parent = paths.inode(at.parent());
        Permissions.requireRemovable(caller.credentials(), parent, victim);
        if (parent.node() instanceof Node.Generated made && made.name().kind() == ProcName.Kind.PROCESS) {
            throw new Refusal(Errno.EPERM);
        }
        if (directory != victim.isDirectory()) {
            throw new Refusal(directory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        Tree.Folder folder = tree.folder(parent);
        if (mounts.isPoint(at.existing())) {
            throw new Refusal(Errno.EBUSY);
        }
        if (directory && !tree.listing(tree.folder(victim)).isEmpty()) {
            throw new Refusal(Errno.ENOTEMPTY);
        }
        return folder;
    }

    // ---- where the caller stands

    void workingDirectory(Caller caller, NameCall.WorkingDirectory call) {
        Directories directories = caller.directories();
        if (paths.inode(directories.current()).links() == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        Bytes path = Bytes.latin1(mounts.path(directories.current(), directories.root()) + '\0');
        if (path.length() > call.size()) {
            throw new Refusal(Errno.ERANGE);
        }
        caller.answer(path.length(), call.address(), path);
    }

    void changeDirectory(Caller caller, Place place) {
        moveTo(caller, place);
        caller.answer(0);
    }

    /// The first task's working directory, before it runs anything.
    void enter(Caller caller, Place place) {
        moveTo(caller, place);
        entered(caller.call, null);
    }

    void entered(Call call, @Nullable Errno errno) {
        core.forget(call);
        core.send(Port.TASKS, new Tasks.DirectoryEntered(call, errno));
    }

    private void moveTo(Caller caller, Place place) {
        Inode directory = paths.inode(place);
        if (!directory.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        Permissions.require(caller.credentials(), directory, Permissions.EXECUTE);
        Place old = caller.directories().current();
        tree.use(place.inode());
        caller.put(caller.directories().withCurrent(place));
        tree.release(old.inode());
    }

    void changeRoot(Caller caller, NameCall.ChangeRoot call) {
        Place place = paths.find(caller, OpenFlags.WORKING_DIRECTORY, call.path(), true)
                .existing();
        Inode directory = paths.inode(place);
        if (!directory.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        Permissions.require(caller.credentials(), directory, Permissions.EXECUTE);
        if (!caller.capable(Permissions.CAP_SYS_CHROOT)) {
            throw new Refusal(Errno.EPERM);
        }
        Place old = caller.directories().root();
        tree.use(place.inode());
        caller.put(caller.directories().withRoot(place));
        tree.release(old.inode());
        caller.answer(0);
    }

    void mask(Caller caller, NameCall.Mask call) {
        int old = caller.directories().mask();
        caller.put(caller.directories().withMask(call.mask() & 0777));
        caller.answer(old);
    }

    void readLink(Caller caller, NameCall.ReadLink call) {
        if (call.size() <= 0) {
            throw new Refusal(Errno.EINVAL);
        }
        int flags = OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH;
        boolean empty = call.path().isEmpty();
        Inode link = paths.inode(paths.at(caller, call.directory(), call.path(), flags));
        if (!link.isSymlink()) {
            throw new Refusal(empty ? Errno.ENOENT : Errno.EINVAL);
        }
        Bytes text = Bytes.latin1(magic.text(link, caller.check));
        Bytes fitting = text.slice(0, Math.min(text.length(), call.size()));
        caller.answer(fitting.length(), call.address(), fitting);
    }
}
