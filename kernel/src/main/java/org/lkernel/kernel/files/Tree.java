package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.HostEntry;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;

/// The inodes, and the names that directories give them.
final class Tree {
    static final int NAME_MAXIMUM = 255;
    static final int LINKS_MAXIMUM = 65000;
    private static final int DIRECTORY_BYTES = 4096;
    private static final int INODES_MAXIMUM = 1 << 19;
    /// So many names that a directory of the base does not have are kept one by one; then it is read as a whole,
    /// after which none need be.
    private static final int ABSENT_MAXIMUM = 256;

    private final Core core;
    private final ProcTree proc;

    Tree(Core core, ProcTree proc) {
        this.core = core;
        this.proc = proc;
    }

    private FilesState state() {
        return core.state;
    }

    // ---- looking

    /// A directory whose names can change. That it has been asked for is the proof that one may ask it: a
    /// directory of procfs never is one.
    record Folder(long id) {}

    Folder folder(Inode inode) {
        return switch (inode.node()) {
            case Node.Directory d -> new Folder(inode.id());
            case Node.Generated g -> throw new Refusal(Errno.EPERM);
            case Node.Regular r -> throw new Refusal(Errno.ENOTDIR);
            case Node.Symlink s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Device d -> throw new Refusal(Errno.ENOTDIR);
            case Node.Fifo f -> throw new Refusal(Errno.ENOTDIR);
            case Node.Socket s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Stream s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Anonymous a -> throw new Refusal(Errno.ENOTDIR);
        };
    }

    Inode inode(long id) {
        Inode inode = known(id);
        if (inode == null) {
            throw new IllegalStateException("no inode " + id);
        }
        return inode;
    }

    /// The inode, or null: what has no name has no directory either, and a directory that is gone is no longer
    /// known to what is still open below it.
    @Nullable
    Inode known(long id) {
        return ProcName.isGenerated(id)
                ? proc.inode(ProcName.of(id))
                : state().inodes.get(id);
    }

    /// What the directory holds under the name, or 0.
    long child(Inode directory, String name, Operation.Check check) {
        return switch (directory.node()) {
            case Node.Generated generated -> proc.child(generated.name(), name, check);
            case Node.Directory node -> child(directory.id(), node, name);
            case Node.Regular r -> throw new Refusal(Errno.ENOTDIR);
            case Node.Symlink s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Device d -> throw new Refusal(Errno.ENOTDIR);
            case Node.Fifo f -> throw new Refusal(Errno.ENOTDIR);
            case Node.Socket s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Stream s -> throw new Refusal(Errno.ENOTDIR);
            case Node.Anonymous a -> throw new Refusal(Errno.ENOTDIR);
        };
    }

    private static long child(long directory, Node.Directory node, String name) {
        Node.Entry entry = node.entries().get(name);
        if (entry == null && !node.listed()) {
            throw new Missing(
                    node.absent() < ABSENT_MAXIMUM
                            ? new Question.Entry(directory, name)
                            : new Question.Listing(directory));
        }
        return entry == null ? 0 : entry.inode();
    }

    /// The directory with every name in it.
    Node.Directory listing(Folder folder) {
        Node.Directory node = names(folder);
        if (!node.listed()) {
            throw new Missing(new Question.Listing(folder.id()));
        }
        return node;
    }

    private Node.Directory names(Folder folder) {
        return (Node.Directory) inode(folder.id()).node();
    }

    // ---- what the base said

    void looked(long directory, String name, @Nullable HostEntry entry) {
        Inode inode = state().inodes.get(directory);
        if (inode != null
                && inode.node() instanceof Node.Directory node
                && !node.entries().containsKey(name)) {
            put(inode.withNode(filled(inode, node, name, entry)));
        }
    }

    void listed(long directory, @Nullable List<HostEntry> entries) {
        Inode inode = state().inodes.get(directory);
        if (inode == null || !(inode.node() instanceof Node.Directory node) || node.listed()) {
            return;
        }
        for (HostEntry entry : entries == null ? List.<HostEntry>of() : entries) {
            String name = entry.name().toLatin1();
            if (!node.entries().containsKey(name)) {
                node = filled(inode, node, name, entry);
            }
        }
        long directories =
                node.entries().values().stream().filter(Node.Entry::isDirectory).count();
        put(inode.withNode(node.complete()).withLinks(2 + (int) directories, inode.changeNanos()));
    }

