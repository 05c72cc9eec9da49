package org.lkernel.kernel.task;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Elf;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Vdso;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.SpacePlan;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Exchange.Executing;
import org.lkernel.kernel.task.Execution.Executable;
import org.lkernel.kernel.task.Execution.Step;

/// A new program in an old process: `execve(2)`.
///
/// The file is opened and read, its interpreter likewise, and a whole new space is built; until then nothing of
/// the old program was touched and every failure is an errno. From there on nothing fails: the other tasks of the
/// process end, and [ExecCommit] puts the new program in the place of the old.
final class TaskExec {
    private static final int AT_FDCWD = -100;
    private static final int SCRIPTS_MAXIMUM = 5;
    private static final int STRING_MAXIMUM = 32 * 4096;
    private static final long ARGUMENTS_LEAST = 128 << 10;
    private static final long ARGUMENTS_MOST = 6 << 20;
    private static final int INTERPRETER_NAME_MAXIMUM = 4096;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    /// IMAFDC, a bit for each letter.
    private static final long HARDWARE = 0x112d;

    private static final long CLOCK_TICKS = 100;

    private final Choices choices;

    TaskExec(Choices choices) {
        this.choices = choices;
    }

    // ---- the call

    void execute(Turn turn, ProcessCall.Execute call) {
        begin(turn, call.call(), AT_FDCWD, call.path(), 0, call.path(), call.arguments(), call.environment());
    }

