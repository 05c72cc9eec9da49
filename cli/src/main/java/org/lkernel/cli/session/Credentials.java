package org.lkernel.cli.session;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Who is at the other end of a Unix domain socket, as the host says.
final class Credentials {
    private Credentials() {}

    /// Whether it is the socket's owner, or the superuser. A host that does not say has kept others out by the
    /// directory's permissions.
    static boolean areOurs(SocketChannel channel, Path socket) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return peer.user().equals(Files.getOwner(socket))
                || peer.user().getName().equals("root");
    }
}
