package org.lkernel.cli.session;

import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Bytes;

/// Where a machine's console leads to on the host: streams, this terminal, or whichever terminal comes to a socket.
public interface Front extends AutoCloseable {
    /// Answers for the console's driver.
    Backend backend();

    /// The machine is about to run.
    void begin(MachineLink link) throws SessionException;

    /// The machine has said its last: the terminal is given back, so that something can be said about the machine.
    void release();

    /// The machine has ended; whoever watches is told.
    ///
    /// @param status the command's exit status
    /// @param note what there is to say, or empty
    void end(int status, String note);

    /// What has come in and was not given to the machine, and what a terminal shows: saved beside it.
    Held held();

    /// Goes on from what was saved.
    void restore(Held held);

    /// Makes a wait for input come back.
    void interrupt();

    @Override
    void close();

    /// The console's part of a snapshot.
    ///
    /// @param input standard input that was read ahead
    /// @param ended whether standard input has nothing after that
    /// @param screen of a terminal
    record Held(Bytes input, boolean ended, Screen.@Nullable Kept screen) {
        public static final Held NOTHING = new Held(Bytes.EMPTY, false, null);
    }
}
