package org.lkernel.kernel.files;

import java.util.Map;
import java.util.TreeSet;
import org.lkernel.kernel.Projection;

/// The trees of files by path, and what is open or under way, whatever number each has.
///
/// A file that is as the base has it counts for nothing: that somebody looked at it changes nothing.
final class FilesProjection {
    private final FilesState state;
    private final Projection into;
    private final TreeSet<Long> met = new TreeSet<>();

    FilesProjection(FilesState state, Projection into) {
        this.state = state;
        this.into = into;
    }

    void project() {
        for (Mount mount : state.mounts.values()) {
            into.value("mount");
            tree("", mount.root());
        }
        into.number(state.tasks.size());
        into.number(state.files.size());
        state.files.values().forEach(this::open);
        into.value(state.pipes);
        into.value(state.terminals);
        into.value(state.counters);
        into.number(state.sockets.size());
        into.number(state.epolls.size());
        into.number(state.locks.size());
        into.number(state.ongoing.size());
    }

    private void open(OpenFile file) {
        into.value(file.name());
        into.number(file.flags());
        into.number(file.offset());
    }

    private void tree(String path, long id) {
        Inode inode = state.inodes.get(id);
        if (inode == null || inode.node() instanceof Node.Generated || !met.add(id)) {
            return;
        }
        if (!isAsTheBaseHasIt(inode)) {
            into.value(path);
            into.number(inode.mode());
            into.number((long) inode.user() << 32 | inode.group());
            into.number(inode.node() instanceof Node.Directory ? 0 : inode.size());
            into.value(inode.node() instanceof Node.Symlink(String target) ? target : "");
        }
        if (inode.node() instanceof Node.Directory directory) {
            for (Map.Entry<String, Node.Entry> entry : directory.entries().entrySet()) {
                if (entry.getValue().inode() != 0) {
                    tree(path + "/" + entry.getKey(), entry.getValue().inode());
                }
            }
        }
    }

    private static boolean isAsTheBaseHasIt(Inode inode) {
        return switch (inode.node()) {
            case Node.Regular file ->
                file.origin() != null
                        && file.origin().size() == inode.size()
                        && file.origin().modifiedNanos() == inode.modifyNanos();
            case Node.Directory directory -> directory.origin() != null;
            case Node.Symlink _,
                    Node.Device _,
                    Node.Fifo _,
                    Node.Socket _,
                    Node.Generated _,
                    Node.Stream _,
                    Node.Anonymous _ -> false;
        };
    }
}
