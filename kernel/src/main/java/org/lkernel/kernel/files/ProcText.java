package org.lkernel.kernel.files;

import java.util.HexFormat;
import java.util.Locale;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// The text of the files of procfs, made anew for each opening.
final class ProcText {
    /// `tty_nr` and `vsize`, counted from the field behind the name.
    private static final int TERMINAL_FIELD = 4;

    private static final int SIZE_FIELD = 20;

    /// The device number of `/dev/console`.
    private static final String CONSOLE_NUMBER = "1281";

    private final Core core;
    private final Tree tree;
    private final ProcTree proc;
    private final Mounts mounts;
    private final Setup setup;
    private final ProcTables tables;

    ProcText(Core core, Tree tree, ProcTree proc, Mounts mounts, Setup setup) {
        this.core = core;
        this.tree = tree;
        this.proc = proc;
        this.mounts = mounts;
        this.setup = setup;
        this.tables = new ProcTables(core, tree);
    }

    Bytes content(ProcName name, Operation.Check check, Place root) {
        return switch (name.kind().source) {
            case NONE -> throw new IllegalStateException(name + " has no text");
            case OWN -> Bytes.latin1(own(name, check, root));
            case TASKS, TASK_STRING -> tasks(name, check);
            case MEMORY -> memory(name.kind().file, name.pid(), check);
        };
    }

    private Bytes tasks(ProcName name, Operation.Check check) {
        Bytes text = known(check.known(new Question.TaskText(name.kind().file, name.pid())));
        return switch (name.kind()) {
            case STATUS -> status(text.toLatin1(), name.pid(), check);
            case PROCESS_STAT -> Bytes.latin1(completed(text.toLatin1(), name, check));
            default -> text;
        };
    }

    /// `status` with what `Tasks` does not know: the mask of new files, how much memory is used, and the harts it
    /// may run on.
    private Bytes status(String text, int pid, Operation.Check check) {
        int name = text.indexOf('\n') + 1;
        int threads = text.indexOf("\nThreads:") + 1;
        TaskFiles task = core.state.tasks.get(pid);
        int mask =
                task == null ? 0 : core.state.directoriesOf(task.directories()).mask();
        String umask = task == null ? "" : String.format(Locale.ROOT, "Umask:\t%04o\n", mask);
        Bytes harts = check.known(new Question.HartsText(pid)).content();
        return Bytes.latin1(text.substring(0, name) + umask + text.substring(name, threads))
                .concat(memory("status", pid, check))
                .concat(Bytes.latin1(text.substring(threads)))
                .concat(harts == null ? Bytes.EMPTY : harts);
    }

    /// `stat` with what `Tasks` does not know: the terminal, its foreground group, and how much memory is used.
    private String completed(String stat, ProcName name, Operation.Check check) {
        int names = stat.lastIndexOf(')') + 2;
        String[] fields = stat.substring(names).split(" ", -1);
        TaskFiles task = core.state.tasks.get(name.pid());
        Terminal terminal = task == null ? null : Terminals.controlling(core.state, task.identity());
        fields[TERMINAL_FIELD] = terminal == null ? "0" : CONSOLE_NUMBER;
        fields[TERMINAL_FIELD + 1] = terminal == null ? "-1" : Integer.toString(terminal.foreground());
        String[] sizes = memory("stat", name.pid(), check).toLatin1().strip().split(" ", -1);
        if (sizes.length == 2) {
            fields[SIZE_FIELD] = sizes[0];
            fields[SIZE_FIELD + 1] = sizes[1];
        }
        return stat.substring(0, names) + String.join(" ", fields);
    }

    /// `Memory` knows address spaces, and `Tasks` which is whose.
    private static Bytes memory(String what, int pid, Operation.Check check) {
        int space = 0;
        if (pid != 0) {
            String number = known(check.known(new Question.TaskText("space", pid)))
                    .toLatin1()
                    .strip();
            space = number.isEmpty() ? 0 : Integer.parseInt(number);
        }
        return pid != 0 && space == 0 ? Bytes.EMPTY : known(check.known(new Question.MemoryText(what, space)));
    }

    private static Bytes known(Fact fact) {
        if (fact.content() == null) {
            throw new Refusal(Errno.ESRCH);
        }
        return fact.content();
    }

    private String own(ProcName name, Operation.Check check, Place root) {
        return switch (name.kind()) {
            case UPTIME -> seconds(core.state.nowNanos) + " " + seconds(0) + "\n";
            case CPUINFO -> cpuinfo();
            case FILESYSTEMS ->
                "nodev\tsysfs\nnodev\tproc\nnodev\ttmpfs\nnodev\tdevtmpfs\nnodev\tpipefs\nnodev\tsockfs\nnodev\tdevpts\n";
            case COMMAND_LINE -> "\n";
            case DEVICES ->
                "Character devices:\n  1 mem\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n";
            case PID_MAX -> "4194304\n";
            case THREADS_MAX -> "65536\n";
            case NGROUPS_MAX -> "65536\n";
            case CAP_LAST_CAP -> "40\n";
            case UUID -> uuid(known(check.known(new Question.Randomness(16)))) + "\n";
            case BOOT_ID -> bootId() + "\n";
            case ENTROPY_AVAIL -> "256\n";
            case OVERCOMMIT -> "0\n";
            case MAX_MAP_COUNT -> "65530\n";
            case FILE_MAX -> Descriptors.FILES_MAXIMUM + "\n";
            case FILE_NR -> core.state.files.size() + "\t0\t" + Descriptors.FILES_MAXIMUM + "\n";
            case INODE_NR -> core.state.inodes.size() + "\t0\n";
            case NR_OPEN -> Descriptors.LIMIT_MAXIMUM + "\n";
            case PIPE_MAX_SIZE -> Pipe.CAPACITY_MAXIMUM + "\n";
            case WCHAN -> "0";
            case CGROUP -> "0::/\n";
            case OOM_SCORE, OOM_SCORE_ADJ -> "0\n";
            case UNIX -> tables.sockets();
            case LOCKS -> tables.locks();
            case INTERRUPTS -> ProcTables.interrupts(setup.harts());
            case SOFTIRQS -> ProcTables.softInterrupts(setup.harts());
            case FIXED -> fixed(name);
            case MOUNT_STATS -> mountStatistics(root);
            case PROCESS_MOUNTS -> mounts(root);
            case MOUNTINFO -> mountInfo(root);
            case DESCRIPTOR_INFO -> descriptorInfo(name);
            default -> throw new IllegalStateException(name + " is no text of ours");
        };
    }

