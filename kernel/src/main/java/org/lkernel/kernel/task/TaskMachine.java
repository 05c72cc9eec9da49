package org.lkernel.kernel.task;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;

/// What concerns the whole machine: its names, its time of day, its end.
final class TaskMachine {
    /// What `uname` says: as much of Linux's interface as is here, for programs that ask how old their kernel is.
    static final String RELEASE = "6.12.0-lkernel";

    static final String VERSION = "#1 SMP lkernel";
    private static final int NAME_BYTES = 65;
    private static final int MAGIC = 0xfee1_dead;
    private static final int RESTART = 0x0123_4567;
    private static final int HALT = 0xcdef_0123;
    private static final int POWER_OFF = 0x4321_fedc;
    private static final int ENABLE_KEYS = 0x89ab_cdef;
    private static final long SECOND = 1_000_000_000L;

    private TaskMachine() {}

    static void name(Turn turn, MachineCall.Uname name) {
        byte[] image = new byte[6 * NAME_BYTES];
        put(image, 0, Bytes.latin1("Linux"));
        put(image, 1, turn.state().hostName);
        put(image, 2, Bytes.latin1(RELEASE));
        put(image, 3, Bytes.latin1(VERSION));
        put(image, 4, Bytes.latin1("riscv64"));
        put(image, 5, turn.state().domainName);
        turn.complete(name.call(), name.buffer(), Bytes.wrap(image));
    }

    private static void put(byte[] image, int field, Bytes text) {
        text.copyTo(0, image, field * NAME_BYTES, text.length());
    }

    static void setHostName(Turn turn, MachineCall.SetHostName set) {
        if (mayAdminister(turn, set.call(), Privileges.CAP_SYS_ADMIN)) {
            turn.state().hostName = set.name();
            turn.complete(set.call(), 0);
        }
    }

    static void setDomainName(Turn turn, MachineCall.SetDomainName set) {
        if (mayAdminister(turn, set.call(), Privileges.CAP_SYS_ADMIN)) {
            turn.state().domainName = set.name();
            turn.complete(set.call(), 0);
        }
    }

    static void setClock(Turn turn, TimeCall.SetClock set) {
        if (set.clock() != Clocks.REALTIME || !TaskSleep.isValid(set.time())) {
            turn.fail(set.call(), Errno.EINVAL);
        } else if (mayAdminister(turn, set.call(), Privileges.CAP_SYS_TIME)) {
            setTime(turn, set.call(), TaskSleep.nanos(set.time()));
        }
    }

    static void setTimeOfDay(Turn turn, TimeCall.SetTimeOfDay set) {
        TasksCall.Timeval time = set.time();
        if (!mayAdminister(turn, set.call(), Privileges.CAP_SYS_TIME)) {
            return;
        }
        if (time == null) {
            turn.complete(set.call(), 0);
        } else if (time.seconds() < 0 || time.micros() < 0 || time.micros() >= 1_000_000) {
            turn.fail(set.call(), Errno.EINVAL);
        } else {
            setTime(turn, set.call(), TaskSleep.nanos(new TasksCall.Timespec(time.seconds(), time.micros() * 1000)));
        }
    }

    /// The clock answers once everybody knows.
    private static void setTime(Turn turn, Call call, long nanos) {
        turn.send(Port.CLOCK, new Clock.SetEpoch(call, nanos - call.nowNanos()));
    }

    /// The wall clock was set, by a task or by the real-time clock.
    static void epochIs(Turn turn, Tasks.EpochIs epoch) {
        if (turn.state().epochNanos != epoch.epochNanos()) {
            turn.state().epochNanos = epoch.epochNanos();
            TaskSleep.clockSet(turn);
            CreatedTimers.clockSet(turn);
        }
        turn.send(Port.FILES, new Files.EpochIs(epoch.call(), epoch.epochNanos()));
    }

    static void reboot(Turn turn, MachineCall.Reboot reboot) {
        if (reboot.magic() != MAGIC) {
            turn.fail(reboot.call(), Errno.EINVAL);
        } else if (mayAdminister(turn, reboot.call(), Privileges.CAP_SYS_BOOT)) {
            switch (reboot.command()) {
                case RESTART, HALT, POWER_OFF -> {
                    turn.state().ended = new TasksState.Ended(0, "reboot");
                    turn.complete(reboot.call(), 0);
                }
                case ENABLE_KEYS, 0 -> turn.complete(reboot.call(), 0);
                default -> turn.fail(reboot.call(), Errno.EINVAL);
            }
        }
    }

    /// Answers the call with `EPERM` when not.
    private static boolean mayAdminister(Turn turn, Call call, int capability) {
        boolean may = turn.task(call).privileges.has(capability);
        if (!may) {
            turn.fail(call, Errno.EPERM);
        }
        return may;
    }

    static void information(Turn turn, MachineCall.SystemInformation get) {
        turn.task(get.call()).exchange = new Exchange.Surveying(get.call(), get.buffer());
        turn.send(Port.MEMORY, new Memory.Survey(get.call()));
    }

    /// Makes `struct sysinfo`, the memory in bytes.
    static void surveyed(Turn turn, Tasks.MemorySurveyed memory) {
        Task task = turn.task(memory.call());
        if (!(task.exchange instanceof Exchange.Surveying(Call call, long buffer))) {
            throw new IllegalStateException(memory + " was not asked for");
        }
        task.exchange = null;
        byte[] image = new byte[112];
        Struct.store(image, 0, 8, call.nowNanos() / SECOND);
        Struct.store(image, 32, 8, memory.total());
        Struct.store(image, 40, 8, memory.free());
        Struct.store(image, 48, 8, memory.shared());
        Struct.store(image, 80, 2, turn.state().count());
        Struct.store(image, 104, 4, 1);
        turn.complete(call, buffer, Bytes.wrap(image));
    }
}
