package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.PathWalk.Found;

/// `renameat2(2)`: a name moves, takes another's place, or two change theirs.
final class Renames {
    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Paths paths;
    private final Names names;

    Renames(Core core, Tree tree, Mounts mounts, Paths paths, Names names) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.paths = paths;
        this.names = names;
    }

    void rename(Caller caller, NameCall.Rename call) {
        boolean exchange = call.flags() == RENAME_EXCHANGE;
        if ((call.flags() & ~(RENAME_NOREPLACE | RENAME_EXCHANGE)) != 0
                || call.flags() == (RENAME_NOREPLACE | RENAME_EXCHANGE)) {
            throw new Refusal(Errno.EINVAL);
        }
        Found from = paths.findParent(caller, call.oldDirectory(), call.oldPath());
        Found to = paths.findParent(caller, call.newDirectory(), call.newPath());
        if (from.parent().mount() != to.parent().mount()) {
            throw new Refusal(Errno.EXDEV);
        }
        if (isDots(from) || isDots(to)) {
            throw new Refusal(
                    isDots(to) && !isDots(from) && call.flags() == RENAME_NOREPLACE ? Errno.EEXIST : Errno.EBUSY);
        }
        Inode moved = paths.inode(from.existing());
        if (to.target() != null && call.flags() == RENAME_NOREPLACE) {
            throw new Refusal(Errno.EEXIST);
        }
        Inode replaced = to.target() == null ? null : paths.inode(to.target());
        if (replaced == null && exchange) {
            throw new Refusal(Errno.ENOENT);
        }
        requireWellNamed(from, to, moved, replaced, exchange);
        paths.requireWritable(from.parent());
        if (replaced == null || replaced.id() != moved.id()) {
            Move move = movable(caller, from, to, moved, replaced, exchange);
            move(move, from.name(), to.name());
        }
        caller.answer(0);
    }

    /// A change of names that nothing is in the way of.
    private record Move(
            Tree.Folder from,
            Tree.Folder to,
            Inode moved,
            @Nullable Inode replaced,
            boolean exchange) {}

    private static boolean isDots(Found found) {
        return found.name().isEmpty()
                || found.name().equals(".")
                || found.name().equals("..");
    }

    /// A slash at the end is for directories.
    private static void requireWellNamed(
            Found from, Found to, Inode moved, @Nullable Inode replaced, boolean exchange) {
        boolean slashes = from.directory() || !exchange && to.directory();
        if (slashes && !moved.isDirectory()
                || exchange && to.directory() && replaced != null && !replaced.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
    }

    private Move movable(Caller caller, Found from, Found to, Inode moved, @Nullable Inode replaced, boolean exchange) {
        if (isWithin(to.parent(), moved)) {
            throw new Refusal(Errno.EINVAL);
        }
        if (replaced != null && isWithin(from.parent(), replaced)) {
            throw new Refusal(exchange ? Errno.EINVAL : Errno.ENOTEMPTY);
        }
        Permissions.requireRemovable(caller.credentials(), paths.inode(from.parent()), moved);
        Tree.Folder folder = tree.folder(paths.inode(from.parent()));
        Tree.Folder goal = replaced == null
                ? names.creatable(caller, to.parent())
                : replaceable(caller, to, moved, replaced, exchange);
        boolean elsewhere = from.parent().inode() != to.parent().inode();
        if (elsewhere && moved.isDirectory()) {
            Permissions.require(caller.credentials(), moved, Permissions.WRITE);
        }
        if (elsewhere && exchange && replaced != null && replaced.isDirectory()) {
            Permissions.require(caller.credentials(), replaced, Permissions.WRITE);
        }
        requireNoMountPoint(from);
        requireNoMountPoint(to);
        if (replaced != null && !exchange) {
            requireEmpty(moved, replaced);
        }
        return new Move(folder, goal, moved, replaced, exchange);
    }

    private Tree.Folder replaceable(Caller caller, Found to, Inode moved, Inode replaced, boolean exchange) {
        Inode parent = paths.inode(to.parent());
        Permissions.requireRemovable(caller.credentials(), parent, replaced);
        if (!exchange && moved.isDirectory() != replaced.isDirectory()) {
            throw new Refusal(moved.isDirectory() ? Errno.ENOTDIR : Errno.EISDIR);
        }
        return tree.folder(parent);
    }

    /// What is mounted on stays where it is, whatever is asked.
    private void requireNoMountPoint(Found found) {
        Place target = found.target();
        if (target != null && mounts.isPoint(target)) {
            throw new Refusal(Errno.EBUSY);
        }
    }

    private void requireEmpty(Inode moved, Inode replaced) {
        if (replaced.isDirectory()
                && replaced.id() != moved.id()
                && !tree.listing(tree.folder(replaced)).isEmpty()) {
            throw new Refusal(Errno.ENOTEMPTY);
        }
    }

    /// Whether a place is an inode or below it.
    private boolean isWithin(Place place, Inode ancestor) {
        if (!ancestor.isDirectory()) {
            return false;
        }
        long root = mounts.at(place).root();
        for (Inode at = tree.known(place.inode()); at != null; at = tree.known(at.parent())) {
            if (at.id() == ancestor.id()) {
                return true;
            }
            if (at.id() == root) {
                return false;
            }
        }
        return false;
    }

    private void move(Move move, String from, String to) {
        Inode replaced = move.replaced();
        tree.detach(move.from(), from, move.moved());
        if (replaced != null && move.exchange()) {
            tree.detach(move.to(), to, replaced);
            tree.enter(move.from(), from, tree.inode(replaced.id()));
        } else if (replaced != null) {
            tree.remove(move.to(), to, replaced);
        }
        Inode now = tree.inode(move.moved().id());
        tree.put(now.withLinks(now.links(), core.nowNanos()));
        tree.enter(move.to(), to, tree.inode(now.id()));
    }
}
