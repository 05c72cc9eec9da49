package org.lkernel.cli.debian;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A root file system that could not be made, told in one line: what, where, and what to do about it.
public final class RootFailure extends IOException {

    RootFailure(String message) {
        super(message);
    }

    RootFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
