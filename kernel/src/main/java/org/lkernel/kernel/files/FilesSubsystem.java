package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// Names, descriptors, and everything they lead to.
public final class FilesSubsystem implements Subsystem<Files, FilesState> {
    private final Core core;
    private final Topics topics;

    public FilesSubsystem(Setup setup) {
        core = new Core(new FilesState(), setup.memoryBytes());
        topics = new Topics(core, setup);
        core.repeating = this::check;
        topics.boot.build();
    }

    @Override
    public Port port() {
        return Port.FILES;
    }

    @Override
    public Class<Files> understands() {
        return Files.class;
    }

    @Override
    public FilesState state() {
        return core.state;
    }

    @Override
    public void load(FilesState loaded) {
        core.state = loaded;
    }

    @Override
    public void receive(Port sender, Files message, Outbox outbox) {
        core.enter(outbox);
        switch (message) {
            case FilesCall call -> first(call);
            case Files.Request request -> request(request);
        }
        core.leave();
    }

    // ---- calls

    private void first(FilesCall call) {
        core.timeIs(call.call().nowNanos());
        check(call.call(), new Operation.Check(call.call().task(), call, java.util.List.of(), null));
    }

    /// Checks a call from the start; what it cannot know yet is asked for, and what it may not do is answered
    /// here.
    private void check(Call call, Operation.Check check) {
        try {
            topics.dispatch.message(new Caller(core, call, check), check.message());
        } catch (Missing missing) {
            core.takeBack();
            topics.questions.ask(call, check, missing.question());
        } catch (Busy busy) {
            core.takeBack();
            core.apply(call, Outcome.blocked(check, busy.inode()));
        } catch (Refusal refusal) {
            refuse(call, check.message(), refusal);
        }
    }

    private void refuse(Call call, Files message, Refusal refusal) {
        core.takeBack();
        switch (message) {
            case Files.EnterDirectory enter -> topics.names.entered(call, refusal.errno());
            case Files.OpenExecutable open -> topics.executables.refused(call, refusal.errno());
            case Files.ResolveMap map -> topics.executables.notMapped(call, refusal.errno());
            case Files.OpenChild open -> core.send(Port.TASKS, new Tasks.ChildOpened(call, 0, refusal.errno()));
            case Files other -> core.apply(call, Streams.refused(0, refusal));
        }
    }

    private void repeat(Call call, @Nullable Bytes content) {
        Operation.Check check = topics.questions.answered(call, content);
        if (check != null) {
            core.keep();
            check(call, check);
        }
    }

    // ---- requests

    private void request(Files.Request request) {
        switch (request) {
            case Files.CopyTables copy -> topics.tables.copy(copy);
            case Files.ReleaseTables release -> topics.tables.release(release);
            case Files.OpenProcess open -> start(open.call(), open);
            case Files.OpenChild open -> start(open.call(), open);
            case Files.Withdraw(int task, int descriptor) -> topics.handles.withdraw(task, descriptor);
            case Files.NameProcess name -> topics.handles.name(name);
            case Files.ProcessEnded(int pid) -> topics.handles.ended(pid);
            case Files.ProcessReaped(int pid) -> topics.handles.reaped(pid);
            case Files.Identify identify -> topics.tables.identify(identify);
            case Files.LimitsAre limits -> topics.tables.limit(limits);
            case Files.CloseOnExec close -> topics.tables.closeOnExec(close);
            case Files.EnterDirectory enter -> start(enter.call(), enter);
            case Files.OpenExecutable open -> start(open.call(), open);
            case Files.ReadExecutable read -> topics.executables.read(read);
            case Files.ResolveMap map -> start(map.call(), map);
            case Files.PageIn pageIn -> topics.executables.pageIn(pageIn);
            case Files.Cancel cancel -> core.cancel(cancel.call());
            case Files.Rang rang -> core.rang(rang.key());
            case Files.EpochIs epoch -> {
                topics.boot.epochIs(epoch.epochNanos());
                core.send(Port.MEMORY, new Memory.EpochIs(epoch.call(), epoch.epochNanos()));
            }
            case Files.Relay(Call call, Completion completion, boolean parked) -> core.answer(call, completion, parked);
            case Files.MaskSwapped swapped -> repeat(swapped.call(), Bytes.EMPTY);
            case Files.Allowed allowed -> repeat(allowed.call(), Bytes.EMPTY);
            case Files.TakeBack back -> topics.loans.takeBack(back);
            case Files.Shortened shortened -> topics.transfers.shortened(shortened);
            case Files.Written written -> written(written);
            case Files.Resized resized -> resized(resized.call());
            case Files.Confirm(ObjectKey object, long index) ->
                core.send(Port.MEMORY, new Memory.Confirmed(object, index));
            case Files.Stored stored -> topics.sizes.stored(stored);
            case Files.Fetched fetched -> fetched(fetched.call(), fetched.content());
            case Files.ObjectRead read -> objectRead(read.call(), read.content());
            case Files.ObjectStored stored -> objectStored(stored.call(), stored.errno());
            case Files.Described described -> repeat(described.call(), described.content());
            case Files.EntropyGiven given -> repeat(given.call(), given.content());
            case Files.Typed typed -> topics.terminals.typed(console(), typed.characters());
            case Files.HungUp hungUp -> topics.terminals.hungUp(console());
            case Files.WindowIs window -> window(window);
            case Files.InputRead read -> inputRead(read.call(), read.content());
            case Files.InputLater later -> inputLater(later.call());
            case Files.InputCame() -> core.changed(Core.INPUT);
            case Files.OutputWritten written -> outputWritten(written.call(), written.errno());
            case Files.HostLooked looked -> repeat(topics.questions.looked(looked.ticket(), looked.entry()), null);
            case Files.HostListed listed -> repeat(topics.questions.listed(listed.ticket(), listed.entries()), null);
            case Files.HostPagesRead read -> topics.executables.pagesRead(read);
        }
    }

