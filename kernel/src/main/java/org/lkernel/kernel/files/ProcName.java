package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;

/// The name of a file of procfs, packed into its inode number: which kind of file, of which process, and which descriptor.
record ProcName(Kind kind, int pid, int detail) {
    private static final long GENERATED = 1L << 62;
    private static final Kind[] KINDS = Kind.values();

    /// Where a file's text comes from.
    enum Source {
        NONE,
        OWN,
        TASKS,
        TASK_STRING,
        MEMORY
    }

    /// The files there are: `proc(5)`.
    enum Kind {
        ROOT(null, "", Mode.DIRECTORY | 0555, Source.NONE),
        SELF(ROOT, "self", Mode.SYMLINK | 0777, Source.OWN),
        THREAD_SELF(ROOT, "thread-self", Mode.SYMLINK | 0777, Source.OWN),
        MOUNTS(ROOT, "mounts", Mode.SYMLINK | 0777, Source.OWN),
        MEMINFO(ROOT, "meminfo", Mode.REGULAR | 0444, Source.MEMORY),
        VMSTAT(ROOT, "vmstat", Mode.REGULAR | 0444, Source.MEMORY),
        UPTIME(ROOT, "uptime", Mode.REGULAR | 0444, Source.OWN),
        VERSION(ROOT, "version", Mode.REGULAR | 0444, Source.TASKS),
        CPUINFO(ROOT, "cpuinfo", Mode.REGULAR | 0444, Source.OWN),
        MACHINE_STAT(ROOT, "stat", Mode.REGULAR | 0444, Source.TASKS),
        LOADAVG(ROOT, "loadavg", Mode.REGULAR | 0444, Source.TASKS),
        FILESYSTEMS(ROOT, "filesystems", Mode.REGULAR | 0444, Source.OWN),
        COMMAND_LINE(ROOT, "cmdline", Mode.REGULAR | 0444, Source.OWN),
        DEVICES(ROOT, "devices", Mode.REGULAR | 0444, Source.OWN),
        SYS(ROOT, "sys", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_KERNEL(SYS, "kernel", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_VM(SYS, "vm", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_FS(SYS, "fs", Mode.DIRECTORY | 0555, Source.NONE),
        OSRELEASE(SYS_KERNEL, "osrelease", Mode.REGULAR | 0444, Source.TASKS),
        OSTYPE(SYS_KERNEL, "ostype", Mode.REGULAR | 0444, Source.TASKS),
        HOSTNAME(SYS_KERNEL, "hostname", Mode.REGULAR | 0444, Source.TASKS),
        DOMAINNAME(SYS_KERNEL, "domainname", Mode.REGULAR | 0444, Source.TASKS),
        PID_MAX(SYS_KERNEL, "pid_max", Mode.REGULAR | 0444, Source.OWN),
        THREADS_MAX(SYS_KERNEL, "threads-max", Mode.REGULAR | 0444, Source.OWN),
        NGROUPS_MAX(SYS_KERNEL, "ngroups_max", Mode.REGULAR | 0444, Source.OWN),
        CAP_LAST_CAP(SYS_KERNEL, "cap_last_cap", Mode.REGULAR | 0444, Source.OWN),
        RANDOM(SYS_KERNEL, "random", Mode.DIRECTORY | 0555, Source.NONE),
        UUID(RANDOM, "uuid", Mode.REGULAR | 0444, Source.OWN),
        BOOT_ID(RANDOM, "boot_id", Mode.REGULAR | 0444, Source.OWN),
        ENTROPY_AVAIL(RANDOM, "entropy_avail", Mode.REGULAR | 0444, Source.OWN),
        OVERCOMMIT(SYS_VM, "overcommit_memory", Mode.REGULAR | 0444, Source.OWN),
        MAX_MAP_COUNT(SYS_VM, "max_map_count", Mode.REGULAR | 0444, Source.OWN),
        FILE_MAX(SYS_FS, "file-max", Mode.REGULAR | 0444, Source.OWN),
        NR_OPEN(SYS_FS, "nr_open", Mode.REGULAR | 0444, Source.OWN),
        PIPE_MAX_SIZE(SYS_FS, "pipe-max-size", Mode.REGULAR | 0444, Source.OWN),

        PROCESS(null, "", Mode.DIRECTORY | 0555, Source.NONE),
        PROCESS_STAT(PROCESS, "stat", Mode.REGULAR | 0444, Source.TASKS),
        STATM(PROCESS, "statm", Mode.REGULAR | 0444, Source.MEMORY),
        STATUS(PROCESS, "status", Mode.REGULAR | 0444, Source.TASKS),
        COMMAND(PROCESS, "cmdline", Mode.REGULAR | 0444, Source.TASK_STRING),
        COMM(PROCESS, "comm", Mode.REGULAR | 0644, Source.TASKS),
        ENVIRON(PROCESS, "environ", Mode.REGULAR | 0400, Source.TASK_STRING),
        AUXV(PROCESS, "auxv", Mode.REGULAR | 0400, Source.TASK_STRING),
        LIMITS(PROCESS, "limits", Mode.REGULAR | 0444, Source.TASKS),
        WCHAN(PROCESS, "wchan", Mode.REGULAR | 0444, Source.OWN),
        CGROUP(PROCESS, "cgroup", Mode.REGULAR | 0444, Source.OWN),
        OOM_SCORE(PROCESS, "oom_score", Mode.REGULAR | 0444, Source.OWN),
        OOM_SCORE_ADJ(PROCESS, "oom_score_adj", Mode.REGULAR | 0444, Source.OWN),
        MAPS(PROCESS, "maps", Mode.REGULAR | 0444, Source.MEMORY),
        PROCESS_MOUNTS(PROCESS, "mounts", Mode.REGULAR | 0444, Source.OWN),
        MOUNTINFO(PROCESS, "mountinfo", Mode.REGULAR | 0444, Source.OWN),
        EXE(PROCESS, "exe", Mode.SYMLINK | 0777, Source.TASK_STRING),
        CWD(PROCESS, "cwd", Mode.SYMLINK | 0777, Source.OWN),
        PROCESS_ROOT(PROCESS, "root", Mode.SYMLINK | 0777, Source.OWN),
        FD(PROCESS, "fd", Mode.DIRECTORY | 0500, Source.NONE),
        FDINFO(PROCESS, "fdinfo", Mode.DIRECTORY | 0500, Source.NONE),
        TASK(PROCESS, "task", Mode.DIRECTORY | 0555, Source.NONE),
        DESCRIPTOR(null, "", Mode.SYMLINK | 0700, Source.OWN),
        DESCRIPTOR_INFO(null, "", Mode.REGULAR | 0400, Source.OWN);

        final @Nullable Kind parent;
        final String file;
        final int mode;
        final Source source;

        Kind(@Nullable Kind parent, String file, int mode, Source source) {
            this.parent = parent;
            this.file = file;
            this.mode = mode;
            this.source = source;
        }
    }

    static boolean isGenerated(long inode) {
        return (inode & GENERATED) != 0;
    }

    static ProcName of(long inode) {
        return new ProcName(KINDS[(int) (inode >>> 24) & 0xff], (int) (inode >>> 32) & 0x3fffffff, (int) inode & 0xffffff);
    }

    long inode() {
        return GENERATED | (long) pid << 32 | (long) kind.ordinal() << 24 | detail;
    }

    ProcName with(Kind other) {
        return new ProcName(other, pid, 0);
    }

    /// The file of this directory's fixed ones that has the name, or null.
    @Nullable ProcName fixed(String name) {
        for (Kind candidate : KINDS) {
            if (candidate.parent == kind && candidate.file.equals(name)) {
                return with(candidate);
            }
        }
        return null;
    }
}
