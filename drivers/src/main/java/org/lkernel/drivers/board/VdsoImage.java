package org.lkernel.drivers.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.lkernel.kernel.Bytes;

/// The vDSO as it was built from `userland/vdso`: a part of the board like any other ROM.
final class VdsoImage {
    private static final String RESOURCE = "/org/lkernel/vdso/vdso.so";

    private VdsoImage() {}

    static Bytes load() {
        try (InputStream image = VdsoImage.class.getResourceAsStream(RESOURCE)) {
            if (image == null) {
                throw new IllegalStateException("there is no " + RESOURCE + " in this build");
            }
            return Bytes.wrap(image.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
