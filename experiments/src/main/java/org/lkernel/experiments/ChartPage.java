package org.lkernel.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A page for a browser that needs nothing else: the library of charts and the data are in it.
public final class ChartPage {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

    private ChartPage() {}

    /// The page that a resource beside a class is, with the library in place of `/*CHARTS*/` and the data of
    /// `/*REPORT*/`. Nothing of the data can end the script it is in.
    public static String of(Class<?> beside, String resource, String json) {
        return read(beside, resource)
                .replace("/*CHARTS*/", read(ChartPage.class, CHARTS).replace("</script", "<\\/script"))
                .replace("/*REPORT*/", json.replace("<", "\\u003c").replace("\u2028", "\\u2028"));
    }

    private static String read(Class<?> beside, String name) {
        try (InputStream from = beside.getResourceAsStream(name)) {
            if (from == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
