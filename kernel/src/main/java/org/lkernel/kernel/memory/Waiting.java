package org.lkernel.kernel.memory;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Tasks;

/// The requests that wait: for a page, for memory, or for their next turn.
///
/// Nothing is held while one waits; it is attempted again with what it had done, and looks at everything anew.
final class Waiting {
    private final MemoryState state;
    private final Objects objects;

    Waiting(MemoryState state, Objects objects) {
        this.state = state;
        this.objects = objects;
    }

    /// Until `Files` has brought the page.
    void forPage(Attempt attempt, long done, boolean parked, Touch.Missing missing) {
        suspend(attempt, done, parked, new Suspended.Cause.Page(missing.object(), missing.index()));
        objects.request(missing, attempt.outbox());
    }

    /// Until there is memory, for which a process has to die.
    void forRoom(Attempt attempt, long done, boolean parked) {
        suspend(attempt, done, parked, new Suspended.Cause.Room());
        condemn(attempt.outbox());
    }

    /// Until the messages that are on their way had their chance.
    void forTurn(Attempt attempt, long done) {
        long number = suspend(attempt, done, attempt.parked(), new Suspended.Cause.Turn());
        attempt.outbox().send(Port.MEMORY, new Memory.Continue(number));
    }

    private long suspend(Attempt attempt, long done, boolean parked, Suspended.Cause cause) {
        long number = state.nextSuspended++;
        state.suspended = state.suspended.plus(number, new Suspended(attempt.message(), done, parked, cause));
        return number;
    }

    @Nullable
    Suspended take(long number) {
        Suspended found = state.suspended.get(number);
        state.suspended = state.suspended.minus(number);
        return found;
    }

    /// Takes a parked fault out that its task no longer waits for; whether there was one.
    boolean abandon(Call call) {
        for (Map.Entry<Long, Suspended> entry : state.suspended.entrySet()) {
            Suspended suspended = entry.getValue();
            if (suspended.parked()
                    && suspended.message() instanceof Memory.Fault fault
                    && fault.call().task() == call.task()
                    && fault.call().serial() == call.serial()) {
                state.suspended = state.suspended.minus(entry.getKey());
                return true;
            }
        }
        return false;
    }

    /// The space that was being built is not wanted any more.
    void abandonBuilding(int space) {
        for (Map.Entry<Long, Suspended> entry : state.suspended.entrySet()) {
            if (entry.getValue().message() instanceof Memory.BuildSpace build && build.space() == space) {
                state.suspended = state.suspended.minus(entry.getKey());
            }
        }
    }

    /// The pages are here, or cannot be had: whoever waited for one of them is attempted again, or told.
    void arrived(Memory.PagedIn message, Outbox outbox, BiConsumer<Attempt, Touch.@Nullable Failure> resume) {
        Bytes content = message.content();
        int expected = objects.arrived(message.object(), message.firstIndex(), content);
        long end = message.firstIndex() + expected;
        for (Map.Entry<Long, Suspended> entry : state.suspended.entrySet()) {
            if (entry.getValue().cause() instanceof Suspended.Cause.Page(ObjectKey object, long index)
                    && object.equals(message.object())
                    && index >= message.firstIndex()
                    && index < end) {
                state.suspended = state.suspended.minus(entry.getKey());
                resume.accept(Attempt.again(entry.getValue(), outbox), failure(message, index));
            }
        }
    }

    /// The page is beyond the end of its file after all that `Files` had to say, or no longer.
    void confirmed(ObjectKey key, long at, Outbox outbox, BiConsumer<Attempt, Touch.@Nullable Failure> resume) {
        MemoryObject object = state.object(key);
        boolean beyond = object == null || at >= object.endIndex();
        for (Map.Entry<Long, Suspended> entry : state.suspended.entrySet()) {
            if (entry.getValue().cause() instanceof Suspended.Cause.Page(ObjectKey of, long index)
                    && of.equals(key)
                    && index == at) {
                state.suspended = state.suspended.minus(entry.getKey());
                resume.accept(Attempt.again(entry.getValue(), outbox), beyond ? Touch.Failure.BEYOND : null);
            }
        }
    }

    private Touch.@Nullable Failure failure(Memory.PagedIn message, long index) {
        if (message.content() == null) {
            return Touch.Failure.UNREADABLE;
        }
        return objects.has(message.object(), index) ? null : Touch.Failure.NO_MEMORY;
    }

    /// Memory may have been freed: whoever waits for some is attempted again, in the order they came. Where the dead
    /// have left nothing, since others share their pages or have taken what they freed, another one has to die.
    void retry(Outbox outbox, BiConsumer<Attempt, Touch.@Nullable Failure> resume) {
        if (state.suspended.isEmpty()) {
            return;
        }
        for (Map.Entry<Long, Suspended> entry : state.suspended.entrySet()) {
            if (state.frames.available() > 0 && entry.getValue().cause() instanceof Suspended.Cause.Room) {
                state.suspended = state.suspended.minus(entry.getKey());
                resume.accept(Attempt.again(entry.getValue(), outbox), null);
            }
        }
        if (state.suspended.values().stream().anyMatch(each -> each.cause() instanceof Suspended.Cause.Room)) {
            condemn(outbox);
        }
    }

    /// Chooses the space that costs most, unless one is dying already.
    private void condemn(Outbox outbox) {
        Space largest = null;
        for (Space space : state.spaces().values()) {
            if (space.doomed) {
                return;
            }
            if (largest == null || space.costPages() > largest.costPages()) {
                largest = space;
            }
        }
        if (largest != null) {
            largest.doomed = true;
            outbox.warn("out of memory: space " + largest.id + " with " + largest.costPages() + " pages is to die");
            outbox.send(Port.TASKS, new Tasks.OutOfMemory(largest.id));
        }
    }
}
