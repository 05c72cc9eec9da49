package org.lkernel.cli.debian;

import java.io.IOException;

/// Bytes that are not those their index promised, as a mirror serves while it is being synchronised.
final class Mismatch extends IOException {

    Mismatch(String what, Checksum expected, Checksum found) {
        super(what + ": expected " + expected + ", found " + found);
    }

    Mismatch(String message) {
        super(message);
    }
}
