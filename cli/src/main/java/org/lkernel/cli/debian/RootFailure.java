package org.lkernel.cli.debian;

import java.io.IOException;

/// A root file system that could not be made, told in one line: what, where, and what to do about it.
public final class RootFailure extends IOException {

    RootFailure(String message) {
        super(message);
    }

    RootFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
