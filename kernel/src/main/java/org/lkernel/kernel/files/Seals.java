package org.lkernel.kernel.files;

import org.lkernel.kernel.abi.Errno;

/// What may no longer be done to a file of memory: the seals of `fcntl(2)`, and the marks kept beside them.
final class Seals {
    static final int SEAL = 1;
    static final int SHRINK = 2;
    static final int GROW = 4;
    static final int WRITE = 8;
    static final int FUTURE_WRITE = 16;
    static final int EXECUTE = 32;
    private static final int ALL = 63;
    /// Not a seal: the file was made to be sealed.
    static final int SEALABLE = 1 << 8;
    /// Not a seal: a file that never had a name (`O_TMPFILE`) and may be given one.
    static final int LINKABLE = 1 << 9;
    /// Not a seal: a file of the base of which `Memory` knows that it may be changed.
    static final int ADOPTED = 1 << 10;

    private Seals() {}

    /// As `F_GET_SEALS` tells them: a file not made for them can get none.
    static int shown(Node.Regular file) {
        return file.marks() & ALL | ((file.marks() & SEALABLE) == 0 ? SEAL : 0);
    }

    private static boolean has(Node.Regular file, int seals) {
        return (file.marks() & seals) != 0;
    }

    static Node.Regular sealed(Node.Regular file, long seals) {
        if ((seals & ~ALL) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if ((shown(file) & SEAL) != 0) {
            throw new Refusal(Errno.EPERM);
        }
        return file.marked((int) seals);
    }

    static boolean forbidsWriting(Node.Regular file) {
        return has(file, WRITE | FUTURE_WRITE);
    }

    /// Bytes up to `end` are to be written.
    static void requireWritable(Node.Regular file, long size, long end) {
        if (forbidsWriting(file) || end > size && has(file, GROW)) {
            throw new Refusal(Errno.EPERM);
        }
    }

    static void requireResizable(Node.Regular file, long size, long wanted) {
        if (wanted < size && has(file, SHRINK) || wanted > size && has(file, GROW)) {
            throw new Refusal(Errno.EPERM);
        }
    }

    /// Its execute bits cannot be given or taken.
    static void requireSameExecution(Node node, int mode, int wanted) {
        if (node instanceof Node.Regular file && has(file, EXECUTE) && ((mode ^ wanted) & 0111) != 0) {
            throw new Refusal(Errno.EPERM);
        }
    }
}
