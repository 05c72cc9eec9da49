package org.lkernel.drivers.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Topology;
import org.lkernel.drivers.console.ConsoleSubsystem;
import org.lkernel.drivers.entropy.EntropySubsystem;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.HostFilesSubsystem;
import org.lkernel.drivers.rtc.RealTimeClockSubsystem;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.clock.ClockSubsystem;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.device.Entropy;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.device.RealTimeClock;
import org.lkernel.kernel.files.FilesCall;
import org.lkernel.kernel.files.FilesSubsystem;
import org.lkernel.kernel.files.Setup;
import org.lkernel.kernel.hart.HartCall;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.interrupt.InterruptsSubsystem;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.MemorySubsystem;
import org.lkernel.kernel.memory.PagePool;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.scheduler.FairPolicy;
import org.lkernel.kernel.scheduler.Policy;
import org.lkernel.kernel.scheduler.SchedulerCall;
import org.lkernel.kernel.scheduler.SchedulerSubsystem;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.kernel.task.Tasks;
import org.lkernel.kernel.task.TasksCall;
import org.lkernel.kernel.task.TasksSubsystem;

/// The board: the one list of what a machine has, how it is wired, and the order in which it is attached at boot,
/// in the manner of `autoconf(9)`.
public final class Board implements Topology {
    /// The console's interrupt line.
    private static final int CONSOLE_LINE = 1;

    /// Every system call of the Linux personality.
    public static final SyscallTable SYSTEM_CALLS = new SyscallTable()
            .add(HartCall.class, Port.hart(0))
            .add(SchedulerCall.class, Port.SCHEDULER)
            .add(MemoryCall.class, Port.MEMORY)
            .add(TasksCall.class, Port.TASKS)
            .add(FilesCall.class, Port.FILES);

    private final Hardware hardware;
    private final List<Device> devices;
    private final Function<AddressSpaces, Tracer> tracer;
    private final Policy policy;
    private final Engine engine;
    private final PagePool pages = new PagePool();
    /// Read once: every fork of a machine builds its subsystems anew.
    private final Bytes vdso = VdsoImage.load();

    public Board(Hardware hardware) {
        this(hardware, spaces -> Tracer.NONE);
    }

    /// @param tracer what is told about the tasks of a machine that is built, given the means to read their memory
    public Board(Hardware hardware, Function<AddressSpaces, Tracer> tracer) {
        this(hardware, tracer, new FairPolicy(), Engine.usual());
    }

    private Board(Hardware hardware, Function<AddressSpaces, Tracer> tracer, Policy policy, Engine engine) {
        this.hardware = hardware;
        this.devices = devices(hardware);
        this.tracer = tracer;
        this.policy = policy;
        this.engine = engine;
    }

    /// The same board with another scheduling policy.
    public Board with(Policy other) {
        return new Board(hardware, tracer, other, engine);
    }

    /// The same board with guest code executed by another engine.
    public Board with(Engine other) {
        return new Board(hardware, tracer, policy, other);
    }

    /// The host's memory that the machines of this board are made of.
    public PagePool pages() {
        return pages;
    }

    @Override
    public List<Subsystem<?, ?>> build(Choices choices, Input input) {
        int harts = hardware.harts();
        int frames = (int) Math.min(Integer.MAX_VALUE - 8, hardware.memoryBytes() / Raw.PAGE_SIZE);
        MemorySubsystem memory = new MemorySubsystem(new MemoryState(frames, pages), vdso);
        memory.addressSpaces().code().translatedBy(engine.translator());
        Tracer watching = tracer.apply(memory.addressSpaces());
        List<Subsystem<?, ?>> all = new ArrayList<>(List.of(
                new ClockSubsystem(),
                new InterruptsSubsystem(),
                new SchedulerSubsystem(harts, hardware.virtualTime(), policy, choices),
                memory,
                new TasksSubsystem(choices, watching),
                new FilesSubsystem(setup())));
        devices.forEach(device -> all.add(device.driver().at(choices, input)));
        for (int hart = 0; hart < harts; hart++) {
            all.add(new HartSubsystem(
                    hart,
                    harts,
                    SYSTEM_CALLS,
                    memory.addressSpaces(),
                    hardware.costs(),
                    watching,
                    choices.preemption()));
        }
        return all;
    }

    /// In the order in which they are attached.
    private static List<Device> devices(Hardware hardware) {
        List<String> exports = hardware.exports().stream().map(Export::describe).toList();
        return List.of(
                new Device(
                        Port.CONSOLE,
                        (_, input) -> new ConsoleSubsystem(input),
                        new Console.Attach(CONSOLE_LINE, hardware.terminal())),
                new Device(Port.HOST_FILES, (_, input) -> new HostFilesSubsystem(input), new HostFiles.Attach(exports)),
                new Device(Port.ENTROPY, (choices, _) -> new EntropySubsystem(choices), new Entropy.Attach()),
                new Device(
                        Port.REAL_TIME_CLOCK,
                        (_, input) -> new RealTimeClockSubsystem(input),
                        new RealTimeClock.Attach()));
    }

    @Override
    public @Nullable Message attachment(Port port) {
        return devices.stream()
                .filter(device -> device.port().equals(port))
                .map(Device::attach)
                .findFirst()
                .orElse(null);
    }

    private Setup setup() {
        List<Setup.Volume> volumes = new ArrayList<>();
        volumes.add(new Setup.Volume(0, Bytes.utf8("/"), false));
        for (int index = 0; index < hardware.mounts().size(); index++) {
            volumes.add(new Setup.Volume(index + 1, hardware.mounts().get(index), false));
        }
        Setup.Console console = hardware.terminal() ? Setup.Console.TERMINAL : Setup.Console.STREAMS;
        return new Setup(volumes, console, 24, 80, 0, hardware.harts(), hardware.memoryBytes());
    }

    /// Attaches everything, in this order, and starts the first program.
    public void boot(Machine machine, Program program) {
        List<Port> harts =
                IntStream.range(0, hardware.harts()).mapToObj(Port::hart).toList();
        machine.inject(Port.CLOCK, new Clock.Start(harts));
        devices.forEach(device -> machine.inject(device.port(), device.attach()));
        machine.inject(
                Port.TASKS,
                new Tasks.Boot(
                        program.path(),
                        program.arguments(),
                        program.environment(),
                        program.directory(),
                        program.protect()));
    }
}
