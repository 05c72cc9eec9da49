package org.lkernel.kernel.files;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Whose turn it is to change a regular file: from the moment `Memory` is asked to until it has, the file is
/// one call's, as Linux holds an inode's lock. Who comes meanwhile to change it waits; who only looks does
/// not.
///
/// A file that grows is as long as it was until what is new can be seen through every mapping and every read;
/// one that shrinks is short from the start. So whoever learns a size finds that much, and whoever finds
/// nothing any more learns why.
final class Turns {
    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;

    Turns(Core core, Tree tree, Descriptors descriptors) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
    }

    boolean isTaken(long inode) {
        return core.state.turns.containsKey(inode);
    }

    /// Before anything is changed.
    void await(Inode inode) {
        if (isTaken(inode.id())) {
            throw new Busy(inode.id());
        }
    }

    /// The inode stays while it is changed, whatever becomes of its names and descriptors.
    void take(long inode, Call call) {
        core.state.turns = core.state.turns.plus(inode, call.task());
        tree.use(inode);
    }

    /// The next may change it.
    void leave(long inode) {
        core.state.turns = core.state.turns.minus(inode);
        tree.release(inode);
        core.changed(inode);
    }

    // ---- sizes

    /// The file is longer now; whoever maps it and finds nothing there yet asks.
    void grow(Inode inode, long size) {
        tree.put(inode.withSize(size));
        core.send(Port.MEMORY, new Memory.Resize(((Node.Regular) inode.node()).object(), size, null));
    }

    /// Answers when nobody can reach what is cut off.
    void shrink(Call call, Inode inode, long size, long answer) {
        tree.put(inode.withSize(size));
        settle(call, inode, answer);
        core.send(Port.MEMORY, new Memory.Resize(((Node.Regular) inode.node()).object(), size, call));
    }

    /// `Memory` is asked for something that it says `Files.Resized` to.
    void settle(Call call, Inode inode, long answer) {
        take(inode.id(), call);
        core.await(call, new Operation.Settle(inode.id(), answer));
    }

    void settled(Call call, Operation.Settle operation) {
        leave(operation.inode());
        core.complete(call, Completion.value(operation.answer()));
    }

    // ---- writes

    void written(Operation.Extend operation, Files.Written message) {
        Call call = message.call();
        Inode inode = tree.inode(operation.inode());
        long end = operation.offset() + message.copied();
        if (message.copied() > 0 && end > inode.size()) {
            tree.put(inode.withSize(end));
            if (message.shown()) {
                grow(tree.inode(inode.id()), end);
            }
        }
        OpenFile file = descriptors.file(operation.file());
        if (file != null && operation.moves() && message.errno() != null) {
            descriptors.put(file.withOffset(end));
        }
        leave(operation.inode());
        core.keep();
        Errno errno = message.errno();
        core.complete(
                call,
                errno == null || message.copied() > 0 ? Completion.value(message.copied()) : Completion.error(errno));
    }

    /// A piece of a copy is in the file, up to `end`, or nothing of it.
    void stored(long id, long end, int count) {
        Inode inode = tree.inode(id);
        if (count > 0 && end > inode.size()) {
            grow(inode, end);
        }
        leave(id);
        core.keep();
    }
}
