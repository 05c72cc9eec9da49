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
        public void reseeded(long step, long seed) {}

        @Override
        public void ended(long step, Digest digest) {}

        @Override
        public void settle(long step) {}

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

    /// After so many steps decisions came to be those of another seed.
    void reseeded(long step, long seed);

    /// After so many steps the digest was this.
    void checkpoint(long step, Digest digest);

    /// The run ends here, for now.
    void ended(long step, Digest digest);

    /// The machine may wait long in the step of this number: what happened before it is put where it survives
    /// this process.
    void settle(long step);

    /// How much was written, to come back to.
    long position();

    /// The machine was put back to a step at which its journal was this long: what came later is forgotten. A
    /// journal that has nothing in it yet begins here.
    void continueFrom(long step, long position, long seed);

    @Override
    void close();
}
