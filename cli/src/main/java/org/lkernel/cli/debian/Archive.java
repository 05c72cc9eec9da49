package org.lkernel.cli.debian;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A Debian archive as the host is configured to use it.
///
/// @param base where `dists` and `pool` are, ending in a slash
/// @param keyrings the files of its `Signed-By`; empty for those of the host
/// @param checkExpiry whether an index past its `Valid-Until` is refused
record Archive(URI base, List<Path> keyrings, boolean checkExpiry) {

    Archive {
        keyrings = List.copyOf(keyrings);
        base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
    }

    /// The archive without what a proxy or a user name might have put into its address.
    @Override
    public String toString() {
        String text = base.toString();
        String hidden = base.getRawUserInfo() == null ? text : text.replace(base.getRawUserInfo() + "@", "");
        return hidden.substring(0, hidden.length() - 1);
    }
}