    void executeAt(Turn turn, ProcessCall.ExecuteAt call) {
        if ((call.flags() & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW)) != 0) {
            turn.fail(call.call(), Errno.EINVAL);
            return;
        }
        boolean plain = call.directory() == AT_FDCWD
                || !call.path().isEmpty() && call.path().at(0) == '/';
        Bytes descriptor = Bytes.latin1("/dev/fd/" + call.directory());
        Bytes name = plain
                ? call.path()
                : call.path().isEmpty()
                        ? descriptor
                        : descriptor.concat(Bytes.latin1("/")).concat(call.path());
        begin(
                turn,
                call.call(),
                call.directory(),
                call.path(),
                call.flags(),
                name,
                call.arguments(),
                call.environment());
    }

    private static void begin(
            Turn turn,
            Call call,
            int directory,
            Bytes path,
            int flags,
            Bytes name,
            List<Bytes> arguments,
            List<Bytes> environment) {
        if (isTooBig(turn.process(call), arguments, environment)) {
            turn.fail(call, Errno.E2BIG);
            return;
        } else if (KeptTexts.areTooMuch(turn.state(), arguments, environment)) {
            turn.fail(call, Errno.ENOMEM);
            return;
        }
        turn.park(call, new Waiting.Execution());
        open(turn, call, Execution.of(arguments, environment, name), directory, path, flags);
    }

    private static boolean isTooBig(TaskGroup process, List<Bytes> arguments, List<Bytes> environment) {
        long stack = process.limits.soft(Limits.STACK);
        long limit = Math.max(ARGUMENTS_LEAST, stack < 0 ? ARGUMENTS_MOST : Math.min(ARGUMENTS_MOST, stack / 4));
        long used = StackImage.bytes(arguments)
                + StackImage.bytes(environment)
                + 8L * (Math.max(1, arguments.size()) + environment.size());
        return used > limit || hasTooLong(arguments) || hasTooLong(environment);
    }

    private static boolean hasTooLong(List<Bytes> strings) {
        return strings.stream().anyMatch(string -> string.length() >= STRING_MAXIMUM);
    }

    /// The first task has its tables and is in its directory: it executes the first program.
    static void boot(Turn turn, Executing executing, @Nullable Errno errno) {
        if (errno != null) {
            fail(turn, executing, errno);
            return;
        }
        open(
                turn,
                executing.call(),
                executing.execution(),
                AT_FDCWD,
                executing.execution().name(),
                0);
    }

    private static void open(Turn turn, Call call, Execution execution, int directory, Bytes path, int flags) {
        set(turn, call, execution.at(Step.OPEN));
        turn.send(Port.FILES, new Files.OpenExecutable(call, directory, path, flags));
    }

    private static void set(Turn turn, Call call, Execution execution) {
        turn.task(call).exchange = new Executing(call, execution);
    }

    // ---- answers of Files

    void opened(Turn turn, Executing executing, Tasks.ExecutableOpened opened) {
        Execution execution = executing.execution();
        Call call = executing.call();
        if (opened.errno() != null || opened.object() == null) {
            fail(turn, executing, opened.errno() == null ? Errno.EACCES : opened.errno());
            return;
        }
        Executable file = new Executable(
                opened.object(),
                opened.size(),
                opened.head(),
                opened.path(),
                opened.mode(),
                opened.owner(),
                opened.group(),
                null,
                List.of(),
                opened.inode());
        if (execution.step() == Step.OPEN && Script.is(opened.head())) {
            follow(turn, executing, file);
            return;
        }
        Elf elf = Elf.header(opened.head());
        if (elf == null) {
            fail(turn, executing, execution.step() == Step.OPEN ? Errno.ENOEXEC : Errno.ELIBBAD);
        } else if (execution.step() == Step.OPEN) {
            readHeaders(turn, call, execution.running(file.as(elf)).at(Step.HEADERS), file, elf);
        } else {
            readHeaders(turn, call, execution.loadedBy(file.as(elf)).at(Step.INTERPRETER_HEADERS), file, elf);
        }
    }

    private void follow(Turn turn, Executing executing, Executable file) {
        Execution execution = executing.execution();
        Script script = Script.read(file.head());
        if (script == null) {
            fail(turn, executing, Errno.ENOEXEC);
        } else if (execution.scripts() >= SCRIPTS_MAXIMUM) {
            fail(turn, executing, Errno.ELOOP);
        } else {
            // A script run by a script was named by the latter's first line.
            Bytes path = execution.scripts() == 0
                    ? execution.name()
                    : execution.arguments().getFirst();
            Execution next = execution.through(script.arguments(path, execution.arguments()));
            open(turn, executing.call(), next, AT_FDCWD, script.interpreter(), 0);
        }
    }

    private void readHeaders(Turn turn, Call call, Execution execution, Executable file, Elf elf) {
        set(turn, call, execution);
        read(turn, call, file, elf.headersOffset(), elf.headersBytes());
    }

    /// Reads part of a file, from its head if it is there.
    private void read(Turn turn, Call call, Executable file, long offset, int length) {
        if (offset > file.size() - length) {
            fail(turn, (Executing) Objects.requireNonNull(turn.task(call).exchange), Errno.ENOEXEC);
        } else if (offset + length <= file.head().length()) {
            Executing executing = (Executing) Objects.requireNonNull(turn.task(call).exchange);
            got(turn, executing, file.head().slice((int) offset, length));
        } else {
            turn.send(Port.FILES, new Files.ReadExecutable(call, file.object(), offset, length));
        }
    }

    void got(Turn turn, Executing executing, @Nullable Bytes content) {
        Execution execution = executing.execution();
        if (content == null) {
            fail(turn, executing, Errno.EIO);
            return;
        }
        switch (execution.step()) {
            case HEADERS -> headers(turn, executing, content);
            case INTERPRETER_NAME -> interpreterName(turn, executing, content);
            case INTERPRETER_HEADERS -> {
                Executable interpreter = Objects.requireNonNull(execution.interpreter());
                Elf elf = Objects.requireNonNull(interpreter.elf());
                build(
                        turn,
                        new Executing(executing.call(), execution.loadedBy(interpreter.with(elf.segments(content)))));
            }
            default -> throw new IllegalStateException("nothing was to be read in " + execution.step());
        }
    }

    private void headers(Turn turn, Executing executing, Bytes content) {
        Execution execution = executing.execution();
        Executable program = Objects.requireNonNull(execution.program());
        Executable known = program.with(Objects.requireNonNull(program.elf()).segments(content));
        Execution next = execution.running(known);
        for (Elf.Segment segment : known.segments()) {
            if (segment.kind() == Elf.Kind.INTERPRETER) {
                boolean sound = segment.fileBytes() >= 2
                        && segment.fileBytes() <= INTERPRETER_NAME_MAXIMUM
                        && segment.offset() >= 0;
                if (!sound) {
                    fail(turn, executing, Errno.ENOEXEC);
                    return;
                }
                set(turn, executing.call(), next.at(Step.INTERPRETER_NAME));
                read(turn, executing.call(), known, segment.offset(), (int) segment.fileBytes());
                return;
            }
        }
        build(turn, new Executing(executing.call(), next));
    }

    private void interpreterName(Turn turn, Executing executing, Bytes content) {
        if (content.at(content.length() - 1) != 0) {
            fail(turn, executing, Errno.ENOEXEC);
            return;
        }
        int end = 0;
        while (content.at(end) != 0) {
            end++;
        }
        set(turn, executing.call(), executing.execution().at(Step.OPEN_INTERPRETER));
        turn.send(Port.FILES, new Files.OpenExecutable(executing.call(), AT_FDCWD, content.slice(0, end), 0));
    }

    // ---- the new space

    private void build(Turn turn, Executing executing) {
        Execution execution = executing.execution();
        Call call = executing.call();
        Task task = turn.task(call);
        TaskGroup process = turn.state().processOf(task);
        long stackLimit = stackLimit(process);
        ProgramLayout layout = new ProgramLayout(stackLimit);
        Executable program = Objects.requireNonNull(execution.program());
        if (!layout.place(program, execution.interpreter())) {
            fail(turn, executing, execution.interpreter() == null ? Errno.ENOEXEC : Errno.ELIBBAD);
            return;
        }
        StackImage stack = stack(task, execution, program, layout);
        layout.stores.add(stack.store());
        int space = ++turn.state().lastSpace;
        set(turn, call, execution.building(space, start(execution, program, layout, stack), stack.vector()));
        turn.send(
                Port.MEMORY,
                new Memory.BuildSpace(
                        call,
                        space,
                        new SpacePlan(
                                List.copyOf(layout.mappings),
                                layout.breakAddress,
                                ProgramLayout.STACK_TOP,
                                stackLimit,
                                List.copyOf(layout.stores),
                                layout.mmapBase)));
    }

    private static long stackLimit(TaskGroup process) {
        long limit = process.limits.soft(Limits.STACK);
        long most = ProgramLayout.SPACE_END / 6;
        return ProgramLayout.up(limit < 0 || limit > most ? most : Math.max(limit, ARGUMENTS_LEAST));
    }

    private static Context start(Execution execution, Executable program, ProgramLayout layout, StackImage stack) {
        Executable interpreter = execution.interpreter();
        long entry = interpreter == null
                ? layout.programBias + Objects.requireNonNull(program.elf()).entry()
                : layout.interpreterBias
                        + Objects.requireNonNull(interpreter.elf()).entry();
        return new Context(entry, new long[32], new long[32], 0).withX(2, stack.stackPointer());
    }

    private StackImage stack(Task task, Execution execution, Executable program, ProgramLayout layout) {
        byte[] random = new byte[16];
        Struct.store(random, 0, 8, choices.bits(Choices.Site.ENTROPY, Port.TASKS.id()));
        Struct.store(random, 8, 8, choices.bits(Choices.Site.ENTROPY, Port.TASKS.id()));
        Elf elf = Objects.requireNonNull(program.elf());
        Privileges next = ExecCommit.privileges(task.privileges, program);
        Identity.Credentials who = next.credentials();
        StackImage stack =
                new StackImage(execution.arguments(), execution.environment(), execution.name(), Bytes.wrap(random));
        stack.auxiliary(StackImage.AT_SYSINFO_EHDR, Vdso.ADDRESS);
        stack.auxiliary(StackImage.AT_HWCAP, HARDWARE);
        stack.auxiliary(StackImage.AT_PAGESZ, 4096);
        stack.auxiliary(StackImage.AT_CLKTCK, CLOCK_TICKS);
        stack.auxiliary(StackImage.AT_PHDR, layout.headersAddress(program));
        stack.auxiliary(StackImage.AT_PHENT, Elf.PROGRAM_HEADER_BYTES);
        stack.auxiliary(StackImage.AT_PHNUM, elf.headers());
        stack.auxiliary(StackImage.AT_BASE, layout.interpreterBias);
        stack.auxiliary(StackImage.AT_FLAGS, 0);
        stack.auxiliary(StackImage.AT_ENTRY, layout.programBias + elf.entry());
        stack.auxiliary(StackImage.AT_UID, who.realUser());
        stack.auxiliary(StackImage.AT_EUID, who.user());
        stack.auxiliary(StackImage.AT_GID, who.realGroup());
        stack.auxiliary(StackImage.AT_EGID, who.groupId());
        stack.auxiliary(StackImage.AT_SECURE, ExecCommit.isSecure(task.privileges, next) ? 1 : 0);
        stack.layOut(ProgramLayout.STACK_TOP);
        return stack;
    }

    void built(Turn turn, Executing executing, @Nullable Errno errno) {
        if (errno != null) {
            fail(turn, executing, errno);
            return;
        }
        turn.state().useSpace(executing.execution().space());
        Task task = turn.task(executing.call());
        TaskGroup process = turn.state().processOf(task);
        if (SignalChoice.mustEnd(process, task)) {
            TaskExit.releaseSpace(turn, executing.execution().space());
            fail(turn, executing, Errno.EINTR);
            return;
        }
        set(turn, executing.call(), executing.execution().at(Step.OTHERS));
        process.executor = task.id;
        TaskExit.callAll(turn, process, task.id);
        othersGone(turn, process);
    }

    // ---- commit

    /// A task of the process is gone: once the executor is the only one it goes on.
    static void othersGone(Turn turn, TaskGroup process) {
        Task executor = turn.state().task(process.executor);
        if (!(executor.exchange instanceof Executing(Call call, Execution execution))
                || execution.step() != Step.OTHERS) {
            return;
        }
        for (int id : process.tasks) {
            if (id != executor.id && !(turn.state().task(id).phase instanceof Phase.Dead)) {
                return;
            }
        }
        if (process.exit != null) {
            TaskExit.releaseSpace(turn, execution.space());
            process.executor = 0;
            fail(turn, new Executing(call, execution), Errno.EINTR);
        } else {
            ExecCommit.begin(turn, executor, new Executing(call, execution));
        }
    }

    private static void fail(Turn turn, Executing executing, Errno errno) {
        Task task = turn.task(executing.call());
        task.exchange = null;
        if (task.phase instanceof Phase.Parked) {
            turn.wake(task, Completion.error(errno));
        } else {
            String program = executing.execution().name().toUtf8();
            int code = errno == Errno.ENOENT ? 127 : 126;
            turn.state().ended = new TasksState.Ended(code << 8, program + ": " + errno.description());
            turn.outbox().info("cannot run %s: %s".formatted(program, errno.description()));
        }
    }
}
