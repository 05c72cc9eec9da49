package org.lkernel.actors.fabric;

import akka.dispatch.Envelope;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;

/// The messages on their way from one subsystem to another, oldest first: what pairwise order is kept in.
final class Channel {
    private static final int FIRST_CAPACITY = 4;

    final int sender;
    final ChannelQueue queue;
    /// Canonical position among all channels: by receiver, then sender.
    final int rank;

    private @Nullable Envelope[] ring = new Envelope[FIRST_CAPACITY];
    private long[] arrivals = new long[FIRST_CAPACITY];
    private long[] causes = new long[FIRST_CAPACITY];
    private int first;
    private int count;

    Channel(int sender, ChannelQueue queue) {
        this.sender = sender;
        this.queue = queue;
        this.rank = queue.port * Fabric.PORTS + sender;
    }

    int count() {
        return count;
    }

    void add(Envelope envelope, long arrival, long cause) {
        if (count == ring.length) {
            grow();
        }
        int at = (first + count) & (ring.length - 1);
        ring[at] = envelope;
        arrivals[at] = arrival;
        causes[at] = cause;
        count++;
    }

    @Nullable
    Envelope poll() {
        Envelope envelope = ring[first];
        ring[first] = null;
        first = (first + 1) & (ring.length - 1);
        count--;
        return envelope;
    }

    Message message(int index) {
        Envelope envelope = ring[(first + index) & (ring.length - 1)];
        if (envelope == null || index >= count) {
            throw new IndexOutOfBoundsException(index);
        }
        return (Message) envelope.message();
    }

    /// When the message was told, counted over the whole fabric.
    long arrival(int index) {
        return arrivals[(first + index) & (ring.length - 1)];
    }

    /// The step in which the message was sent; 0 when the host sent it, or nobody knows any more.
    long cause(int index) {
        return causes[(first + index) & (ring.length - 1)];
    }

    void clear() {
        Arrays.fill(ring, null);
        first = 0;
        count = 0;
    }

    private void grow() {
        @Nullable Envelope[] wider = new Envelope[ring.length * 2];
        long[] widerArrivals = new long[ring.length * 2];
        long[] widerCauses = new long[ring.length * 2];
        for (int index = 0; index < count; index++) {
            int at = (first + index) & (ring.length - 1);
            wider[index] = ring[at];
            widerArrivals[index] = arrivals[at];
            widerCauses[index] = causes[at];
        }
        ring = wider;
        arrivals = widerArrivals;
        causes = widerCauses;
        first = 0;
    }
}
