package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

    private static final int ENDLESS = 1 << 16;
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private Mirror mirror(String base, Map<String, String> environment) {
        return new Mirror(new Archive(URI.create(base), List.of(), true), new Proxies(environment));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String read(Mirror mirror, String path) throws IOException {
        try (InputStream in = mirror.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Checksum checksum() throws IOException {
        return Checksum.of(Files.write(directory.resolve("original"), CONTENT));
    }

    @Test
    void redirectionsAreFollowedButNotForEver() throws IOException {
        server.createContext("/a/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "/b/" + exchange.getRequestURI().getPath().substring(3));
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/b/", exchange -> answer(exchange, 200, CONTENT));
        server.createContext("/round/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getPath());
            answer(exchange, 301, new byte[0]);
        });
        server.createContext("/file/", exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
            answer(exchange, 301, new byte[0]);
        });
        assertEquals("content", read(mirror(address(), Map.of()), "a/x+y~1_2%3a3.deb"));
        assertThrows(IOException.class, () -> read(mirror(address(), Map.of()), "round/x"));
        assertThrows(IOException.class, () -> read(mirror(address(), Map.of()), "file/x"));
    }

    @Test
    void whatIsMissingIsToldFromWhatIsBroken() {
        server.createContext("/gone", exchange -> answer(exchange, 404, new byte[0]));
        server.createContext("/broken", exchange -> answer(exchange, 503, new byte[0]));
        assertThrows(FileNotFoundException.class, () -> read(mirror(address(), Map.of()), "gone"));
        IOException broken = assertThrows(IOException.class, () -> read(mirror(address(), Map.of()), "broken"));
        assertFalse(broken instanceof FileNotFoundException);
        assertTrue(Sentence.of(broken).contains("503"), broken.toString());
    }

    @Test
    void theProxyOfTheEnvironmentIsAskedUnlessTheHostIsExcepted() throws IOException {
        AtomicReference<String> authorization = new AtomicReference<>("");
        server.createContext("/", exchange -> {
            authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Proxy-Authorization")));
            answer(exchange, 200, CONTENT);
        });
        String proxy = "http://me:pw@localhost:" + server.getAddress().getPort();
        assertEquals("content", read(mirror("http://archive.invalid/debian/", Map.of("http_proxy", proxy)), "f"));
        assertEquals("Basic bWU6cHc=", authorization.get());
        Map<String, String> excepted = Map.of("http_proxy", proxy, "no_proxy", "a.test, .invalid");
        assertThrows(IOException.class, () -> read(mirror("http://archive.invalid/debian/", excepted), "f"));
    }

    @Test
    void aConnectionCutInTheMiddleIsTriedAgain() throws IOException {
        server.createContext("/f", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            int length = requests.incrementAndGet() == 1 ? 3 : CONTENT.length;
            exchange.getResponseBody().write(CONTENT, 0, length);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        AtomicInteger progress = new AtomicInteger();
        Path file = new Cache(directory.resolve("cache"))
                .fetch(
                        mirror(address(), Map.of()),
                        List.of("f"),
                        checksum(),
                        "",
                        amount -> progress.addAndGet((int) amount));
        assertEquals("content", Files.readString(file));
        assertEquals(2, requests.get());
        assertEquals(CONTENT.length, progress.get());
    }

    @Test
    void moreThanWasPromisedIsNotTaken() throws IOException {
        server.createContext("/f", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            while (requests.get() < ENDLESS) {
                exchange.getResponseBody().write(block); // throws once the reader hangs up
                requests.incrementAndGet();
            }
        });
        Cache cache = new Cache(directory.resolve("cache"));
        Checksum expected = checksum();
        assertThrows(
                Mismatch.class,
                () -> cache.fetch(mirror(address(), Map.of()), List.of("f"), expected, "", amount -> {}));
        assertFalse(cache.holds(expected, ""));
        assertTrue(requests.get() < ENDLESS);
    }
}
