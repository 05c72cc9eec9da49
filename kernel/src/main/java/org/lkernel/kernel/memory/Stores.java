package org.lkernel.kernel.memory;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// The files to which a shared mapping was opened for a store while the message at hand was dealt with:
/// `Files` dates them.
final class Stores {
    private final List<ObjectKey> gathered = new ArrayList<>();

    void add(ObjectKey object) {
        if (object.isFile() && !gathered.contains(object)) {
            gathered.add(object);
        }
    }

    /// The answer to a fault: by way of `Files` if the file is to be dated, so that the store comes after that.
    Ticket.Sending answer(Attempt attempt, Call call, Completion completion) {
        ObjectKey stored = gathered.isEmpty() ? null : gathered.removeFirst();
        return stored == null
                ? attempt.answer(call, completion)
                : new Ticket.Sending(Port.FILES, new Files.Stored(stored, call, completion, attempt.parked()));
    }

    /// Tells of those that no answer told of.
    void tell(Outbox outbox) {
        for (ObjectKey object : gathered) {
            outbox.send(Port.FILES, new Files.Stored(object, null, null, false));
        }
        gathered.clear();
    }
}
