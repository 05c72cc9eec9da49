package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;

/// The name of a file of procfs, and of sysfs, packed into its inode number: which kind of file, of which
/// process or hart, and which descriptor or line of [FixedFiles].
record ProcName(Kind kind, int pid, int detail) {
    private static final long GENERATED = 1L << 62;
    private static final Kind[] BY_NUMBER = new Kind[256];

    static {
        for (Kind kind : Kind.values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

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
        ROOT(1, null, "", Mode.DIRECTORY | 0555, Source.NONE),
        SELF(2, ROOT, "self", Mode.SYMLINK | 0777, Source.OWN),
        THREAD_SELF(3, ROOT, "thread-self", Mode.SYMLINK | 0777, Source.OWN),
        MOUNTS(4, ROOT, "mounts", Mode.SYMLINK | 0777, Source.OWN),
        MEMINFO(5, ROOT, "meminfo", Mode.REGULAR | 0444, Source.MEMORY),
        VMSTAT(6, ROOT, "vmstat", Mode.REGULAR | 0444, Source.MEMORY),
        UPTIME(7, ROOT, "uptime", Mode.REGULAR | 0444, Source.OWN),
        VERSION(8, ROOT, "version", Mode.REGULAR | 0444, Source.TASKS),
        CPUINFO(9, ROOT, "cpuinfo", Mode.REGULAR | 0444, Source.OWN),
        MACHINE_STAT(10, ROOT, "stat", Mode.REGULAR | 0444, Source.TASKS),
        LOADAVG(11, ROOT, "loadavg", Mode.REGULAR | 0444, Source.TASKS),
        FILESYSTEMS(12, ROOT, "filesystems", Mode.REGULAR | 0444, Source.OWN),
        COMMAND_LINE(13, ROOT, "cmdline", Mode.REGULAR | 0444, Source.OWN),
        DEVICES(14, ROOT, "devices", Mode.REGULAR | 0444, Source.OWN),
        SYS(15, ROOT, "sys", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_KERNEL(16, SYS, "kernel", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_VM(17, SYS, "vm", Mode.DIRECTORY | 0555, Source.NONE),
        SYS_FS(18, SYS, "fs", Mode.DIRECTORY | 0555, Source.NONE),
        OSRELEASE(19, SYS_KERNEL, "osrelease", Mode.REGULAR | 0444, Source.TASKS),
        OSTYPE(20, SYS_KERNEL, "ostype", Mode.REGULAR | 0444, Source.TASKS),
        HOSTNAME(21, SYS_KERNEL, "hostname", Mode.REGULAR | 0444, Source.TASKS),
        DOMAINNAME(22, SYS_KERNEL, "domainname", Mode.REGULAR | 0444, Source.TASKS),
        PID_MAX(23, SYS_KERNEL, "pid_max", Mode.REGULAR | 0444, Source.OWN),
        THREADS_MAX(24, SYS_KERNEL, "threads-max", Mode.REGULAR | 0444, Source.OWN),
        NGROUPS_MAX(25, SYS_KERNEL, "ngroups_max", Mode.REGULAR | 0444, Source.OWN),
        CAP_LAST_CAP(26, SYS_KERNEL, "cap_last_cap", Mode.REGULAR | 0444, Source.OWN),
        RANDOM(27, SYS_KERNEL, "random", Mode.DIRECTORY | 0555, Source.NONE),
        UUID(28, RANDOM, "uuid", Mode.REGULAR | 0444, Source.OWN),
        BOOT_ID(29, RANDOM, "boot_id", Mode.REGULAR | 0444, Source.OWN),
        ENTROPY_AVAIL(30, RANDOM, "entropy_avail", Mode.REGULAR | 0444, Source.OWN),
        OVERCOMMIT(31, SYS_VM, "overcommit_memory", Mode.REGULAR | 0444, Source.OWN),
        MAX_MAP_COUNT(32, SYS_VM, "max_map_count", Mode.REGULAR | 0444, Source.OWN),
        FILE_MAX(33, SYS_FS, "file-max", Mode.REGULAR | 0444, Source.OWN),
        NR_OPEN(34, SYS_FS, "nr_open", Mode.REGULAR | 0444, Source.OWN),
        PIPE_MAX_SIZE(35, SYS_FS, "pipe-max-size", Mode.REGULAR | 0444, Source.OWN),

        PROCESS(36, null, "", Mode.DIRECTORY | 0555, Source.NONE),
        PROCESS_STAT(37, PROCESS, "stat", Mode.REGULAR | 0444, Source.TASKS),
        STATM(38, PROCESS, "statm", Mode.REGULAR | 0444, Source.MEMORY),
        STATUS(39, PROCESS, "status", Mode.REGULAR | 0444, Source.TASKS),
        COMMAND(40, PROCESS, "cmdline", Mode.REGULAR | 0444, Source.TASK_STRING),
        COMM(41, PROCESS, "comm", Mode.REGULAR | 0644, Source.TASKS),
        ENVIRON(42, PROCESS, "environ", Mode.REGULAR | 0400, Source.TASK_STRING),
        AUXV(43, PROCESS, "auxv", Mode.REGULAR | 0400, Source.TASK_STRING),
        LIMITS(44, PROCESS, "limits", Mode.REGULAR | 0444, Source.TASKS),
        WCHAN(45, PROCESS, "wchan", Mode.REGULAR | 0444, Source.OWN),
        CGROUP(46, PROCESS, "cgroup", Mode.REGULAR | 0444, Source.OWN),
        OOM_SCORE(47, PROCESS, "oom_score", Mode.REGULAR | 0444, Source.OWN),
        OOM_SCORE_ADJ(48, PROCESS, "oom_score_adj", Mode.REGULAR | 0444, Source.OWN),
        MAPS(49, PROCESS, "maps", Mode.REGULAR | 0444, Source.MEMORY),
        PROCESS_MOUNTS(50, PROCESS, "mounts", Mode.REGULAR | 0444, Source.OWN),
        MOUNTINFO(51, PROCESS, "mountinfo", Mode.REGULAR | 0444, Source.OWN),
        EXE(52, PROCESS, "exe", Mode.SYMLINK | 0777, Source.TASK_STRING),
        CWD(53, PROCESS, "cwd", Mode.SYMLINK | 0777, Source.OWN),
        PROCESS_ROOT(54, PROCESS, "root", Mode.SYMLINK | 0777, Source.OWN),
        FD(55, PROCESS, "fd", Mode.DIRECTORY | 0500, Source.NONE),
        FDINFO(56, PROCESS, "fdinfo", Mode.DIRECTORY | 0500, Source.NONE),
        TASK(57, PROCESS, "task", Mode.DIRECTORY | 0555, Source.NONE),
        DESCRIPTOR(58, null, "", Mode.SYMLINK | 0700, Source.OWN),
        DESCRIPTOR_INFO(59, null, "", Mode.REGULAR | 0400, Source.OWN),
        SYSCALL(60, PROCESS, "syscall", Mode.REGULAR | 0400, Source.TASKS),
        FILE_NR(61, SYS_FS, "file-nr", Mode.REGULAR | 0444, Source.OWN),
        INODE_NR(62, SYS_FS, "inode-nr", Mode.REGULAR | 0444, Source.OWN),
        SMAPS(63, PROCESS, "smaps", Mode.REGULAR | 0444, Source.MEMORY),
        SMAPS_ROLLUP(64, PROCESS, "smaps_rollup", Mode.REGULAR | 0444, Source.MEMORY),
        NUMA_MAPS(65, PROCESS, "numa_maps", Mode.REGULAR | 0444, Source.MEMORY),
        NET(66, ROOT, "net", Mode.SYMLINK | 0777, Source.OWN),
        PROCESS_NET(67, PROCESS, "net", Mode.DIRECTORY | 0555, Source.NONE),
        UNIX(68, PROCESS_NET, "unix", Mode.REGULAR | 0444, Source.OWN),
        SCHED(69, PROCESS, "sched", Mode.REGULAR | 0644, Source.TASKS),
        MOUNT_STATS(70, PROCESS, "mountstats", Mode.REGULAR | 0400, Source.OWN),
        LOCKS(71, ROOT, "locks", Mode.REGULAR | 0444, Source.OWN),
        ZONEINFO(72, ROOT, "zoneinfo", Mode.REGULAR | 0444, Source.MEMORY),
        BUDDYINFO(73, ROOT, "buddyinfo", Mode.REGULAR | 0444, Source.MEMORY),
        INTERRUPTS(74, ROOT, "interrupts", Mode.REGULAR | 0444, Source.OWN),
        SOFTIRQS(75, ROOT, "softirqs", Mode.REGULAR | 0444, Source.OWN),
        SYSFS(76, null, "", Mode.DIRECTORY | 0555, Source.NONE),

        /// Whatever has a line in [FixedFiles], which `detail` tells.
        FIXED(77, null, "", Mode.REGULAR, Source.OWN);

        /// For good: inode numbers are made of it.
        final int number;

        final @Nullable Kind parent;
        final String file;
        final int mode;
        final Source source;

        Kind(int number, @Nullable Kind parent, String file, int mode, Source source) {
            this.number = number;
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
        return new ProcName(
                BY_NUMBER[(int) (inode >>> 24) & 0xff], (int) (inode >>> 32) & 0x3fffffff, (int) inode & 0xffffff);
    }

    long inode() {
        return GENERATED | (long) pid << 32 | (long) kind.number << 24 | detail;
    }

    ProcName with(Kind other) {
        return new ProcName(other, pid, 0);
    }

    /// Type and permissions.
    int mode() {
        return kind == Kind.FIXED ? FixedFiles.row(this).mode() : kind.mode;
    }

    /// The file of this directory's own kinds that has the name, or null.
    @Nullable
    ProcName fixed(String name) {
        for (Kind candidate : Kind.values()) {
            if (candidate.parent == kind && candidate.file.equals(name)) {
                return with(candidate);
            }
        }
        return null;
    }
}
