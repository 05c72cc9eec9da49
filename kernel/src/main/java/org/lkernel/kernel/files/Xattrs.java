package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.pcollections.TreePMap;

/// Extended attributes: those of users and, for who may, of the trusted; no file system here knows other name
/// spaces.
final class Xattrs {
    private static final int CREATE = 1;
    private static final int REPLACE = 2;
    private static final int NAME_MAXIMUM = 255;

    /// What all attributes of one inode may hold together.
    private static final int TOTAL_MAXIMUM = 65536;

    /// How many inodes may have any.
    private static final int INODES_MAXIMUM = 1024;

    private final Core core;
    private final Tree tree;
    private final Paths paths;

    Xattrs(Core core, Tree tree, Paths paths) {
        this.core = core;
        this.tree = tree;
        this.paths = paths;
    }

    void message(Caller caller, XattrCall message) {
        switch (message) {
            case XattrCall.Set call ->
                set(caller, at(caller, call.path(), true), call.name(), call.value(), call.flags());
            case XattrCall.SetOfLink call ->
                set(caller, at(caller, call.path(), false), call.name(), call.value(), call.flags());
            case XattrCall.SetOpen call ->
                set(caller, open(caller, call.descriptor()), call.name(), call.value(), call.flags());
            case XattrCall.Value call ->
                value(caller, at(caller, call.path(), true), call.name(), call.address(), call.size());
            case XattrCall.ValueOfLink call ->
                value(caller, at(caller, call.path(), false), call.name(), call.address(), call.size());
            case XattrCall.ValueOpen call ->
                value(caller, open(caller, call.descriptor()), call.name(), call.address(), call.size());
            case XattrCall.Names call -> names(caller, at(caller, call.path(), true), call.address(), call.size());
            case XattrCall.NamesOfLink call ->
                names(caller, at(caller, call.path(), false), call.address(), call.size());
            case XattrCall.NamesOpen call ->
                names(caller, open(caller, call.descriptor()), call.address(), call.size());
            case XattrCall.Remove call -> remove(caller, at(caller, call.path(), true), call.name());
            case XattrCall.RemoveOfLink call -> remove(caller, at(caller, call.path(), false), call.name());
            case XattrCall.RemoveOpen call -> remove(caller, open(caller, call.descriptor()), call.name());
        }
    }

    private Place at(Caller caller, Bytes path, boolean follow) {
        return paths.find(caller, OpenFlags.WORKING_DIRECTORY, path, follow).existing();
    }

    private static Place open(Caller caller, int descriptor) {
        return caller.file(descriptor).place();
    }

    private TreePMap<String, Bytes> of(Inode inode) {
        TreePMap<String, Bytes> all = core.state.attributes.get(inode.id());
        return all == null ? TreePMap.empty() : all;
    }

    /// Whether the name is in a name space that is kept; `user.` is for files and directories alone.
    private static String known(Caller caller, Inode inode, Bytes name, boolean changes) {
        String text = name.toLatin1();
        if (text.isEmpty() || text.length() > NAME_MAXIMUM) {
            throw new Refusal(Errno.ERANGE);
        }
        boolean trusted = text.startsWith("trusted.") && text.length() > 8;
        boolean user = text.startsWith("user.") && text.length() > 5;
        if (!trusted && !user) {
            throw new Refusal(Errno.ENOTSUP);
        }
        boolean process =
                inode.node() instanceof Node.Generated made && made.name().kind() == ProcName.Kind.PROCESS;
        if (trusted && !caller.capable(Permissions.CAP_SYS_ADMIN)
                || user && !inode.isRegular() && !inode.isDirectory()
                || changes && process) {
            throw new Refusal(changes ? Errno.EPERM : Errno.ENODATA);
        }
        if (ProcName.isGenerated(inode.id())) {
            throw new Refusal(Errno.ENOTSUP);
        }
        return text;
    }

    private void set(Caller caller, Place place, Bytes name, Bytes value, int flags) {
        if ((flags & ~(CREATE | REPLACE)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        paths.requireWritable(place);
        Inode inode = paths.inode(place);
        String text = known(caller, inode, name, true);
        Permissions.require(caller.credentials(), inode, Permissions.WRITE);
        TreePMap<String, Bytes> old = of(inode);
        if ((flags & CREATE) != 0 && old.containsKey(text)) {
            throw new Refusal(Errno.EEXIST);
        }
        if ((flags & REPLACE) != 0 && !old.containsKey(text)) {
            throw new Refusal(Errno.ENODATA);
        }
        TreePMap<String, Bytes> changed = old.plus(text, value);
        boolean another = old.isEmpty() && core.state.attributes.size() >= INODES_MAXIMUM;
        if (another || weight(changed) > TOTAL_MAXIMUM) {
            throw new Refusal(Errno.ENOSPC);
        }
        core.ledger.affordName(cost(changed) - cost(old), Errno.ENOSPC);
        keep(inode, changed);
        caller.answer(0);
    }

    /// What an inode's attributes cost.
    static long cost(FilesState state, long inode) {
        return cost(state.attributes.getOrDefault(inode, TreePMap.empty()));
    }

    private static long cost(TreePMap<String, Bytes> all) {
        return weight(all) + (long) Ledger.ATTRIBUTE * all.size();
    }

    private static int weight(TreePMap<String, Bytes> all) {
        int total = 0;
        for (java.util.Map.Entry<String, Bytes> entry : all.entrySet()) {
            total += entry.getKey().length() + entry.getValue().length();
        }
        return total;
    }

    private void keep(Inode inode, TreePMap<String, Bytes> all) {
        core.ledger.charge(cost(all) - cost(core.state, inode.id()));
        core.state.attributes =
                all.isEmpty() ? core.state.attributes.minus(inode.id()) : core.state.attributes.plus(inode.id(), all);
        tree.put(inode.withTimes(inode.accessNanos(), inode.modifyNanos(), core.nowNanos()));
    }

    private void value(Caller caller, Place place, Bytes name, long address, long size) {
        Inode inode = paths.inode(place);
        String text = known(caller, inode, name, false);
        Permissions.require(caller.credentials(), inode, Permissions.READ);
        answer(caller, of(inode).get(text), address, size);
    }

    private static void answer(Caller caller, @Nullable Bytes content, long address, long size) {
        if (content == null) {
            throw new Refusal(Errno.ENODATA);
        }
        if (size == 0) {
            caller.answer(content.length());
            return;
        }
        if (Long.compareUnsigned(size, content.length()) < 0) {
            throw new Refusal(Errno.ERANGE);
        }
        caller.answer(content.length(), address, content);
    }

    private void names(Caller caller, Place place, long address, long size) {
        StringBuilder names = new StringBuilder();
        for (String name : of(paths.inode(place)).keySet()) {
            if (name.startsWith("user.") || caller.capable(Permissions.CAP_SYS_ADMIN)) {
                names.append(name).append('\0');
            }
        }
        answer(caller, Bytes.latin1(names.toString()), address, size);
    }

    private void remove(Caller caller, Place place, Bytes name) {
        paths.requireWritable(place);
        Inode inode = paths.inode(place);
        String text = known(caller, inode, name, true);
        Permissions.require(caller.credentials(), inode, Permissions.WRITE);
        TreePMap<String, Bytes> old = of(inode);
        if (!old.containsKey(text)) {
            throw new Refusal(Errno.ENODATA);
        }
        keep(inode, old.minus(text));
        caller.answer(0);
    }
}
