package org.lkernel.cli.caller;

import java.io.InputStream;
import java.io.OutputStream;

/// The terminal that a command was called on.
public interface Tty {
    /// What is typed.
    InputStream input();

    OutputStream output();

    int rows();

    int columns();

    /// Runs something, on a thread of its own, whenever the window's size has changed.
    void onResize(Runnable changed);

    /// Has every key come at once and as it is, and output go out as it is.
    void raw();

    /// Puts the settings back that it had; again and again, should that be wanted.
    void restore();

    /// Lets go of it, with its settings as they were.
    void close();
}
