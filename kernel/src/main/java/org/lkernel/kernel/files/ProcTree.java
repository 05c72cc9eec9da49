package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.files.ProcName.Kind;

/// The shape of procfs: which files there are at the moment, and what their inodes say.
final class ProcTree {
    /// `st_dev` of procfs, and of sysfs.
    static final long DEVICE = 4;

    static final long SYSFS_DEVICE = 6;

    /// What sysfs says of the size of every file.
    private static final long SYSFS_SIZE = 4096;

    private final Core core;
    private final int harts;

    ProcTree(Core core, int harts) {
        this.core = core;
        this.harts = harts;
    }

    /// A name in a directory, with what `getdents64` tells of it.
    record Named(String name, ProcName file) {}

    Inode inode(ProcName name) {
        Kind kind = name.kind();
        boolean ofProcess = kind == Kind.FIXED ? FixedFiles.isOfProcess(name) : kind != Kind.SYSFS;
        TaskFiles task = ofProcess ? core.state.tasks.get(name.pid()) : null;
        int user = task == null ? 0 : task.identity().credentials().user();
        int group = task == null ? 0 : task.identity().credentials().groupId();
        int mode = kind == Kind.DESCRIPTOR ? descriptorMode(name) : name.mode();
        boolean ofSystem = kind == Kind.SYSFS || kind == Kind.FIXED && FixedFiles.isOfSystem(name);
        Inode inode = Inode.fresh(
                name.inode(),
                ofSystem ? SYSFS_DEVICE : DEVICE,
                mode,
                user,
                group,
                core.state.epochNanos,
                new Node.Generated(name));
        Inode sized = ofSystem && inode.isRegular() ? inode.withSize(SYSFS_SIZE) : inode;
        boolean top = kind == Kind.ROOT || kind == Kind.SYSFS;
        return sized.named(top ? 0 : parent(name).inode(), plainName(name));
    }

    private int descriptorMode(ProcName name) {
        OpenFile file = descriptor(name.pid(), name.detail());
        int flags = file == null ? 0 : file.flags();
        return Mode.SYMLINK | (OpenFlags.readable(flags) ? 0500 : 0) | (OpenFlags.writable(flags) ? 0300 : 0);
    }

    private static ProcName parent(ProcName name) {
        return switch (name.kind()) {
            case DESCRIPTOR -> name.with(Kind.FD);
            case DESCRIPTOR_INFO -> name.with(Kind.FDINFO);
            case FIXED -> FixedFiles.parent(name);
            default -> name.kind().parent == null ? new ProcName(Kind.ROOT, 0, 0) : name.with(name.kind().parent);
        };
    }

    private static String plainName(ProcName name) {
        return switch (name.kind()) {
            case PROCESS -> Integer.toString(name.pid());
            case DESCRIPTOR, DESCRIPTOR_INFO -> Integer.toString(name.detail());
            case FIXED -> FixedFiles.row(name).name().replace("#", Integer.toString(name.pid()));
            default -> name.kind().file;
        };
    }

    /// The inode number behind a name, or 0.
    long child(ProcName directory, String name, Operation.Check check) {
        ProcName fixed = directory.fixed(name);
        if (fixed != null) {
            return fixed.inode();
        }
        int number = number(name);
        if (number < 0) {
            return fixedChild(directory, name);
        }
        return switch (directory.kind()) {
            case ROOT -> exists(number, check) ? new ProcName(Kind.PROCESS, number, 0).inode() : 0;
            case TASK -> threads(directory.pid()).contains(number) ? new ProcName(Kind.PROCESS, number, 0).inode() : 0;
            case FD ->
                descriptor(directory.pid(), number) == null
                        ? 0
                        : new ProcName(Kind.DESCRIPTOR, directory.pid(), number).inode();
            case FDINFO ->
                descriptor(directory.pid(), number) == null
                        ? 0
                        : new ProcName(Kind.DESCRIPTOR_INFO, directory.pid(), number).inode();
            default -> fixedChild(directory, name);
        };
    }

    private long fixedChild(ProcName directory, String name) {
        for (ProcName file : fixed(directory)) {
            if (plainName(file).equals(name)) {
                return file.inode();
            }
        }
        return 0;
    }

    /// What [FixedFiles] has in a directory, one for each hart where it says so.
    private List<ProcName> fixed(ProcName directory) {
        List<ProcName> files = new ArrayList<>();
        for (FixedFiles.Row row : FixedFiles.in(directory).values()) {
            boolean each = row.name().indexOf('#') >= 0;
            for (int hart = 0; hart < (each ? harts : 1); hart++) {
                files.add(new ProcName(Kind.FIXED, each ? hart : directory.pid(), row.detail()));
            }
        }
        return files;
    }

    /// A process that has exited and was not waited for is known to `Tasks` alone.
    private boolean exists(int pid, Operation.Check check) {
        return core.state.tasks.containsKey(pid)
                || check.known(new Question.TaskText("comm", pid)).content() != null;
    }

    List<Named> list(ProcName directory, Operation.Check check) {
        List<Named> names = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind.parent == directory.kind()) {
                names.add(new Named(kind.file, directory.with(kind)));
            }
        }
        fixed(directory).forEach(file -> names.add(new Named(plainName(file), file)));
        switch (directory.kind()) {
            case ROOT ->
                processes(check)
                        .forEach(pid -> names.add(new Named(pid.toString(), new ProcName(Kind.PROCESS, pid, 0))));
            case TASK ->
                threads(directory.pid())
                        .forEach(task -> names.add(new Named(task.toString(), new ProcName(Kind.PROCESS, task, 0))));
            case FD -> addDescriptors(names, directory, Kind.DESCRIPTOR);
            case FDINFO -> addDescriptors(names, directory, Kind.DESCRIPTOR_INFO);
            default -> {}
        }
        return names;
    }

    private void addDescriptors(List<Named> names, ProcName directory, Kind kind) {
        TaskFiles task = core.state.tasks.get(directory.pid());
        if (task != null) {
            for (Integer number : core.state.table(task.table()).descriptors().keySet()) {
                names.add(new Named(number.toString(), new ProcName(kind, directory.pid(), number)));
            }
        }
    }

    private static List<Integer> processes(Operation.Check check) {
        Bytes list = check.known(new Question.TaskText("list", 0)).content();
        List<Integer> pids = new ArrayList<>();
        if (list != null) {
            list.toLatin1().lines().map(ProcTree::number).filter(pid -> pid > 0).forEach(pids::add);
        }
        return pids;
    }

    private List<Integer> threads(int pid) {
        List<Integer> threads = new ArrayList<>();
        TaskFiles named = core.state.tasks.get(pid);
        int process = named == null ? pid : named.identity().process();
        for (Map.Entry<Integer, TaskFiles> entry : core.state.tasks.entrySet()) {
            if (entry.getValue().identity().process() == process) {
                threads.add(entry.getKey());
            }
        }
        return threads;
    }

    @Nullable
    OpenFile descriptor(int pid, int number) {
        TaskFiles task = core.state.tasks.get(pid);
        if (task == null) {
            return null;
        }
        Table.Descriptor descriptor = core.state.table(task.table()).at(number);
        return descriptor == null ? null : core.state.files.get(descriptor.file());
    }

    /// A decimal number without leading zero, or -1.
    private static int number(String name) {
        if (name.isEmpty() || name.length() > 8 || name.length() > 1 && name.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int index = 0; index < name.length(); index++) {
            char digit = name.charAt(index);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value < 1 << 24 ? value : -1;
    }
}
