package org.lkernel.kernel.files;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// What `truncate(2)` and `fallocate(2)` do, and stores through mappings.
final class Sizes {
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 0x10;

    private final Core core;
    private final Tree tree;
    private final Paths paths;
    private final Openings openings;
    private final Transfers transfers;
    private final Turns turns;

    Sizes(Core core, Tree tree, Paths paths, Openings openings, Transfers transfers, Turns turns) {
        this.core = core;
        this.tree = tree;
        this.paths = paths;
        this.openings = openings;
        this.transfers = transfers;
        this.turns = turns;
    }

    void truncate(Caller caller, AttributeCall.Truncate call) {
        if (call.size() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Place place = paths.find(caller, OpenFlags.WORKING_DIRECTORY, call.path(), true)
                .existing();
        Inode inode = paths.inode(place);
        if (!inode.isRegular()) {
            throw new Refusal(inode.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
        }
        paths.requireWritable(place);
        Permissions.require(caller.credentials(), inode, Permissions.WRITE);
        openings.requireNotRunning(inode);
        resize(caller, inode, call.size());
    }

    void truncateOpen(Caller caller, AttributeCall.TruncateOpen call) {
        if (call.size() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(call.descriptor());
        Inode inode = paths.inode(file.place());
        if (!inode.isRegular() || !file.writable()) {
            throw new Refusal(Errno.EINVAL);
        }
        resize(caller, inode, call.size());
    }

    private void resize(Caller caller, Inode inode, long size) {
        if (Attributes.isMadeUp(inode)) {
            caller.answer(0);
            return;
        }
        if (size > inode.size()) {
            Transfers.limited(caller, size - 1, 1);
        }
        turns.await(inode);
        openings.resize(caller, inode, size, 0);
    }

    void allocate(Caller caller, AttributeCall.Allocate call) {
        OpenFile file = caller.file(call.descriptor());
        if (call.offset() < 0 || call.length() <= 0) {
            throw new Refusal(Errno.EINVAL);
        }
        int mode = call.mode() & ~KEEP_SIZE;
        boolean punches = mode == PUNCH_HOLE && (call.mode() & KEEP_SIZE) != 0;
        if (mode != 0 && mode != ZERO_RANGE && !punches) {
            throw new Refusal(Errno.ENOTSUP);
        }
        if (!file.writable()) {
            throw new Refusal(Errno.EBADF);
        }
        Inode inode = paths.inode(file.place());
        if (inode.type() == Mode.FIFO) {
            throw new Refusal(Errno.ESPIPE);
        }
        if (!inode.isRegular()) {
            throw new Refusal(inode.isDirectory() ? Errno.EISDIR : Errno.ENODEV);
        }
        long end = call.offset() + call.length();
        if (end < 0) {
            throw new Refusal(Errno.EFBIG);
        }
        if (!(inode.node() instanceof Node.Regular regular)) {
            throw new Refusal(Errno.ENOTSUP);
        }
        Seals.requireResizable(regular, inode.size(), Math.max(inode.size(), end));
        long size = (call.mode() & KEEP_SIZE) == 0 ? Math.max(end, inode.size()) : inode.size();
        if (mode != 0) {
            zero(caller, inode, call.offset(), call.length(), size);
        } else if (size > inode.size()) {
            resize(caller, inode, size);
        } else {
            caller.answer(0);
        }
    }

    /// A range reads as zeroes from now on, through mappings too.
    private void zero(Caller caller, Inode inode, long offset, long length, long size) {
        turns.await(inode);
        if (size > inode.size()) {
            Transfers.limited(caller, size - 1, 1);
        }
        if (inode.node() instanceof Node.Regular regular) {
            Seals.requireWritable(regular, inode.size(), size);
        }
        Inode own = transfers.modified(caller, inode);
        if (size > own.size()) {
            turns.grow(own, size);
        }
        turns.settle(caller.call, own, 0);
        ObjectKey object = ((Node.Regular) own.node()).object();
        core.send(Port.MEMORY, new Memory.Clear(caller.call, object, offset, length));
    }

    // ---- stores

    /// A mapping was written to; whoever faulted goes on when the file is dated.
    void stored(Files.Stored message) {
        Call call = message.call();
        if (call != null) {
            core.timeIs(call.nowNanos());
        }
        Inode inode = tree.behind(message.object());
        if (inode != null) {
            tree.put(inode.modified(core.nowNanos()));
        }
        Completion completion = message.completion();
        if (call != null && completion != null) {
            core.answer(call, completion, message.parked());
        }
    }
}
