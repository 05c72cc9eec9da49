package org.lkernel.kernel.files;

import org.lkernel.kernel.abi.Errno;

/// Where in a file a description stands: `lseek(2)`, and which kinds have a position at all.
final class Positions {
    private final Tree tree;
    private final Descriptors descriptors;

    Positions(Tree tree, Descriptors descriptors) {
        this.tree = tree;
        this.descriptors = descriptors;
    }

    static boolean isSeekable(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain p -> true;
            case Opened.Text t -> true;
            case Opened.Memoryless m -> true;
            case Opened.PipeEnd e -> false;
            case Opened.HostStream h -> false;
            case Opened.TerminalLine t -> false;
            case Opened.Counter c -> false;
            case Opened.Timer t -> false;
            case Opened.Epoll e -> false;
            case Opened.OfProcess p -> false;
            case Opened.SocketEnd s -> false;
        };
    }

    static void requireSeekable(OpenFile file) {
        if (!isSeekable(file)) {
            throw new Refusal(Errno.ESPIPE);
        }
    }

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    void seek(Caller caller, DescriptorCall.Seek call) {
        OpenFile file = caller.file(call.descriptor());
        if (call.whence() < SEEK_SET || call.whence() > SEEK_HOLE) {
            throw new Refusal(Errno.EINVAL);
        }
        if (staysAtZero(file)) {
            caller.answer(0);
            return;
        }
        requireSeekable(file);
        boolean listed = file.opened() instanceof Opened.Text
                || tree.inode(file.place().inode()).node() instanceof Node.Directory;
        if (listed && call.whence() > SEEK_CUR) {
            throw new Refusal(Errno.EINVAL);
        }
        long offset = target(caller, file, call.offset(), call.whence());
        if (offset < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.put(file.withOffset(offset));
        caller.answer(offset);
    }

    /// What has no position takes any and keeps none.
    private static boolean staysAtZero(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Memoryless m -> true;
            case Opened.Counter c -> true;
            case Opened.Timer t -> true;
            case Opened.Epoll e -> true;
            case Opened.OfProcess p -> false;
            case Opened.Plain p -> false;
            case Opened.Text t -> false;
            case Opened.PipeEnd e -> false;
            case Opened.HostStream h -> false;
            case Opened.TerminalLine t -> false;
            case Opened.SocketEnd s -> false;
        };
    }

    private long target(Caller caller, OpenFile file, long offset, int whence) {
        Inode inode = tree.inode(file.place().inode());
        long size = inode.size();
        return switch (whence) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> sum(file.offset(), offset);
            case SEEK_END -> sum(size, offset);
            case SEEK_DATA -> within(next(caller, inode, offset, false), size);
            case SEEK_HOLE -> Math.min(next(caller, inode, offset, true), size);
            default -> throw new Refusal(Errno.EINVAL);
        };
    }

    private static long sum(long base, long offset) {
        if (offset > 0 && base > Long.MAX_VALUE - offset) {
            throw new Refusal(Errno.EOVERFLOW);
        }
        return base + offset;
    }

    /// Where the next data or hole is; what has no pages is one piece of data with a hole at its end.
    private static long next(Caller caller, Inode inode, long offset, boolean hole) {
        within(offset, inode.size());
        return inode.node() instanceof Node.Regular regular
                ? Attributes.number(caller, new Question.Extent(regular.object(), offset, hole))
                : hole ? inode.size() : offset;
    }

    private static long within(long offset, long size) {
        if (offset < 0 || offset >= size) {
            throw new Refusal(Errno.ENXIO);
        }
        return offset;
    }
}
