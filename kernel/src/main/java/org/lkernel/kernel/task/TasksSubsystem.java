package org.lkernel.kernel.task;

import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.kernel.task.Exchange.Cloning;
import org.lkernel.kernel.task.Exchange.Executing;
import org.lkernel.kernel.task.Exchange.Identifying;
import org.lkernel.kernel.task.Exchange.Measuring;
import org.lkernel.kernel.task.Exchange.Naming;
import org.lkernel.kernel.task.Execution.Step;

/// Processes and threads: their birth, programs, signals, timers and end.
public final class TasksSubsystem implements Subsystem<Tasks, TasksState> {
    private final TaskExec exec;
    private final Tracer tracer;
    private TasksState state = new TasksState();

    public TasksSubsystem(Choices choices, Tracer tracer) {
        this.tracer = tracer;
        exec = new TaskExec(choices);
    }

    @Override
    public Port port() {
        return Port.TASKS;
    }

    @Override
    public Class<Tasks> understands() {
        return Tasks.class;
    }

    @Override
    public TasksState state() {
        return state;
    }

    @Override
    public void load(TasksState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Tasks message, Outbox outbox) {
        Turn turn = new Turn(state, outbox, tracer);
        switch (message) {
            case Tasks.Request request -> request(turn, request);
            case TasksCall call -> call(turn, call);
        }
    }

    private void request(Turn turn, Tasks.Request message) {
        switch (message) {
            case Tasks.Boot boot -> TaskBoot.begin(turn, boot);
            case Tasks.EpochIs epoch -> TaskMachine.epochIs(turn, epoch);
            case Tasks.Attend attend -> SignalDelivery.attend(turn, attend);
            case Tasks.Trapped trapped -> SignalDelivery.trapped(turn, trapped);
            case Tasks.ReadCpuClock read -> TaskTimes.readClock(turn, read);
            case Tasks.ResolveCpuClock resolve -> TaskTimes.resolution(turn, resolve);
            case Tasks.Cancel cancel -> cancel(turn, cancel);
            case Tasks.Rang rang -> rang(turn, rang.key());
            case Tasks.SpaceCopied copied -> TaskFork.answered(turn, cloning(turn, copied.call()), copied.errno());
            case Tasks.SpaceBuilt built -> exec.built(turn, executing(turn, built.call()), built.errno());
            case Tasks.Peeked peeked -> peeked(turn, peeked);
            case Tasks.Poked poked -> TaskFork.poked(turn, cloning(turn, poked.call()), poked.stored());
            case Tasks.TablesCopied copied -> tablesCopied(turn, copied);
            case Tasks.ChildOpened opened -> TaskFork.opened(turn, cloning(turn, opened.call()), opened);
            case Tasks.EndNoted(int pid) -> ProcessHandles.noted(turn, pid);
            case Tasks.ProcessNamed named -> processNamed(turn, named);
            case Tasks.TablesReleased released -> TaskExit.released(turn, released.task());
            case Tasks.Identified identified -> identified(turn, identified.call());
            case Tasks.ClosedOnExec closed -> ExecCommit.closed(turn, executing(turn, closed.call()));
            case Tasks.ExecutableOpened opened -> exec.opened(turn, executing(turn, opened.call()), opened);
            case Tasks.ExecutableRead read -> exec.got(turn, executing(turn, read.call()), read.content());
            case Tasks.DirectoryEntered entered ->
                TaskExec.boot(turn, executing(turn, entered.call()), entered.errno());
            case Tasks.MemorySurveyed surveyed -> TaskMachine.surveyed(turn, surveyed);
            case Tasks.Removed removed -> TaskExit.removed(turn, removed);
            case Tasks.Used used -> used(turn, used);
            case Tasks.SwapMask swap -> SignalMasks.swap(turn, swap);
            case Tasks.Rename rename -> TaskDescribe.rename(turn, rename);
            case Tasks.Finish finish -> SignalMasks.finish(turn, finish);
            case Tasks.Background background -> SignalCalls.background(turn, background);
            case Tasks.SignalTask signal -> SignalCalls.raised(turn, signal);
            case Tasks.SignalGroup signal ->
                SignalPost.toGroup(turn, signal.group(), SignalInfo.kernel(signal.signal()));
            case Tasks.Describe describe -> TaskDescribe.describe(turn, describe);
            case Tasks.OutOfMemory full -> TaskExit.outOfMemory(turn, full.space());
        }
    }

