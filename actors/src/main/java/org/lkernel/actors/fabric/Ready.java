package org.lkernel.actors.fabric;

import java.util.Arrays;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// What can be delivered next: the heads of all channels that hold a message, by receiver, then sender.
public final class Ready {
    private Channel[] channels = new Channel[16];
    private int size;

    Ready() {}

    public int size() {
        return size;
    }

    public Port sender(int index) {
        return Fabric.port(at(index).sender);
    }

    public Port receiver(int index) {
        return Fabric.port(at(index).queue.port);
    }

    public Message message(int index) {
        return at(index).message(0);
    }

    /// When the message was sent, counted over the whole machine: the smallest is the oldest.
    public long arrival(int index) {
        return at(index).arrival(0);
    }

    /// How many messages wait in the channel.
    public int depth(int index) {
        return at(index).count();
    }

    Channel at(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return channels[index];
    }

    void add(Channel channel) {
        if (size == channels.length) {
            channels = Arrays.copyOf(channels, size * 2);
        }
        int at = size++;
        for (; at > 0 && channels[at - 1].rank > channel.rank; at--) {
            channels[at] = channels[at - 1];
        }
        channels[at] = channel;
    }

    void remove(Channel channel) {
        int at = 0;
        while (channels[at] != channel) {
            at++;
        }
        size--;
        for (; at < size; at++) {
            channels[at] = channels[at + 1];
        }
    }

    void clear() {
        size = 0;
    }
}
