package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// What symbolic links say, those of procfs among them.
final class ProcLinks implements MagicLinks {
    private final Core core;
    private final ProcTree proc;
    private final Mounts mounts;

    ProcLinks(Core core, ProcTree proc, Mounts mounts) {
        this.core = core;
        this.proc = proc;
        this.mounts = mounts;
    }

    @Override
    public @Nullable Place target(Inode link, Operation.Check check) {
        if (!(link.node() instanceof Node.Generated generated)) {
            return null;
        }
        ProcName name = generated.name();
        return switch (name.kind()) {
            case CWD -> directories(name.pid()).current();
            case PROCESS_ROOT -> directories(name.pid()).root();
            case DESCRIPTOR -> descriptor(name).place();
            default -> null;
        };
    }

    @Override
    public String text(Inode link, Operation.Check check) {
        return switch (link.node()) {
            case Node.Symlink symlink -> symlink.target();
            case Node.Generated generated -> generated(generated.name(), check);
            default -> throw new IllegalStateException(link + " is no link");
        };
    }

    private String generated(ProcName name, Operation.Check check) {
        return switch (name.kind()) {
            case SELF -> Integer.toString(caller(check).identity().process());
            case THREAD_SELF ->
                caller(check).identity().process() + "/task/"
                        + caller(check).identity().task();
            case MOUNTS -> "self/mounts";
            case NET -> "self/net";
            case FIXED -> FixedFiles.row(name).text();
            case EXE -> executable(name, check);
            case CWD -> mounts.shown(directories(name.pid()).current(), root());
            case PROCESS_ROOT -> mounts.shown(directories(name.pid()).root(), root());
            case DESCRIPTOR -> mounts.path(descriptor(name), root());
            default -> throw new IllegalStateException(name + " is no link");
        };
    }

    private String executable(ProcName name, Operation.Check check) {
        Bytes path = check.known(new Question.TaskText("exe", name.pid())).content();
        if (path == null || path.isEmpty()) {
            throw new Refusal(Errno.ENOENT);
        }
        return path.toLatin1();
    }

    private Place root() {
        return core.state.top();
    }

    private TaskFiles caller(Operation.Check check) {
        return core.state.task(check.task());
    }

    private Directories directories(int pid) {
        TaskFiles task = core.state.tasks.get(pid);
        if (task == null) {
            throw new Refusal(Errno.ENOENT);
        }
        return core.state.directoriesOf(task.directories());
    }

    private OpenFile descriptor(ProcName name) {
        OpenFile file = proc.descriptor(name.pid(), name.detail());
        if (file == null) {
            throw new Refusal(Errno.ENOENT);
        }
        return file;
    }
}