    private void call(Turn turn, TasksCall message) {
        switch (message) {
            case ProcessCall call -> process(turn, call);
            case CredentialCall call -> credentials(turn, call);
            case SignalCall call -> signal(turn, call);
            case TimeCall call -> time(turn, call);
            case MachineCall call -> machine(turn, call);
        }
    }

    private void process(Turn turn, ProcessCall message) {
        switch (message) {
            case ProcessCall.Clone call -> TaskFork.clone(turn, call);
            case ProcessCall.Clone3 call -> TaskFork.clone3(turn, call);
            case ProcessCall.Execute call -> exec.execute(turn, call);
            case ProcessCall.ExecuteAt call -> exec.executeAt(turn, call);
            case ProcessCall.Exit call -> TaskExit.exit(turn, call);
            case ProcessCall.ExitGroup call -> TaskExit.exitGroup(turn, call);
            case ProcessCall.Wait4 call -> TaskWait.wait4(turn, call);
            case ProcessCall.WaitId call -> TaskWait.waitId(turn, call);
            case ProcessCall.OpenProcess call -> ProcessHandles.open(turn, call);
            case ProcessCall.SetTidAddress call -> TaskControl.setTidAddress(turn, call);
            case ProcessCall.SetRobustList call -> TaskControl.setRobustList(turn, call);
            case ProcessCall.GetRobustList call -> TaskControl.robustList(turn, call);
            case ProcessCall.GetPid(Call call) -> turn.complete(call, turn.task(call).process);
            case ProcessCall.GetParentPid(Call call) -> turn.complete(call, turn.process(call).parent);
            case ProcessCall.GetTid(Call call) -> turn.complete(call, call.task());
            case ProcessCall.SetProcessGroup call -> TaskIdentity.setGroup(turn, call);
            case ProcessCall.GetProcessGroup call -> TaskIdentity.group(turn, call);
            case ProcessCall.GetSession call -> TaskIdentity.session(turn, call);
            case ProcessCall.SetSession call -> TaskIdentity.newSession(turn, call);
        }
    }

    private static void credentials(Turn turn, CredentialCall message) {
        switch (message) {
            case CredentialCall.SetRealGroups call -> TaskCredentials.setRealGroups(turn, call);
            case CredentialCall.SetGroup call -> TaskCredentials.setGroup(turn, call);
            case CredentialCall.SetRealUsers call -> TaskCredentials.setRealUsers(turn, call);
            case CredentialCall.SetUser call -> TaskCredentials.setUser(turn, call);
            case CredentialCall.SetUsers call -> TaskCredentials.setUsers(turn, call);
            case CredentialCall.GetUsers call -> TaskCredentials.users(turn, call);
            case CredentialCall.SetGroups3 call -> TaskCredentials.setGroups3(turn, call);
            case CredentialCall.GetGroups3 call -> TaskCredentials.groups3(turn, call);
            case CredentialCall.SetFileUser call -> TaskCredentials.setFileUser(turn, call);
            case CredentialCall.SetFileGroup call -> TaskCredentials.setFileGroup(turn, call);
            case CredentialCall.GetGroups call -> TaskCredentials.groups(turn, call);
            case CredentialCall.SetGroups call -> TaskCredentials.setGroups(turn, call);
            case CredentialCall.GetUser(Call call) ->
                turn.complete(call, who(turn, call).realUser());
            case CredentialCall.GetEffectiveUser(Call call) ->
                turn.complete(call, who(turn, call).user());
            case CredentialCall.GetGroup(Call call) ->
                turn.complete(call, who(turn, call).realGroup());
            case CredentialCall.GetEffectiveGroup(Call call) ->
                turn.complete(call, who(turn, call).groupId());
            case CredentialCall.GetCapabilities call -> TaskCredentials.capabilities(turn, call);
            case CredentialCall.SetCapabilities call -> TaskCredentials.setCapabilities(turn, call);
        }
    }

