package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity.Credentials;
import org.lkernel.kernel.task.Tasks;

/// Descriptors of processes: `pidfd_open(2)`, `CLONE_PIDFD`, `pidfd_getfd(2)`.
///
/// `Tasks` says which process a descriptor is to be made of, and tells when it ends and when it is reaped, in this
/// order: so a descriptor never means another process that has got the same number.
final class Handles {
    private final Core core;
    private final Descriptors descriptors;
    private final ProcTree proc;

    Handles(Core core, Descriptors descriptors, ProcTree proc) {
        this.core = core;
        this.descriptors = descriptors;
        this.proc = proc;
    }

    // ---- making

    void open(Caller caller, Files.OpenProcess request) {
        caller.answer(made(caller, request.pid(), request.flags(), request.ended()));
    }

    /// For a child that is about to be.
    void openChild(Caller caller, Files.OpenChild request) {
        core.send(Port.TASKS, new Tasks.ChildOpened(request.call(), made(caller, request.child(), 0, false), null));
    }

    void withdraw(int task, int descriptor) {
        descriptors.close(core.state.task(task), descriptor);
    }

    private int made(Caller caller, int pid, int flags, boolean ended) {
        descriptors.reserve(caller, 0);
        Long known = core.state.handleOf.get(pid);
        Handle handle =
                known == null ? new Handle(core.state.nextId(), pid, 0, ended, false) : core.state.handle(known);
        OpenFile file = descriptors.open(
                flags & OpenFlags.NON_BLOCKING | OpenFlags.READ_WRITE,
                core.state.anonymous,
                0,
                "anon_inode:[pidfd]",
                new Opened.OfProcess(handle.id()));
        put(handle.withUses(handle.uses() + 1));
        core.state.handleOf = core.state.handleOf.plus(pid, handle.id());
        return descriptors.install(caller, file, true);
    }

    private void put(Handle handle) {
        core.state.handles = core.state.handles.plus(handle.id(), handle);
    }

    void closed(long id) {
        Handle handle = core.state.handle(id);
        if (handle.uses() > 1) {
            put(handle.withUses(handle.uses() - 1));
            return;
        }
        core.state.handles = core.state.handles.minus(id);
        if (!handle.reaped()) {
            core.state.handleOf = core.state.handleOf.minus(handle.pid());
        }
    }

    // ---- what Tasks tells

    void ended(int pid) {
        Long id = core.state.handleOf.get(pid);
        if (id != null) {
            put(core.state.handle(id).end());
            core.wake(id, Readiness.READ);
        }
        core.send(Port.TASKS, new Tasks.EndNoted(pid));
    }

    void reaped(int pid) {
        Long id = core.state.handleOf.get(pid);
        if (id != null) {
            put(core.state.handle(id).reap());
            core.state.handleOf = core.state.handleOf.minus(pid);
            core.wake(id, Readiness.READ | Readiness.HUP);
        }
    }

    /// Which process a descriptor means; the directory of one in procfs, too, where only a signal is sent.
    void name(Files.NameProcess request) {
        Table.Descriptor found =
                core.state.table(core.state.task(request.call().task()).table()).at(request.descriptor());
        OpenFile file = found == null ? null : core.state.file(found.file());
        Integer pid = file == null ? null : pid(file, request.directories());
        boolean nonBlocking = file != null && (file.flags() & OpenFlags.NON_BLOCKING) != 0;
        core.send(
                Port.TASKS,
                pid == null
                        ? new Tasks.ProcessNamed(request.call(), 0, nonBlocking, Errno.EBADF)
                        : new Tasks.ProcessNamed(request.call(), pid, nonBlocking, null));
    }

    /// 0 for one that is reaped, null for what is no process.
    private @Nullable Integer pid(OpenFile file, boolean directories) {
        if (file.opened() instanceof Opened.OfProcess(long id)) {
            Handle handle = core.state.handle(id);
            return handle.reaped() ? 0 : handle.pid();
        }
        long inode = file.place().inode();
        boolean directory =
                directories && ProcName.isGenerated(inode) && ProcName.of(inode).kind() == ProcName.Kind.PROCESS;
        return directory ? ProcName.of(inode).pid() : null;
    }

    // ---- taking

    /// `pidfd_getfd(2)`: a descriptor of another process, for who might trace it.
    void take(Caller caller, DescriptorCall.TakeDescriptor call) {
        if (call.flags() != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if (!(caller.file(call.process()).opened() instanceof Opened.OfProcess(long id))) {
            throw new Refusal(Errno.EBADF);
        }
        Handle handle = core.state.handle(id);
        TaskFiles task = handle.reaped() ? null : core.state.tasks.get(handle.pid());
        if (task == null) {
            throw new Refusal(Errno.ESRCH);
        }
        requireTracing(caller, task.identity().credentials());
        OpenFile file = proc.descriptor(handle.pid(), call.descriptor());
        if (file == null) {
            throw new Refusal(Errno.EBADF);
        }
        caller.answer(descriptors.install(caller, file, true));
    }

    /// `PTRACE_MODE_ATTACH_REALCREDS` of `ptrace(2)`.
    private static void requireTracing(Caller caller, Credentials whom) {
        Credentials who = caller.credentials();
        boolean same = who.realUser() == whom.user()
                && who.realUser() == whom.realUser()
                && who.realUser() == whom.savedUser()
                && who.realGroup() == whom.groupId()
                && who.realGroup() == whom.realGroup()
                && who.realGroup() == whom.savedGroup();
        if (!same && !caller.capable(Permissions.CAP_SYS_PTRACE)) {
            throw new Refusal(Errno.EPERM);
        }
    }
}
