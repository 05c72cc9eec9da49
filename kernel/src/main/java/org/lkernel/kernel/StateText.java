package org.lkernel.kernel;

import java.util.List;
import java.util.stream.Collectors;

/// A state as a person wants to see it printed: what is so of it, a line each.
public final class StateText {
    private StateText() {}

    /// @param port whose state it is, as far as that matters for its words
    public static String of(State<?> state, Port port) {
        String name = state.getClass().getSimpleName();
        List<Observation> seen = state.observe(port);
        if (seen.isEmpty()) {
            return name;
        }
        return seen.stream()
                .map(each -> "  %s %s: %s".formatted(each.topic(), each.subject(), Escapes.controls(each.text())))
                .collect(Collectors.joining("\n", name + "\n", ""));
    }
}