    private static void signal(Turn turn, SignalCall message) {
        switch (message) {
            case SignalCall.Kill call -> SignalCalls.kill(turn, call);
            case SignalCall.KillTask call -> SignalCalls.killTask(turn, call);
            case SignalCall.KillTaskOf call -> SignalCalls.killTaskOf(turn, call);
            case SignalCall.SetAlternateStack call -> SignalMasks.setStack(turn, call);
            case SignalCall.Suspend call -> SignalMasks.suspend(turn, call);
            case SignalCall.SetAction call -> SignalMasks.setAction(turn, call);
            case SignalCall.SetMask call -> SignalMasks.setMask(turn, call);
            case SignalCall.GetPending call -> SignalMasks.pending(turn, call);
            case SignalCall.AwaitSignal call -> TaskSleep.awaitSignal(turn, call);
            case SignalCall.QueueSignal call -> SignalCalls.queue(turn, call);
            case SignalCall.SignalReturn call -> SignalDelivery.goBack(turn, call);
            case SignalCall.QueueSignalFor call -> SignalCalls.queueFor(turn, call);
            case SignalCall.SignalThrough call -> SignalCalls.through(turn, call);
            case SignalCall.Restart call -> TaskSleep.restart(turn, call);
        }
    }

    private static void time(Turn turn, TimeCall message) {
        switch (message) {
            case TimeCall.Sleep call -> TaskSleep.sleep(turn, call);
            case TimeCall.SleepOnClock call -> TaskSleep.sleepOnClock(turn, call);
            case TimeCall.GetInterval call -> TaskTimers.interval(turn, call);
            case TimeCall.SetInterval call -> TaskTimers.setInterval(turn, call);
            case TimeCall.CreateTimer call -> CreatedTimers.create(turn, call);
            case TimeCall.GetTimer call -> CreatedTimers.get(turn, call);
            case TimeCall.GetOverrun call -> CreatedTimers.overrun(turn, call);
            case TimeCall.SetTimer call -> CreatedTimers.set(turn, call);
            case TimeCall.DeleteTimer call -> CreatedTimers.delete(turn, call);
            case TimeCall.SetClock call -> TaskMachine.setClock(turn, call);
            case TimeCall.SetTimeOfDay call -> TaskMachine.setTimeOfDay(turn, call);
            case TimeCall.Times call -> TaskTimes.times(turn, call);
            case TimeCall.GetUsage call -> TaskTimes.usage(turn, call);
        }
    }

    private static void machine(Turn turn, MachineCall message) {
        switch (message) {
            case MachineCall.GetPriority call -> TaskLimits.priority(turn, call);
            case MachineCall.SetPriority call -> TaskLimits.setPriority(turn, call);
            case MachineCall.Personality call -> TaskControl.personality(turn, call);
            case MachineCall.Reboot call -> TaskMachine.reboot(turn, call);
            case MachineCall.ReadLog call -> KernelLog.read(turn, call);
            case MachineCall.Unshare call -> TaskControl.unshare(turn, call);
            case MachineCall.SetNamespace(Call call, int descriptor, int kind) -> turn.fail(call, Errno.EINVAL);
            case MachineCall.Uname call -> TaskMachine.name(turn, call);
            case MachineCall.SetHostName call -> TaskMachine.setHostName(turn, call);
            case MachineCall.SetDomainName call -> TaskMachine.setDomainName(turn, call);
            case MachineCall.GetLimit call -> TaskLimits.get(turn, call);
            case MachineCall.SetLimit call -> TaskLimits.set(turn, call);
            case MachineCall.Control call -> TaskControl.control(turn, call);
            case MachineCall.SystemInformation call -> TaskMachine.information(turn, call);
            case MachineCall.Limit call -> TaskLimits.limit(turn, call);
        }
    }

    private static Identity.Credentials who(Turn turn, Call call) {
        return turn.task(call).privileges.credentials();
    }

    // ---- answers, to whatever asked

    private static Cloning cloning(Turn turn, Call call) {
        if (turn.task(call).exchange instanceof Cloning cloning) {
            return cloning;
        }
        throw new IllegalStateException(call + " clones nothing");
    }

    private static Executing executing(Turn turn, Call call) {
        if (turn.task(call).exchange instanceof Executing executing) {
            return executing;
        }
        throw new IllegalStateException(call + " executes nothing");
    }

