package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity.Credentials;

/// From a call's arguments to a place: the `…at` convention of `openat(2)`.
final class Paths {
    private final Tree tree;
    private final Mounts mounts;
    private final MagicLinks magic;

    Paths(Tree tree, Mounts mounts, MagicLinks magic) {
        this.tree = tree;
        this.mounts = mounts;
        this.magic = magic;
    }

    /// Where a walk begins; `EBADF` and `ENOTDIR` only for a relative path.
    Place start(Caller caller, int directory, String path) {
        if (path.startsWith("/") || directory == OpenFlags.WORKING_DIRECTORY) {
            return caller.directories().current();
        }
        Place start = caller.anyFile(directory).place();
        if (!tree.inode(start.inode()).isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        return start;
    }

    PathWalk.Found find(Caller caller, int directory, Bytes path, boolean follow) {
        return find(caller, caller.credentials(), directory, path, follow);
    }

    private PathWalk.Found find(Caller caller, Credentials who, int directory, Bytes path, boolean follow) {
        String text = path.toLatin1();
        if (text.isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        return walk(caller, who).walk(start(caller, directory, text), text, follow);
    }

    PathWalk.Found findParent(Caller caller, int directory, Bytes path) {
        String text = path.toLatin1();
        if (text.isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        return walk(caller, caller.credentials()).walkParent(start(caller, directory, text), text);
    }

    /// An existing file, by path, or the descriptor itself when the path is empty and `AT_EMPTY_PATH` allows it.
    Place at(Caller caller, int directory, Bytes path, int flags) {
        return at(caller, caller.credentials(), directory, path, flags);
    }

    Place at(Caller caller, Credentials who, int directory, Bytes path, int flags) {
        if (path.isEmpty() && (flags & OpenFlags.AT_EMPTY_PATH) != 0) {
            return directory == OpenFlags.WORKING_DIRECTORY
                    ? caller.directories().current()
                    : caller.anyFile(directory).place();
        }
        return find(caller, who, directory, path, (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0)
                .existing();
    }

    private PathWalk walk(Caller caller, Credentials who) {
        return new PathWalk(
                tree, mounts, magic, who, caller.check, caller.directories().root());
    }

    Inode inode(Place place) {
        return tree.inode(place.inode());
    }

    /// `EROFS` on a read-only mount.
    void requireWritable(Place place) {
        if (mounts.at(place).readOnly()) {
            throw new Refusal(Errno.EROFS);
        }
    }
}
