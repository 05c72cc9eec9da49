package org.lkernel.actors;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// The deliveries of the last few steps, for a crash report.
final class Recent {
    private static final int LENGTH = 32;

    private final @Nullable Message[] messages = new Message[LENGTH];
    private final long[] causes = new long[LENGTH];
    private final int[] senders = new int[LENGTH];
    private final int[] receivers = new int[LENGTH];
    private long first = 1;

    void add(long step, long cause, int sender, int receiver, Message message) {
        int at = (int) step & (LENGTH - 1);
        messages[at] = message;
        causes[at] = cause;
        senders[at] = sender;
        receivers[at] = receiver;
    }

    /// Nothing before this step is known here, since a state was loaded.
    void startAt(long step) {
        java.util.Arrays.fill(messages, null);
        first = step + 1;
    }

    /// The deliveries up to this step, oldest first.
    List<Delivery> upTo(long step) {
        List<Delivery> deliveries = new ArrayList<>();
        for (long at = Math.max(first, step - LENGTH + 1); at <= step; at++) {
            int index = (int) at & (LENGTH - 1);
            Message message = messages[index];
            if (message != null) {
                deliveries.add(
                        new Delivery(at, causes[index], new Port(senders[index]), new Port(receivers[index]), message));
            }
        }
        return deliveries;
    }
}
