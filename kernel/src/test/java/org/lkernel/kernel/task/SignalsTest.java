package org.lkernel.kernel.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.abi.Vdso;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;

/// What signals do to a task, seen from its registers.
final class SignalsTest {
    private static final long HANDLER = 0x7000;
    private static final int USR1 = 10;
    private final World world = new World(1);

    private World.Thread first() {
        return world.thread(1);
    }

    private void handle(int signal, long flags) {
        world.ask(1, (call, context) -> new SignalCall.SetAction(call, signal, new Action(HANDLER, flags, 0), 0, 8));
    }

    private void raise(int signal) {
        world.tell(Port.FILES, new Tasks.SignalTask(1, signal, SignalInfo.SI_KERNEL));
        world.settle();
    }

    /// The first task is in a call of `Files`, which a signal breaks off.
    private void interruptWith(Restart restart) {
        World.Thread thread = first();
        thread.context = World.CONTEXT.withX(10, 5);
        thread.attention = false;
        thread.interruption = new Tasks.Interruption(restart, 5);
        world.trap(thread, (call, context) -> new Tasks.Attend(call, context, thread.interruption));
        thread.interruption = null;
        world.settle();
    }

    @Test
    void aHandlerReturnsThroughTheVdsoToWhereItsTaskWas() {
        handle(USR1, 0);
        long pc = first().context.pc();
        long stackPointer = first().context.x(2);
        raise(USR1);
        assertEquals(HANDLER, first().context.pc());
        assertEquals(Vdso.SIGNAL_RETURN, first().context.x(1));
        assertEquals(USR1, first().context.x(10));
        assertEquals(stackPointer - SignalFrame.SIZE & -16, first().context.x(2));
        assertEquals(Signal.bit(USR1), world.state().task(1).mask);
        SignalFrame.Entered entered = SignalFrame.enter(
                World.CONTEXT, SignalInfo.kernel(USR1), 0, world.state().task(1).alternateStack, 0x8000, 1, 2);
        world.ask(
                1,
                (call, context) ->
                        new SignalCall.SignalReturn(call, entered.frame().content(), context));
        assertEquals(pc, first().context.pc());
        assertEquals(0, world.state().task(1).mask);
    }

    @Test
    void aCallIsRestartedOrFailsAsItsHandlerAndItsKindSay() {
        record Case(Restart kind, long flags, boolean restarts) {}
        Case[] cases = {
            new Case(Restart.IF_ALLOWED, Action.RESTART, true),
            new Case(Restart.IF_ALLOWED, 0, false),
            new Case(Restart.UNLESS_HANDLED, Action.RESTART, false),
            new Case(Restart.NEVER, Action.RESTART, false),
            new Case(Restart.ALWAYS, 0, true)
        };
        for (Case tried : cases) {
            World.Thread thread = first();
            handle(USR1, tried.flags() | Action.NO_DEFER);
            world.state().task(1).pending = world.state().task(1).pending.with(SignalInfo.kernel(USR1));
            interruptWith(tried.kind());
            assertEquals(HANDLER, thread.context.pc(), tried::toString);
            SignalFrame.Restored saved =
                    SignalFrame.read(world.lastReplaced().outs().getLast().content());
            assertNotNull(saved);
            assertEquals(
                    World.CONTEXT.pc() + (tried.restarts() ? 0 : 4),
                    saved.context().pc(),
                    tried::toString);
            assertEquals(
                    tried.restarts() ? 5 : -Errno.EINTR.number(),
                    saved.context().x(10),
                    tried::toString);
        }
    }

    @Test
    void withoutAHandlerOnlyACallThatNeverRestartsFails() {
        for (Restart kind : Restart.values()) {
            interruptWith(kind);
            boolean fails = kind == Restart.NEVER;
            assertEquals(World.CONTEXT.pc() + (fails ? 4 : 0), first().context.pc(), kind::name);
            assertEquals(fails ? -Errno.EINTR.number() : 5, first().context.x(10), kind::name);
        }
    }

    @Test
    void aSleepThatASignalWithoutHandlerBrokeGoesOnToTheSameMoment() {
        world.trap(first(), (call, context) -> new TimeCall.Sleep(call, new TasksCall.Timespec(1, 0), 0));
        world.settle();
        long deadline = world.alarms.firstEntry().getValue();
        raise(Signal.STOP);
        assertTrue(TaskStop.isStopped(world.state().task(1)));
        assertTrue(world.alarms.isEmpty());
        raise(Signal.CONT);
        assertEquals(128, first().context.x(17), "restart_syscall");
        world.trap(first(), (call, context) -> new SignalCall.Restart(call));
        world.settle();
        assertEquals(deadline, world.alarms.firstEntry().getValue());
        world.ring();
        assertEquals(0L, first().answer);
    }

