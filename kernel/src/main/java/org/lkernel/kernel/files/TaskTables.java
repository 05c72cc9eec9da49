package org.lkernel.kernel.files;

import java.util.Map;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity;
import org.lkernel.kernel.task.Tasks;

/// Tasks that come and go: their descriptor tables, directories, and who they are.
final class TaskTables {
    private static final int INITIAL_MASK = 022;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Terminals terminals;

    TaskTables(Core core, Tree tree, Descriptors descriptors, Terminals terminals) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
        this.terminals = terminals;
    }

    private FilesState state() {
        return core.state;
    }

    void copy(Files.CopyTables request) {
        Errno errno = null;
        try {
            copyFor(request);
        } catch (Refusal refusal) {
            core.takeBack();
            errno = refusal.errno();
        }
        core.send(Port.TASKS, new Tasks.TablesCopied(request.call(), errno));
    }

    private void copyFor(Files.CopyTables request) {
        TaskFiles parent = state().tasks.get(request.parent());
        if (parent == null) {
            first(request.child());
        } else {
            long table = parent.table();
            if (request.shareDescriptors()) {
                descriptors.share(table);
            } else {
                descriptors.affordCopy(table);
                table = descriptors.copy(table);
            }
            long directories = directories(parent.directories(), request.shareDirectories());
            hold(parent.program());
            put(new TaskFiles(
                    request.child(),
                    table,
                    directories,
                    parent.descriptorLimit(),
                    parent.sizeLimit(),
                    parent.program()));
        }
    }

    private void put(TaskFiles task) {
        state().tasks = state().tasks.plus(task.identity().task(), task);
    }

    private long directories(long id, boolean shared) {
        Directories old = state().directoriesOf(id);
        if (shared) {
            state().directories = state().directories.plus(id, old.withUsers(old.users() + 1));
            return id;
        }
        long copy = state().nextId();
        state().directories = state().directories.plus(copy, old.withUsers(1));
        tree.use(old.root().inode());
        tree.use(old.current().inode());
        return copy;
    }

    /// The first task: the console on descriptors 0, 1 and 2, and, if that is a terminal, as its own.
    private void first(Identity identity) {
        Place root = state().top();
        long directories = state().nextId();
        state().directories = state().directories.plus(directories, new Directories(1, root, root, INITIAL_MASK));
        tree.use(root.inode());
        tree.use(root.inode());
        long table = state().nextId();
        state().tables = state().tables.plus(table, Table.EMPTY);
        TaskFiles task = new TaskFiles(identity, table, directories, TaskFiles.DESCRIPTOR_LIMIT, Long.MAX_VALUE, 0);
        put(task);
        if (state().console != 0) {
            openTerminal(task);
        } else {
            openStreams(task);
        }
    }

    private void openTerminal(TaskFiles task) {
        terminals.opened(task.identity(), state().console);
        Place place = state().consolePlace;
        OpenFile file = descriptors.open(
                OpenFlags.READ_WRITE,
                place,
                tree.inode(place.inode()).parent(),
                "console",
                new Opened.TerminalLine(state().console));
        for (int number = 0; number < 3; number++) {
            descriptors.set(task, number, file.id(), false);
        }
    }

    private void openStreams(TaskFiles task) {
        for (int number = 0; number < 3; number++) {
            int access = number == 0 ? OpenFlags.READ_ONLY : OpenFlags.WRITE_ONLY;
            Place place = new Place(state().anonymous.mount(), state().stream(number));
            OpenFile file = descriptors.open(access, place, 0, "", new Opened.HostStream(number));
            descriptors.set(task, number, file.id(), false);
        }
    }

    void release(Files.ReleaseTables request) {
        TaskFiles task = state().tasks.get(request.task());
        if (task != null) {
            leave(task);
        }
        core.send(Port.TASKS, new Tasks.TablesReleased(request.task()));
    }

    private void leave(TaskFiles task) {
        Ongoing ongoing = state().ongoing.get(task.identity().task());
        if (ongoing != null) {
            core.forget(ongoing.call());
        }
        descriptors.leave(task);
        leaveDirectories(task.directories());
        letGo(task.program());
        state().tasks = state().tasks.minus(task.identity().task());
        state().transfers = state().transfers.minus(task.identity().task());
        Identity identity = task.identity();
        if (identity.process() == identity.session() && isLast(identity.process())) {
            terminals.abandoned(identity);
        }
    }

    private boolean isLast(int process) {
        for (TaskFiles other : state().tasks.values()) {
            if (other.identity().process() == process) {
                return false;
            }
        }
        return true;
    }

    private void leaveDirectories(long id) {
        Directories directories = state().directoriesOf(id);
        if (directories.users() > 1) {
            state().directories = state().directories.plus(id, directories.withUsers(directories.users() - 1));
            return;
        }
        state().directories = state().directories.minus(id);
        tree.release(directories.root().inode());
        tree.release(directories.current().inode());
    }

    void identify(Files.Identify request) {
        TaskFiles task = state().tasks.get(request.identity().task());
        if (task != null) {
            put(task.withIdentity(request.identity()));
        }
        if (request.call() != null) {
            core.send(Port.TASKS, new Tasks.Identified(request.call()));
        }
    }

    void limit(Files.LimitsAre limits) {
        for (Map.Entry<Integer, TaskFiles> entry : state().tasks.entrySet()) {
            if (entry.getValue().identity().process() == limits.process()) {
                put(entry.getValue().withLimits(limits.descriptors(), limits.sizeBytes()));
            }
        }
    }

    /// `execve`: a table of its own, without what is to be closed.
    void closeOnExec(Files.CloseOnExec request) {
        int id = request.call().task();
        unshare(id);
        TaskFiles task = state().task(id);
        descriptors.closeOnExec(task);
        run(task.identity().task(), request.program());
        core.send(Port.TASKS, new Tasks.ClosedOnExec(request.call()));
    }

    /// The program may have been removed since it was opened.
    private void run(int id, long program) {
        long known = tree.known(program) == null ? 0 : program;
        TaskFiles task = state().task(id);
        hold(known);
        put(task.running(known));
        letGo(task.program());
    }

    private void hold(long program) {
        if (program != 0) {
            tree.use(program);
        }
    }

    private void letGo(long program) {
        if (program != 0) {
            tree.release(program);
        }
    }

    /// `execve` will give the task a table of its own: refuses when there is no room for that.
    void affordOwn(TaskFiles task) {
        if (state().table(task.table()).users() > 1) {
            descriptors.affordCopy(task.table());
        }
    }

    /// Gives a task a table that nobody shares.
    void unshare(int id) {
        TaskFiles task = state().task(id);
        if (state().table(task.table()).users() > 1) {
            long own = descriptors.copy(task.table());
            descriptors.leave(task);
            put(task.withTable(own));
        }
    }
}
