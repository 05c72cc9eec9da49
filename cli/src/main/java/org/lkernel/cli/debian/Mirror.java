package org.lkernel.cli.debian;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files of an archive, over HTTP or from a directory.
///
/// HttpURLConnection rather than java.net.http: it alone gives up on a server that stops in the middle of a body.
record Mirror(Archive archive, Proxies proxies) {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int REDIRECTIONS = 5;

    /// Opens `path` below the archive; [FileNotFoundException] when it is not there.
    InputStream open(String path) throws IOException {
        URI uri = archive.base().resolve(encoded(path));
        return uri.getScheme().equalsIgnoreCase("file") ? openFile(uri) : openHttp(uri);
    }

    /// A `~` or `+` of a version may stand as it is, a `%` may not.
    private static String encoded(String path) {
        return path.replace("%", "%25").replace(" ", "%20");
    }

    private static InputStream openFile(URI uri) throws IOException {
        try {
            return Files.newInputStream(Path.of(uri));
        } catch (NoSuchFileException e) {
            throw notFound(uri, e);
        }
    }

    private InputStream openHttp(URI first) throws IOException {
        URI uri = first;
        for (int redirection = 0; redirection <= REDIRECTIONS; redirection++) {
            HttpURLConnection connection = connect(uri);
            int status = connection.getResponseCode();
            switch (status) {
                case 200 -> {
                    return connection.getInputStream();
                }
                case 301, 302, 303, 307, 308 -> uri = redirected(uri, connection);
                case 404, 410 -> throw notFound(uri, null);
                default -> throw new IOException(uri + " answered with HTTP status " + status);
            }
        }
        throw new IOException(first + " redirects without end");
    }

    private HttpURLConnection connect(URI uri) throws IOException {
        Proxies.Route route = proxies.to(uri);
        URLConnection opened = uri.toURL().openConnection(route.proxy());
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException(uri + " is not an HTTP address");
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("User-Agent", "lkernel");
        if (!route.authorization().isEmpty()) {
            connection.setRequestProperty("Proxy-Authorization", route.authorization());
        }
        return connection;
    }

    private static URI redirected(URI from, HttpURLConnection connection) throws IOException {
        String location = connection.getHeaderField("Location");
        connection.disconnect();
        try {
            URI to = from.resolve(location == null ? "" : location);
            if (to.getScheme().equalsIgnoreCase("http") || to.getScheme().equalsIgnoreCase("https")) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " redirects to what is no address: " + location, e);
        }
        throw new IOException(from + " redirects to " + location + ", which is not HTTP");
    }

    private static FileNotFoundException notFound(URI uri, @Nullable IOException cause) {
        FileNotFoundException missing = new FileNotFoundException(uri + " does not exist");
        if (cause != null) {
            missing.initCause(cause);
        }
        return missing;
    }
}
