package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Tasks;

/// What `execve` and `mmap` want of files, and where their pages come from.
final class Executables {
    private static final int HEAD = 4096;
    private static final int PAGE = 4096;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;

    private final Core core;
    private final Mounts mounts;
    private final Paths paths;
    private final TaskTables tables;

    Executables(Core core, Mounts mounts, Paths paths, TaskTables tables) {
        this.core = core;
        this.mounts = mounts;
        this.paths = paths;
        this.tables = tables;
    }

    // ---- execve

    void open(Caller caller, Files.OpenExecutable request) {
        tables.affordOwn(caller.task);
        if ((request.flags() & ~(OpenFlags.AT_EMPTY_PATH | OpenFlags.AT_SYMLINK_NOFOLLOW)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Place place = paths.at(caller, request.directory(), request.path(), request.flags());
        Inode inode = paths.inode(place);
        if (inode.isSymlink()) {
            throw new Refusal(Errno.ELOOP);
        }
        if (!(inode.node() instanceof Node.Regular regular) || (mounts.at(place).flags() & Mount.NO_EXECUTION) != 0) {
            throw new Refusal(Errno.EACCES);
        }
        Permissions.require(caller.credentials(), inode, Permissions.EXECUTE);
        boolean noSetId = (mounts.at(place).flags() & Mount.NO_SET_ID) != 0;
        int mode = noSetId ? inode.mode() & ~(Mode.SET_USER | Mode.SET_GROUP) : inode.mode();
        Bytes path = Bytes.latin1(mounts.shown(place, root()));
        Operation.Head head = new Operation.Head(
                regular.object(),
                inode.size(),
                path,
                mode,
                inode.user(),
                inode.group(),
                inode.id(),
                isHidden(caller, request));
        if (isWritten(inode)) {
            throw new Refusal(Errno.ETXTBSY);
        }
        int length = (int) Math.min(HEAD, inode.size());
        if (length == 0) {
            opened(caller.call, head, Bytes.EMPTY);
            return;
        }
        core.await(caller.call, head);
        core.send(Port.MEMORY, new Memory.LoadObject(caller.call, regular.object(), 0, length));
    }

    /// Whether somebody has it open for writing. The descriptor that `memfd_create(2)` gave does not count.
    private boolean isWritten(Inode inode) {
        if (inode.uses() == 0) {
            return false;
        }
        return core.state.files.values().stream()
                .anyMatch(file -> file.place().inode() == inode.id() && file.writable() && file.parent() != 0);
    }

    /// A program named by a descriptor that `execve` closes can be run, but no interpreter could open it.
    private static boolean isHidden(Caller caller, Files.OpenExecutable request) {
        Bytes path = request.path();
        boolean byDescriptor =
                request.directory() != OpenFlags.WORKING_DIRECTORY && (path.isEmpty() || path.at(0) != '/');
        return byDescriptor && caller.table().required(request.directory()).closeOnExec();
    }

    private static boolean isScript(Bytes head) {
        return head.length() >= 2 && head.at(0) == '#' && head.at(1) == '!';
    }

    private Place root() {
        return core.state.top();
    }

    void opened(Call call, Operation.Head head, @Nullable Bytes content) {
        core.forget(call);
        if (content != null && head.hidden() && isScript(content)) {
            refused(call, Errno.ENOENT);
            return;
        }
        Errno errno = content == null ? Errno.EIO : null;
        Bytes start = content == null ? Bytes.EMPTY : content;
        core.send(
                Port.TASKS,
                new Tasks.ExecutableOpened(
                        call,
                        errno,
                        head.object(),
                        head.size(),
                        start,
                        head.path(),
                        head.mode(),
                        head.user(),
                        head.group(),
                        head.inode()));
    }

    void refused(Call call, Errno errno) {
        core.forget(call);
        core.send(Port.TASKS, new Tasks.ExecutableOpened(call, errno, null, 0, Bytes.EMPTY, Bytes.EMPTY, 0, 0, 0, 0));
    }

    void read(Files.ReadExecutable request) {
        core.await(request.call(), new Operation.More());
        core.send(
                Port.MEMORY,
                new Memory.LoadObject(request.call(), request.object(), request.offset(), request.length()));
    }

    void more(Call call, @Nullable Bytes content) {
        core.forget(call);
        core.send(Port.TASKS, new Tasks.ExecutableRead(call, content));
    }

    // ---- mmap

    void map(Caller caller, Files.ResolveMap request) {
        OpenFile file = caller.file(request.descriptor());
        boolean zeroes =
                file.opened() instanceof Opened.Memoryless device && device.kind() == Opened.Memoryless.Kind.ZERO;
        boolean sharedWrite = request.shared() && (request.protection() & PROT_WRITE) != 0;
        if (!file.readable() || sharedWrite && !file.writable()) {
            throw new Refusal(Errno.EACCES);
        }
        Inode inode = paths.inode(file.place());
        boolean sealed = inode.node() instanceof Node.Regular content && Seals.forbidsWriting(content);
        if (sealed && sharedWrite) {
            throw new Refusal(Errno.EPERM);
        }
        boolean executes = (request.protection() & PROT_EXEC) != 0;
        boolean nowhere = !(inode.node() instanceof Node.Regular) && mounts.forbidsPrograms(file.place());
        if (executes && nowhere || executes && (mounts.at(file.place()).flags() & Mount.NO_EXECUTION) != 0) {
            throw new Refusal(Errno.EPERM);
        }
        if (zeroes) {
            mapped(request.call(), null, 0, file.writable(), Bytes.latin1("/dev/zero"));
        } else if (inode.node() instanceof Node.Regular regular) {
            boolean writable = file.writable() && !(sealed && request.shared());
            mapped(request.call(), regular.object(), inode.size(), writable, Bytes.latin1(shown(file)));
        } else {
            boolean refuses = file.opened() instanceof Opened.Text && Splicing.isOfMachine(file);
            throw new Refusal(refuses ? Errno.EIO : Errno.ENODEV);
        }
    }

    /// A description's path, as `/proc/PID/maps` and `/proc/PID/fd` show it.
    String shown(OpenFile file) {
        return mounts.path(file, root());
    }

    private void mapped(Call call, @Nullable ObjectKey object, long size, boolean writable, Bytes path) {
        core.forget(call);
        core.send(Port.MEMORY, new Memory.MapResolved(call, null, object, size, writable, path));
    }

    void notMapped(Call call, Errno errno) {
        core.forget(call);
        core.send(Port.MEMORY, new Memory.MapResolved(call, errno, null, 0, false, Bytes.EMPTY));
    }

    // ---- pages

    /// Pages of a file of the base, as many as `Memory` wants at a time.
    void pageIn(Files.PageIn request) {
        Inode inode = core.state.inodes.get(request.object().id() / 2);
        Origin origin = inode != null && inode.node() instanceof Node.Regular regular ? regular.origin() : null;
        long offset = request.firstIndex() * PAGE;
        if (origin == null || offset >= origin.size()) {
            core.send(Port.MEMORY, new Memory.PagedIn(request.object(), request.firstIndex(), null));
            return;
        }
        long length = Math.min((long) request.pages() * PAGE, origin.size() - offset);
        long ticket = core.state.nextId();
        core.state.pageRequests = core.state.pageRequests.plus(
                ticket, new FilesState.PageRequest(request.object(), request.firstIndex()));
        core.send(
                Port.HOST_FILES,
                new HostFiles.ReadPages(
                        ticket,
                        origin.export(),
                        origin.components(),
                        offset,
                        (int) length,
                        origin.size(),
                        origin.modifiedNanos()));
    }

    void pagesRead(Files.HostPagesRead answer) {
        FilesState.PageRequest request = core.state.pageRequest(answer.ticket());
        core.state.pageRequests = core.state.pageRequests.minus(answer.ticket());
        core.send(Port.MEMORY, new Memory.PagedIn(request.object(), request.firstIndex(), answer.content()));
    }
}
