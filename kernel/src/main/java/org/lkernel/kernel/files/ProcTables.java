package org.lkernel.kernel.files;

import java.util.Locale;
import java.util.Map;

/// The files of procfs that list what the files know many of: sockets, locks, mounts, and harts.
final class ProcTables {
    private static final String[] SOFT_INTERRUPTS = {
        "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU"
    };

    private final Core core;
    private final Tree tree;

    ProcTables(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    /// `/proc/net/unix`, see `proc_pid_net(5)`: every local socket, with how many lead to it.
    String sockets() {
        StringBuilder text = new StringBuilder("Num               RefCount Protocol Flags    Type St   Inode Path\n");
        for (UnixSocket socket : core.state.sockets.values()) {
            boolean listens = socket.backlog() >= 0;
            int standing = socket.peer() != 0 ? 3 : 1;
            text.append(String.format(
                    Locale.ROOT,
                    "%016x: %08X %08X %08X %04X %02X %5d",
                    socket.id(),
                    2,
                    0,
                    listens ? 0x10000 : 0,
                    socket.type(),
                    standing,
                    socket.inode()));
            if (!socket.name().isEmpty()) {
                text.append(' ').append(socket.name().toLatin1().replace('\0', '@'));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// `/proc/locks`, see `proc_locks(5)`; who holds the lock of a description is not known of a process.
    String locks() {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Map.Entry<Long, Locks.Held> held : core.state.locks.entrySet()) {
            for (Locks.Lock lock : held.getValue().locks()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%d: %-6s ADVISORY  %-5s %d %s %d %s\n",
                        ++number,
                        kind(lock),
                        lock.exclusive() ? "WRITE" : "READ",
                        Math.max(-1, lock.owner()),
                        file(held.getKey()),
                        lock.first(),
                        lock.last() == Long.MAX_VALUE ? "EOF" : Long.toString(lock.last())));
            }
        }
        return text.toString();
    }

    private static String kind(Locks.Lock lock) {
        return lock.whole() ? "FLOCK" : lock.owner() < 0 ? "OFDLCK" : "POSIX";
    }

    private String file(long inode) {
        Inode locked = tree.known(inode);
        return String.format(Locale.ROOT, "00:%02x:%d", locked == null ? 0 : locked.device(), inode);
    }

    /// `/proc/interrupts`: a column for each hart, and no line that is counted.
    static String interrupts(int harts) {
        StringBuilder text = new StringBuilder("     ");
        for (int hart = 0; hart < harts; hart++) {
            text.append(String.format(Locale.ROOT, "%-11s", "      CPU" + hart));
        }
        return text.append('\n').toString();
    }

    /// `/proc/softirqs`: there are none.
    static String softInterrupts(int harts) {
        StringBuilder text = new StringBuilder("                    ");
        for (int hart = 0; hart < harts; hart++) {
            text.append(String.format(Locale.ROOT, "%-11s", "CPU" + hart));
        }
        text.append('\n');
        for (String name : SOFT_INTERRUPTS) {
            text.append(String.format(Locale.ROOT, "%12s:", name));
            text.append(" %10d".formatted(0).repeat(harts)).append('\n');
        }
        return text.toString();
    }
}
