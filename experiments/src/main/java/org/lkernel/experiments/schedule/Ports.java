package org.lkernel.experiments.schedule;

import java.util.stream.IntStream;
import org.lkernel.kernel.Port;

/// Ports by the names people read.
final class Ports {
    private Ports() {}

    static Port named(String name) {
        return IntStream.range(0, Port.FIRST_HART + Port.MAXIMUM_HARTS)
                .mapToObj(Port::new)
                .filter(port -> port.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no port '" + name + "'"));
    }
}
