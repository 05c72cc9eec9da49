package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity.Credentials;

/// The way from a path to a file, as `path_resolution(7)` describes it.
///
/// The walk never leaves its root: `..` there stays there, and a symbolic link that begins with `/` begins there.
final class PathWalk {
    private static final int LINKS_MAXIMUM = 40;
    private static final int PATH_MAXIMUM = 4096;

    private final Tree tree;
    private final Mounts mounts;
    private final MagicLinks magic;
    private final Credentials who;
    private final Operation.Check check;
    private final Place root;
    private Place at;
    private String rest = "";
    private int links;
    private boolean naming;

    /// Where a path leads.
    ///
    /// @param parent the directory that holds the last component
    /// @param name the last component; empty when the path has none (it ends in `/` alone, `.` or `..`)
    /// @param target what is there, or null
    /// @param directory whether a trailing slash asks for a directory
    record Found(Place parent, String name, @Nullable Place target, boolean directory) {
        Place existing() {
            if (target == null) {
                throw new Refusal(Errno.ENOENT);
            }
            return target;
        }
    }

    PathWalk(Tree tree, Mounts mounts, MagicLinks magic, Credentials who, Operation.Check check, Place root) {
        this.tree = tree;
        this.mounts = mounts;
        this.magic = magic;
        this.who = who;
        this.check = check;
        this.root = root;
        this.at = root;
    }

    /// The directory that holds, or is to hold, the last component, and what is there now: links are not followed,
    /// and what is mounted there is not seen.
    Found walkParent(Place start, String path) {
        naming = true;
        return walk(start, path, false);
    }

    /// @param follow whether a symbolic link in the last place is followed
    Found walk(Place start, String path, boolean follow) {
        if (path.isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        at = start;
        begin(path);
        while (true) {
            String name = next();
            if (name.isEmpty()) {
                return end();
            }
            boolean last = rest.chars().allMatch(character -> character == '/');
            boolean slash = last && !rest.isEmpty();
            Found found = step(name, last, slash, follow || slash && !naming);
            if (found != null) {
                return found;
            }
        }
    }

    /// Nothing is left of the path but slashes.
    private Found end() {
        if (!tree.inode(at.inode()).isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        return new Found(at, "", at, true);
    }

    private void begin(String path) {
        if (path.startsWith("/")) {
            at = root;
        }
        rest = path;
    }

    /// Cuts the next component off; empty at the end.
    private String next() {
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '/') {
            start++;
        }
        int end = rest.indexOf('/', start);
        end = end < 0 ? rest.length() : end;
        String name = rest.substring(start, end);
        rest = rest.substring(end);
        return name;
    }

    private @Nullable Found step(String name, boolean last, boolean slash, boolean follow) {
        Inode directory = tree.inode(at.inode());
        if (!directory.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        Permissions.require(who, directory, Permissions.EXECUTE);
        if (name.equals(".") || name.equals("..")) {
            at = name.equals(".") ? at : up(at);
            return last ? new Found(at, name, at, true) : null;
        }
        if (name.length() > Tree.NAME_MAXIMUM) {
            throw new Refusal(Errno.ENAMETOOLONG);
        }
        long child = tree.child(directory, name, check);
        if (child == 0) {
            if (last) {
                return new Found(at, name, null, slash);
            }
            throw new Refusal(Errno.ENOENT);
        }
        Place place = new Place(at.mount(), child);
        return into(naming && last ? place : mounts.top(place), name, last, slash, follow);
    }

    private @Nullable Found into(Place child, String name, boolean last, boolean slash, boolean follow) {
        Inode inode = tree.inode(child.inode());
        if (inode.isSymlink() && (!last || follow)) {
            return followLink(inode, last);
        }
        if (!last) {
            at = child;
            return null;
        }
        if (slash && !naming && !inode.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        return new Found(at, name, child, slash);
    }

    private @Nullable Found followLink(Inode link, boolean last) {
        if (++links > LINKS_MAXIMUM) {
            throw new Refusal(Errno.ELOOP);
        }
        Place jump = magic.target(link, check);
        if (jump != null) {
            at = jump;
            return last && rest.isEmpty() ? new Found(jump, "", jump, false) : null;
        }
        String target = magic.text(link, check);
        if (target.isEmpty() || target.length() >= PATH_MAXIMUM) {
            throw new Refusal(target.isEmpty() ? Errno.ENOENT : Errno.ENAMETOOLONG);
        }
        begin(target + rest);
        return null;
    }

    private Place up(Place from) {
        Place seen = mounts.top(root);
        if (from.equals(root) || from.equals(seen)) {
            return seen;
        }
        Place below = mounts.below(from);
        if (below.inode() == mounts.at(below).root()) {
            return from;
        }
        Inode parent = tree.known(tree.inode(below.inode()).parent());
        if (parent == null) {
            throw new Refusal(Errno.ENOENT);
        }
        return mounts.top(new Place(below.mount(), parent.id()));
    }
}
