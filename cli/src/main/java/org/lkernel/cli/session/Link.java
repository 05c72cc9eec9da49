package org.lkernel.cli.session;

import java.util.concurrent.CompletableFuture;
import org.lkernel.kernel.Bytes;

/// The way from a terminal to its machine: next door, or over a socket.
interface Link {
    /// What the guest is to read.
    void type(Bytes characters);

    void resize(int rows, int columns);

    /// Makes a full-screen program draw itself again.
    void redraw(int rows, int columns);

    /// Saves the machine to a file; the answer says in words what was saved, or why not.
    CompletableFuture<String> save(String file);

    /// Leaves the machine running.
    void detach();

    /// Ends the machine.
    void quit();
}