    /// The host may have a window though the machine has streams.
    private void window(Files.WindowIs window) {
        if (core.state.console != 0) {
            topics.terminals.window(core.state.console, window.rows(), window.columns());
        }
    }

    /// The driver speaks of a terminal only if the board said that there is one.
    private long console() {
        if (core.state.console == 0) {
            throw new IllegalStateException("the console is no terminal");
        }
        return core.state.console;
    }

    private void start(Call call, Files message) {
        core.timeIs(call.nowNanos());
        check(call, new Operation.Check(call.task(), message, java.util.List.of(), null));
    }

    // ---- answers to operations

    private @Nullable Operation operation(Call call) {
        Ongoing ongoing = core.current(call);
        return ongoing == null ? null : ongoing.operation();
    }

    private void written(Files.Written written) {
        if (!(operation(written.call()) instanceof Operation.Extend extend)) {
            throw new IllegalStateException("nobody writes a file for " + written.call());
        }
        topics.turns.written(extend, written);
    }

    private void resized(Call call) {
        if (!(operation(call) instanceof Operation.Settle settle)) {
            throw new IllegalStateException("nobody changes a file for " + call);
        }
        topics.turns.settled(call, settle);
    }

    private void fetched(Call call, @Nullable Bytes content) {
        if (operation(call) instanceof Operation.Write write) {
            core.apply(call, topics.streams.fetched(call, write, content));
        } else {
            repeat(call, content);
        }
    }

    private void objectRead(Call call, @Nullable Bytes content) {
        switch (operation(call)) {
            case Operation.Head head -> topics.executables.opened(call, head, content);
            case Operation.More more -> topics.executables.more(call, content);
            case Operation.Copy copy -> core.apply(call, topics.copies.loaded(call, copy, content));
            case null, default -> throw new IllegalStateException("nobody reads for " + call);
        }
    }

    private void objectStored(Call call, @Nullable Errno errno) {
        if (operation(call) instanceof Operation.Copy copy) {
            core.apply(call, topics.copies.stored(call, copy, errno));
        }
    }

    private void inputRead(Call call, Bytes content) {
        switch (operation(call)) {
            case Operation.HostRead read -> core.apply(call, topics.transfers.inputRead(read, content));
            case Operation.Copy copy -> core.apply(call, topics.copies.typed(call, copy, content));
            case null, default -> {} // who asked is gone
        }
    }

    /// The call waits like any other, so that a signal breaks it off.
    private void inputLater(Call call) {
        Operation waiting = operation(call);
        if (waiting != null) {
            core.apply(call, Outcome.blocked(waiting, Core.INPUT));
        }
    }

    private void outputWritten(Call call, @Nullable Errno errno) {
        switch (operation(call)) {
            case Operation.Write write -> core.apply(call, topics.streams.written(call, write, errno));
            case Operation.Copy copy -> core.apply(call, topics.copies.stored(call, copy, errno));
            case null, default -> throw new IllegalStateException("nobody writes for " + call);
        }
    }
}