    private static void tablesCopied(Turn turn, Tasks.TablesCopied copied) {
        Call call = copied.call();
        if (!(turn.task(call).exchange instanceof Executing executing)) {
            TaskFork.answered(turn, cloning(turn, call), copied.errno());
        } else if (executing.execution().step() == Step.MOVE) {
            ExecCommit.moved(turn, executing);
        }
    }

    private static void processNamed(Turn turn, Tasks.ProcessNamed named) {
        Task task = turn.task(named.call());
        if (!(task.exchange instanceof Exchange.Pointing pointing)) {
            throw new IllegalStateException(named + " was not asked for");
        }
        task.exchange = null;
        if (named.errno() != null) {
            turn.fail(named.call(), named.errno());
            return;
        }
        switch (pointing.by()) {
            case ProcessCall.WaitId wait -> TaskWait.named(turn, wait, named);
            case SignalCall.SignalThrough signal -> SignalCalls.named(turn, signal, named.pid());
            default -> throw new IllegalStateException(pointing + " names no process");
        }
    }

    private static void peeked(Turn turn, Tasks.Peeked peeked) {
        if (!(turn.task(peeked.call()).exchange instanceof Naming naming)) {
            throw new IllegalStateException(peeked + " was not asked for");
        }
        TaskControl.named(turn, naming, peeked.content());
    }

    private static void identified(Turn turn, Call call) {
        Task task = turn.task(call);
        if (task.exchange instanceof Identifying identifying) {
            task.exchange = null;
            turn.complete(call, identifying.answer());
        } else {
            ExecCommit.finish(turn, executing(turn, call));
        }
    }

    private static void used(Turn turn, Tasks.Used used) {
        CpuTime total = CpuTime.of(used);
        if (TaskDescribe.isOurs(used.call())) {
            TaskDescribe.measured(turn, used, total);
        } else if (TaskTimers.isCheck(used.call())) {
            TaskTimers.checked(turn, used.call(), total);
        } else if (turn.task(used.call()).exchange instanceof Measuring measuring) {
            TaskTimes.measured(turn, measuring, total);
        } else {
            throw new IllegalStateException(used + " was not asked for");
        }
    }

    // ---- alarms and interruptions

    private static void rang(Turn turn, long key) {
        Alarm alarm = turn.state().alarms.get(key);
        turn.state().alarms = turn.state().alarms.minus(key);
        switch (alarm) {
            case null -> {}
            case Alarm.Waited waited -> TaskSleep.over(turn, waited);
            case Alarm.Interval interval -> TaskTimers.rang(turn, interval);
            case Alarm.Expiry expiry -> CreatedTimers.rang(turn, expiry);
            case Alarm.CpuCheck check -> TaskTimers.rang(turn, check);
            case Alarm.CpuExpiry expiry -> CpuTimers.rang(turn, expiry);
        }
    }

    /// A signal is to break a call that is parked here, if it still is and the signal is still there.
    private static void cancel(Turn turn, Tasks.Cancel cancel) {
        Task task = turn.state().find(cancel.call().task());
        boolean parked = task != null
                && task.phase instanceof Phase.Parked(Call call, Waiting waiting)
                && call.serial() == cancel.call().serial();
        if (task == null || !parked || !SignalChoice.needsAttention(turn.state(), task)) {
            return;
        }
        boolean ends = SignalChoice.mustEnd(turn.state().processOf(task), task);
        switch (((Phase.Parked) task.phase).waiting()) {
            case Waiting.Children children -> turn.wake(task, new Completion.Interrupted(Restart.IF_ALLOWED));
            case Waiting.Sleeping sleeping -> TaskSleep.cancel(turn, task, sleeping);
            case Waiting.Suspended() -> turn.wake(task, new Completion.Interrupted(Restart.UNLESS_HANDLED));
            case Waiting.Signals signals -> TaskSleep.cancel(turn, task, signals);
            case Waiting.Vfork vfork -> {
                if (ends) {
                    turn.wake(task, new Completion.Interrupted(Restart.NEVER));
                }
            }
            case Waiting.Execution() -> {}
            case Waiting.Stopped stopped -> {
                if (ends) {
                    TaskExit.leave(turn, task, cancel.call(), true);
                }
            }
        }
    }
}