    private Node.Directory filled(Inode inode, Node.Directory node, String name, @Nullable HostEntry entry) {
        Origin origin = node.origin();
        if (entry == null || origin == null) {
            return node.without(name);
        }
        Origin child = origin.child(name, entry.size(), entry.modifiedNanos());
        Origin.Name first = entry.first() == null ? child.name() : new Origin.Name(child.export(), entry.first());
        Inode known = entry.links() > 1 ? linked(first) : null;
        if (known != null) {
            return node.with(name, known.id(), Mode.entryType(entry.mode()));
        }
        long id = state().nextId();
        put(fromBase(id, inode, child, entry).named(inode.id(), name));
        if (entry.links() > 1) {
            state().linked = state().linked.plus(first, id);
        }
        return node.with(name, id, Mode.entryType(entry.mode()));
    }

    /// The file of which another name was shown first.
    private @Nullable Inode linked(Origin.Name first) {
        Long id = state().linked.get(first);
        Inode inode = id == null ? null : state().inodes.get(id);
        return inode == null || inode.links() == 0 ? null : inode;
    }

    /// An inode of the base; its change and access times are its modification time, since the host's say nothing
    /// of this machine.
    private static Inode fromBase(long id, Inode directory, Origin origin, HostEntry entry) {
        Node node = switch (entry.mode() & Mode.TYPE) {
            case Mode.DIRECTORY -> Node.Directory.of(origin);
            case Mode.SYMLINK -> new Node.Symlink(entry.target().toLatin1());
            case Mode.REGULAR -> new Node.Regular(new ObjectKey(id * 2, ObjectKey.Backing.PAGED), origin);
            case Mode.FIFO -> new Node.Fifo(0);
            case Mode.SOCKET -> new Node.Socket(0);
            default -> new Node.Device(0, 0);
        };
        return Inode.fresh(
                        id, directory.device(), entry.mode(), entry.user(), entry.group(), entry.modifiedNanos(), node)
                .withSize(node instanceof Node.Directory ? DIRECTORY_BYTES : entry.size())
                .withLinks(Math.max(1, entry.links()), entry.modifiedNanos());
    }

    // ---- changing

    void put(Inode inode) {
        state().inodes = state().inodes.plus(inode.id(), inode);
    }

    /// A new inode that has no name yet.
    Inode make(long device, int mode, int user, int group, Node node) {
        if (state().inodes.size() >= INODES_MAXIMUM) {
            throw new Refusal(Errno.ENOSPC);
        }
        long cost = Ledger.INODE + Ledger.cost(node);
        boolean nameless =
                device == Boot.PIPE_DEVICE || device == Boot.SOCKET_DEVICE || device == Boot.MEMORY_FILE_DEVICE;
        if (nameless) {
            core.ledger.afford(cost, Errno.ENFILE);
        } else {
            core.ledger.affordName(cost, Errno.ENOSPC);
        }
        core.ledger.charge(cost);
        long id = state().nextId();
        Inode inode = Inode.fresh(id, device, mode, user, group, core.nowNanos(), numbered(node, id));
        put(inode);
        return inode;
    }

    /// A regular file's object has the number of its inode, so that it can be found from there.
    private static Node numbered(Node node, long id) {
        return node instanceof Node.Regular regular
                ? new Node.Regular(new ObjectKey(id * 2, ObjectKey.Backing.ZERO), null, regular.marks())
                : node;
    }

    /// An empty regular file's content, whose number comes with the inode.
    static Node.Regular freshContent() {
        return new Node.Regular(ObjectKey.ZEROES, null);
    }

    /// Puts a new inode into a directory.
    void enter(Folder folder, String name, Inode inode) {
        Inode directory = inode(folder.id());
        Node.Directory node = names(folder).with(name, inode.id(), Mode.entryType(inode.mode()));
        int links = directory.links() + (inode.isDirectory() && directory.links() > 1 ? 1 : 0);
        put(inode(inode.id()).named(folder.id(), name));
        reshape(directory, node, links);
    }