    private String fixed(ProcName name) {
        String text = FixedFiles.content(name, setup.harts());
        if (text.equals(FixedFiles.UNREADABLE)) {
            throw new Refusal(Errno.EINVAL);
        }
        return text;
    }

    private static String seconds(long nanos) {
        long hundredths = nanos / 10_000_000 % 100;
        return nanos / 1_000_000_000 + (hundredths < 10 ? ".0" : ".") + hundredths;
    }

    private String cpuinfo() {
        StringBuilder text = new StringBuilder();
        for (int hart = 0; hart < setup.harts(); hart++) {
            text.append("processor\t: ").append(hart).append("\nhart\t\t: ").append(hart);
            text.append(
                    "\nisa\t\t: rv64imafdc_zicntr_zicsr_zifencei_zba_zbb_zbs\nmmu\t\t: sv39\nuarch\t\t: lkernel\n\n");
        }
        return text.toString();
    }

    private static String uuid(Bytes random) {
        byte[] bits = random.toArray();
        bits[6] = (byte) (bits[6] & 0x0f | 0x40);
        bits[8] = (byte) (bits[8] & 0x3f | 0x80);
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < 16; index++) {
            text.append(index == 4 || index == 6 || index == 8 || index == 10 ? "-" : "")
                    .append(HexFormat.of().toHexDigits(bits[index]));
        }
        return text.toString();
    }

    /// One for the machine's life: made of the time it was started.
    private String bootId() {
        byte[] bits = new byte[16];
        for (int index = 0; index < 16; index++) {
            bits[index] = (byte) (core.state.epochNanos * 0x9E3779B97F4A7C15L >>> (index & 7) * 8 ^ index * 37L);
        }
        return uuid(Bytes.wrap(bits));
    }

    private String mounts(Place root) {
        StringBuilder text = new StringBuilder();
        for (Mount mount : core.state.mounts.values()) {
            if (mount.kind().equals(Boot.NAMELESS)) {
                continue;
            }
            String path = point(mount, root);
            text.append(mount.source())
                    .append(' ')
                    .append(path)
                    .append(' ')
                    .append(mount.kind())
                    .append(' ');
            text.append(options(mount)).append(" 0 0\n");
        }
        return text.toString();
    }

    private String mountStatistics(Place root) {
        StringBuilder text = new StringBuilder();
        mounts(root)
                .lines()
                .map(line -> line.split(" "))
                .forEach(columns -> text.append("device ")
                        .append(columns[0])
                        .append(" mounted on ")
                        .append(columns[1])
                        .append(" with fstype ")
                        .append(columns[2])
                        .append('\n'));
        return text.toString();
    }

    private String mountInfo(Place root) {
        StringBuilder text = new StringBuilder();
        for (Mount mount : core.state.mounts.values()) {
            if (mount.kind().equals(Boot.NAMELESS)) {
                continue;
            }
            long device = tree.inode(mount.root()).device();
            text.append(mount.id())
                    .append(' ')
                    .append(mount.parent())
                    .append(" 0:")
                    .append(device)
                    .append(" / ");
            text.append(point(mount, root))
                    .append(' ')
                    .append(options(mount))
                    .append(" - ")
                    .append(mount.kind())
                    .append(' ');
            text.append(mount.source())
                    .append(' ')
                    .append(mount.readOnly() ? "ro" : "rw")
                    .append('\n');
        }
        return text.toString();
    }

    private String point(Mount mount, Place root) {
        return mounts.path(new Place(mount.id(), mount.root()), root).replace(" ", "\\040");
    }

    private static String options(Mount mount) {
        return (mount.readOnly() ? "ro" : "rw")
                + ((mount.flags() & Mount.NO_SET_ID) != 0 ? ",nosuid" : "")
                + ((mount.flags() & Mount.NO_DEVICES) != 0 ? ",nodev" : "")
                + ((mount.flags() & Mount.NO_EXECUTION) != 0 ? ",noexec" : "")
                + ",noatime";
    }

    private String descriptorInfo(ProcName name) {
        OpenFile file = proc.descriptor(name.pid(), name.detail());
        if (file == null) {
            throw new Refusal(Errno.ENOENT);
        }
        String more = file.opened() instanceof Opened.OfProcess(long handle)
                ? core.state.handle(handle).describe()
                : "";
        return "pos:\t" + file.offset() + "\nflags:\t0" + Integer.toOctalString(file.flags()) + "\nmnt_id:\t"
                + file.place().mount() + "\nino:\t" + file.place().inode() + "\n" + more;
    }
}
