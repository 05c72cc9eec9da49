package org.lkernel.kernel.memory;

import java.util.List;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// One try at a request: the request, how far it got before, and where what it says goes.
///
/// @param parked the call's hart has been told not to wait: the answer goes to the scheduler
/// @param resumed it is not the first try
record Attempt(Memory message, long done, boolean parked, boolean resumed, Outbox outbox) {
    static Attempt first(Memory message, Outbox outbox) {
        return new Attempt(message, 0, false, false, outbox);
    }

    static Attempt again(Suspended suspended, Outbox outbox) {
        return new Attempt(suspended.message(), suspended.done(), suspended.parked(), true, outbox);
    }

    /// The answer to a call, to be sent now or later.
    Ticket.Sending answer(Call call, Completion completion) {
        return parked
                ? new Ticket.Sending(Port.SCHEDULER, new Scheduler.Wake(call, completion))
                : new Ticket.Sending(Port.hart(call.hart()), new Hart.Completed(call, completion));
    }

    /// Answers at once.
    void complete(Call call, Completion completion) {
        Ticket.Sending sending = answer(call, completion);
        outbox.send(sending.receiver(), sending.message());
    }

    void value(Call call, long value) {
        complete(call, new Completion.Returned(value, List.of()));
    }

    void error(Call call, Errno errno) {
        complete(call, Completion.error(errno));
    }

    /// The hart that hears the answer after every shootdown sent before it, as a bit.
    long ahead(Call call) {
        return parked ? 0 : 1L << call.hart();
    }
}
