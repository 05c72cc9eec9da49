package org.lkernel.kernel.files;

import java.util.List;
import java.util.Map;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// `getdents64(2)`. A position is a cookie that its entry keeps for life, so removing while reading skips
/// nothing.
final class Listings {
    private static final int HEADER = 19;
    private static final int BUFFER_MAXIMUM = 65536;

    private final Tree tree;
    private final ProcTree proc;
    private final Descriptors descriptors;

    Listings(Tree tree, ProcTree proc, Descriptors descriptors) {
        this.tree = tree;
        this.proc = proc;
        this.descriptors = descriptors;
    }

    /// What has been put into the caller's buffer so far.
    private static final class Buffer {
        private final Gathering bytes = new Gathering();
        private final int room;
        private long last;
        private boolean full;

        Buffer(int room, long last) {
            this.room = room;
            this.last = last;
        }

        void add(long inode, long cookie, int type, String name) {
            int length = HEADER + name.length() + 1 + 7 & ~7;
            full = full || bytes.size() + length > room;
            if (full || cookie <= last) {
                return;
            }
            Layout entry = new Layout(length)
                    .putLong(inode)
                    .putLong(cookie)
                    .putShort(length)
                    .putByte(type);
            bytes.put(entry.put(Bytes.latin1(name)).toBytes());
            last = cookie;
        }
    }

    void list(Caller caller, NameCall.ListDirectory call) {
        OpenFile file = caller.file(call.descriptor());
        Inode directory = tree.inode(file.place().inode());
        if (!directory.isDirectory()) {
            throw new Refusal(Errno.ENOTDIR);
        }
        if (directory.links() == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        Buffer buffer = new Buffer(Math.clamp(call.size(), 0, BUFFER_MAXIMUM), file.offset());
        buffer.add(directory.id(), 1, Mode.entryType(Mode.DIRECTORY), ".");
        buffer.add(
                directory.parent() == 0 ? directory.id() : directory.parent(), 2, Mode.entryType(Mode.DIRECTORY), "..");
        if (directory.node() instanceof Node.Generated generated) {
            generated(buffer, generated.name(), caller);
        } else {
            entries(buffer, tree.listing(tree.folder(directory)));
        }
        if (buffer.full && buffer.bytes.size() == 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.put(file.withOffset(buffer.last));
        caller.answer(buffer.bytes.size(), call.address(), buffer.bytes.toBytes());
    }

    private void generated(Buffer buffer, ProcName directory, Caller caller) {
        List<ProcTree.Named> names = proc.list(directory, caller.check);
        for (int index = 0; index < names.size(); index++) {
            ProcTree.Named named = names.get(index);
            buffer.add(
                    named.file().inode(),
                    index + 3L,
                    Mode.entryType(named.file().mode()),
                    named.name());
        }
    }

    private static void entries(Buffer buffer, Node.Directory directory) {
        for (Map.Entry<Long, String> next = directory.order().higherEntry(buffer.last);
                next != null && !buffer.full;
                next = directory.order().higherEntry(next.getKey())) {
            Node.Entry entry = directory.entry(next.getValue());
            buffer.add(entry.inode(), next.getKey(), entry.type(), next.getValue());
        }
    }
}
