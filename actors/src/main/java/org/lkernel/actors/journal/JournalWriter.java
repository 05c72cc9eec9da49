package org.lkernel.actors.journal;

import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Where a run's input is written down as it comes.
public interface JournalWriter extends AutoCloseable {
    /// Keeps nothing.
    JournalWriter NONE = new JournalWriter() {
        @Override
        public void injected(long step, Port receiver, Message message) {}

        @Override
        public void answered(long step, Port device, Message question, Message answer) {}

        @Override
        public void checkpoint(long step, Digest digest) {}

        @Override
        public void ended(long step, Digest digest) {}

        @Override
        public long position() {
            return 0;
        }

        @Override
        public void continueFrom(long step, long position, long seed) {}

        @Override
        public void close() {}
    };

    /// The host sent a message after so many steps.
    void injected(long step, Port receiver, Message message);

    /// The host answered a question of the driver at `device`, during this step.
    void answered(long step, Port device, Message question, Message answer);

    /// After so many steps the digest was this.
    void checkpoint(long step, Digest digest);

    /// The run ends here, for now.
    void ended(long step, Digest digest);

    /// How much was written, to come back to.
    long position();

    /// The machine was put back to a step at which its journal was this long: what came later is forgotten. A
    /// journal that has nothing in it yet begins here.
    void continueFrom(long step, long position, long seed);

    @Override
    void close();
}
