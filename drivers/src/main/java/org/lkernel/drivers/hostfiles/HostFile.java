package org.lkernel.drivers.hostfiles;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// A file of the host that a machine has seen the inside of, as it was then: a line of a snapshot's manifest.
///
/// @param path components joined by `/`, each a Latin-1 image of its bytes
/// @param size and `modifiedNanos` as the guest knows them
/// @param sha256 of its content in hexadecimal; null when that was not to be had
public record HostFile(
        String path,
        long size,
        long modifiedNanos,
        @Nullable String sha256) {
    List<Bytes> components() {
        return components(path);
    }

    static List<Bytes> components(String path) {
        List<Bytes> components = new ArrayList<>();
        for (String component : path.split("/", -1)) {
            components.add(Bytes.latin1(component));
        }
        return List.copyOf(components);
    }

    /// The path as people write it.
    public String shown() {
        return Bytes.latin1(path).toUtf8();
    }

    HostFile hashed(@Nullable String hash) {
        return new HostFile(path, size, modifiedNanos, hash);
    }
}
