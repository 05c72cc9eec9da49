package org.lkernel.kernel.files;

import org.lkernel.kernel.files.Mounts.Covered;

/// Which trees are seen where.
final class Mounts {
    /// A directory, in the mount it is seen in, that something is mounted on.
    record Covered(long mount, long inode) implements Comparable<Covered> {
        @Override
        public int compareTo(Covered other) {
            int order = Long.compare(mount, other.mount);
            return order != 0 ? order : Long.compare(inode, other.inode);
        }
    }

    private final Core core;
    private final Tree tree;

    Mounts(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    Mount at(Place place) {
        return core.state.mount(place.mount());
    }

    /// Whether something is mounted there.
    boolean isPoint(Place place) {
        return core.state.covered.containsKey(new Covered(place.mount(), place.inode()));
    }

    /// Whether a file there lives in memory and nowhere else, as those of tmpfs and `memfd_create(2)` do.
    boolean isOfMemory(Place place) {
        return switch (at(place).kind()) {
            case "tmpfs", "ramfs", "devtmpfs", Boot.NAMELESS -> true;
            default -> false;
        };
    }

    /// Whether nothing there can be a program's text, as in procfs and where what has no name is.
    boolean forbidsPrograms(Place place) {
        return switch (at(place).kind()) {
            case "proc", Boot.NAMELESS -> true;
            default -> false;
        };
    }

    /// What is seen at a place: the root of the topmost mount on it, or itself.
    Place top(Place place) {
        Place at = place;
        for (Long over; (over = core.state.covered.get(new Covered(at.mount(), at.inode()))) != null; ) {
            at = new Place(over, core.state.mount(over).root());
        }
        return at;
    }

    /// The place a mount's root stands on, down to one that is not itself a root; the root of all stays.
    Place below(Place place) {
        Place at = place;
        for (Mount mount = at(at); at.inode() == mount.root() && mount.parent() != 0; mount = at(at)) {
            at = new Place(mount.parent(), mount.covered());
        }
        return at;
    }

    Mount mount(Place on, long root, String kind, String source, int flags) {
        long id = core.state.nextId();
        Mount mount = new Mount(id, on.mount(), on.inode(), root, kind, source, flags);
        core.state.mounts = core.state.mounts.plus(id, mount);
        core.state.covered = core.state.covered.plus(new Covered(on.mount(), on.inode()), id);
        tree.use(root);
        tree.use(on.inode());
        return mount;
    }

    void unmount(Mount mount) {
        core.state.mounts = core.state.mounts.minus(mount.id());
        core.state.covered = core.state.covered.minus(new Covered(mount.parent(), mount.covered()));
        tree.release(mount.root());
        tree.release(mount.covered());
    }

    /// The path from a root to a place, as `getcwd(2)` tells it; null when the place is not below that root.
    String path(Place place, Place root) {
        StringBuilder path = new StringBuilder();
        Place at = place;
        while (!at.equals(root)) {
            Place seen = below(at);
            Inode inode = tree.known(seen.inode());
            if (inode == null) {
                return path.toString();
            }
            if (inode.parent() == 0 && !inode.isDirectory()) {
                return inode.name() + path;
            }
            if (seen.inode() == at(seen).root()) {
                return path.isEmpty() ? "/" : "(unreachable)" + path;
            }
            path.insert(0, '/' + inode.name());
            at = new Place(seen.mount(), inode.parent());
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /// The same, and that it has no name any more; what never had one says so itself.
    String shown(Place place, Place root) {
        Inode inode = tree.inode(place.inode());
        boolean nameless = inode.parent() == 0 && !inode.isDirectory();
        return path(place, root) + (inode.links() == 0 && !nameless ? " (deleted)" : "");
    }

    /// How a description was opened, as `/proc/PID/fd` shows it.
    String path(OpenFile file, Place root) {
        Inode inode = tree.inode(file.place().inode());
        if (file.parent() == 0 && !file.name().isEmpty()) {
            return file.name();
        }
        if (inode.parent() == 0 && !inode.isDirectory()) {
            return inode.name();
        }
        if (inode.isDirectory() || file.parent() == 0 || !names(file)) {
            return shown(file.place(), root);
        }
        String directory = path(new Place(file.place().mount(), file.parent()), root);
        return (directory.equals("/") ? "" : directory) + '/' + file.name();
    }

    /// Whether the name it was opened by still leads to it.
    private boolean names(OpenFile file) {
        if (ProcName.isGenerated(file.parent())) {
            return true;
        }
        Inode parent = core.state.inodes.get(file.parent());
        Node.Entry entry = parent != null && parent.node() instanceof Node.Directory directory
                ? directory.entries().get(file.name())
                : null;
        return entry != null && entry.inode() == file.place().inode();
    }
}
