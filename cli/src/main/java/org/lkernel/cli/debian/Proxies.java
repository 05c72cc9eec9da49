package org.lkernel.cli.debian;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The proxies that `http_proxy`, `https_proxy` and `no_proxy` name.
record Proxies(Map<String, String> environment) {

    /// A proxy and the value of its `Proxy-Authorization` field, which is empty when it asks for none.
    record Route(Proxy proxy, String authorization) {
        static final Route DIRECT = new Route(Proxy.NO_PROXY, "");
    }

    Route to(URI uri) {
        String setting = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        if (setting.isEmpty() || excepted(uri.getHost())) {
            return Route.DIRECT;
        }
        URI proxy = URI.create(setting.contains("://") ? setting : "http://" + setting);
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        InetSocketAddress address = new InetSocketAddress(proxy.getHost(), port);
        return new Route(new Proxy(Proxy.Type.HTTP, address), authorization(proxy.getUserInfo()));
    }

    private static String authorization(@Nullable String user) {
        return user == null ? "" : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private boolean excepted(String host) {
        return Arrays.stream(variable("no_proxy").split(","))
                .map(entry -> entry.strip().replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private String variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .orElse("");
    }
}