    /// Names came to a directory, or went.
    private void reshape(Inode directory, Node.Directory node, int links) {
        core.ledger.charge(Ledger.cost(node) - Ledger.cost(directory.node()));
        put(directory.withNode(node).withLinks(links, core.nowNanos()).modified(core.nowNanos()));
    }

    /// Takes a name away; the inode stays while something uses it.
    void remove(Folder folder, String name, Inode victim) {
        detach(folder, name, victim);
        put(inode(victim.id()).withLinks(victim.isDirectory() ? 0 : victim.links() - 1, core.nowNanos()));
        reap(victim.id());
    }

    /// Takes a name away from an inode that has, or is to get, another.
    void detach(Folder folder, String name, Inode victim) {
        Inode directory = inode(folder.id());
        int links = directory.links() - (victim.isDirectory() && directory.links() > 1 ? 1 : 0);
        reshape(directory, names(folder).without(name), links);
    }

    void link(Folder folder, String name, Inode inode) {
        core.ledger.affordName(Ledger.ENTRY, Errno.ENOSPC);
        Inode directory = inode(folder.id());
        Node.Directory node = names(folder).with(name, inode.id(), Mode.entryType(inode.mode()));
        core.ledger.charge(Ledger.cost(node) - Ledger.cost(directory.node()));
        put(directory.withNode(node).modified(core.nowNanos()));
        put(inode.withLinks(inode.links() + 1, core.nowNanos()).named(folder.id(), name));
    }

    // ---- life

    void use(long id) {
        if (!ProcName.isGenerated(id)) {
            Inode inode = inode(id);
            put(inode.withUses(inode.uses() + 1));
        }
    }

    void release(long id) {
        if (!ProcName.isGenerated(id)) {
            Inode inode = inode(id);
            put(inode.withUses(inode.uses() - 1));
            reap(id);
        }
    }

    /// Frees an inode that has neither name nor user. One of the base stays, for mappings may still want its
    /// pages.
    void reap(long id) {
        Inode inode = inode(id);
        if (inode.links() > 0 || inode.uses() > 0) {
            return;
        }
        if (inode.node() instanceof Node.Regular regular) {
            core.send(Port.MEMORY, new Memory.DropObject(regular.object()));
            if (regular.origin() != null) {
                return;
            }
        }
        core.ledger.charge(
                isOfBase(inode) ? 0 : -(Ledger.INODE + Ledger.cost(inode.node()) + Xattrs.cost(state(), id)));
        state().inodes = state().inodes.minus(id);
        state().attributes = state().attributes.minus(id);
        state().locks = state().locks.minus(id);
    }

    private static boolean isOfBase(Inode inode) {
        return inode.node() instanceof Node.Directory directory && directory.origin() != null;
    }

    /// Makes a file of the base the machine's own, so that it can be changed: it stays the same object, and
    /// whoever maps it sees the changes.
    Inode adopt(Inode inode) {
        if (!(inode.node() instanceof Node.Regular regular)
                || (regular.marks() & Seals.ADOPTED) != 0
                || regular.object().backing() != ObjectKey.Backing.PAGED) {
            return inode;
        }
        core.send(Port.MEMORY, new Memory.Adopt(regular.object(), inode.size()));
        Inode changed = inode.withNode(regular.marked(Seals.ADOPTED));
        put(changed);
        return changed;
    }

    /// The file whose pages are the object, or null when it is no more.
    @Nullable
    Inode behind(ObjectKey object) {
        // A file that was made by an older kernel has the number after its object's.
        Inode inode = holder(object, object.id() / 2);
        return inode == null ? holder(object, object.id() / 2 + 1) : inode;
    }

    private @Nullable Inode holder(ObjectKey object, long id) {
        Inode inode = state().inodes.get(id);
        boolean holds = inode != null
                && inode.node() instanceof Node.Regular regular
                && regular.object().equals(object);
        return holds ? inode : null;
    }
}