    @Test
    void aSignalUnblockedIsTakenBeforeTheCallReturns() {
        handle(USR1, 0);
        world.ask(
                1, (call, context) -> new SignalCall.SetMask(call, 0, new TasksCall.SignalSet(Signal.bit(USR1)), 0, 8));
        raise(USR1);
        assertFalse(first().context.pc() == HANDLER);
        world.ask(1, (call, context) -> new SignalCall.SetMask(call, 1, new TasksCall.SignalSet(-1), 0, 8));
        assertEquals(HANDLER, first().context.pc());
        SignalFrame.Restored saved =
                SignalFrame.read(world.lastReplaced().outs().getLast().content());
        assertNotNull(saved);
        assertEquals(World.CONTEXT.pc() + 4, saved.context().pc());
        assertEquals(0, saved.context().x(10));
    }

    @Test
    void aFrameThatCannotBeStoredEndsTheProcess() {
        handle(Signal.SEGV, 0);
        world.trap(
                first(), (call, context) -> new Tasks.Trapped(call, context, Signal.SEGV, SignalInfo.SI_KERNEL, 0x123));
        world.settle();
        TasksState.Ended ended = world.state().ended();
        assertNotNull(ended);
        assertEquals(139, ended.code());
        assertTrue(
                world.lines.getLast().startsWith("init[1]: unhandled signal 11 code 128 at 0x123"),
                world.lines::toString);
    }

    @Test
    void aMaskedFaultKillsAllTheSame() {
        handle(Signal.SEGV, 0);
        world.ask(1, (call, context) -> new SignalCall.SetMask(call, 0, new TasksCall.SignalSet(-1), 0, 8));
        world.trap(first(), (call, context) -> new Tasks.Trapped(call, context, Signal.SEGV, 1, 0x123));
        world.settle();
        assertNotNull(world.state().ended());
    }

    @Test
    void aSwappedMaskComesBackWithTheAnswerOrInTheFrame() {
        handle(USR1, 0);
        world.ask(
                1, (call, context) -> new SignalCall.SetMask(call, 2, new TasksCall.SignalSet(Signal.bit(USR1)), 0, 8));
        world.trap(first(), (call, context) -> new Tasks.SwapMask(call, 0));
        world.settle();
        assertEquals(0, world.state().task(1).mask);
        World.Thread thread = first();
        world.tell(Port.FILES, new Tasks.Finish(thread.call(), Completion.value(1), false, 0, 0, 0));
        world.settle();
        assertEquals(1L, thread.answer);
        assertEquals(Signal.bit(USR1), world.state().task(1).mask);
        raise(USR1);
        world.trap(thread, (call, context) -> new Tasks.SwapMask(call, 0));
        world.settle();
        world.tell(Port.FILES, new Tasks.Finish(thread.call(), Completion.value(0), false, 0, 0, 0));
        world.settle();
        assertEquals(HANDLER, thread.context.pc(), "a time-out that a signal came before is an interruption");
        SignalFrame.Restored saved =
                SignalFrame.read(world.lastReplaced().outs().getLast().content());
        assertNotNull(saved);
        assertEquals(Signal.bit(USR1), saved.mask());
        assertEquals(-Errno.EINTR.number(), saved.context().x(10));
    }

    @Test
    void aStopIsReportedOnceAndSoIsGoingOn() {
        Long child = world.ask(1, (call, context) -> new ProcessCall.Clone(call, Signal.CHLD, 0, 0, 0, 0, context));
        assertNotNull(child);
        world.ask(1, (call, context) -> new SignalCall.Kill(call, child.intValue(), Signal.STOP));
        int wanted = Wanted.UNTRACED | Wanted.CONTINUED | Wanted.NO_HANG;
        assertEquals(child, world.ask(1, (call, context) -> new ProcessCall.Wait4(call, -1, 0, wanted, 0)));
        assertEquals(0L, world.ask(1, (call, context) -> new ProcessCall.Wait4(call, -1, 0, wanted, 0)));
        world.ask(1, (call, context) -> new SignalCall.Kill(call, child.intValue(), Signal.CONT));
        assertEquals(child, world.ask(1, (call, context) -> new ProcessCall.Wait4(call, -1, 0, wanted, 0)));
        assertEquals(0L, world.ask(1, (call, context) -> new ProcessCall.Wait4(call, -1, 0, wanted, 0)));
        assertNull(world.state().ended());
    }

    @Test
    void aChildWithAnotherParentAndATableWithAUserTooManyAreSeen() {
        TasksState state = world.state().copy();
        assertNull(state.flaw(true));
        state.process(1).children = state.process(1).children.plus(1);
        assertEquals("process 1 has child 1, which has another parent", state.flaw(true));
        state.process(1).children = state.process(1).children.minus(1);
        state.shareActions(state.process(1));
        assertEquals("a table of actions has 1 users and is said to have 2", state.flaw(true));
    }
}
