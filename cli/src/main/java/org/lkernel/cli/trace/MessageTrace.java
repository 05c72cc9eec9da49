package org.lkernel.cli.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Delivery;
import org.lkernel.actors.Observer;

/// The messages of a machine, a line each, as they are delivered: in columns for people, or as JSON for
/// programs.
///
/// Each names the step that caused it: the one in whose handling it was sent. So one follows an interrupt from
/// its device through the controller and the scheduler to a hart by the numbers alone.
public final class MessageTrace implements Observer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter to;
    private final TraceFilter filter;
    private final boolean json;

    /// @param json whether each line is a JSON object
    public MessageTrace(PrintWriter to, TraceFilter filter, boolean json) {
        this.to = to;
        this.filter = filter;
        this.json = json;
        if (!json) {
            to.println(columns("STEP", "TIME", "CAUSE", "FROM", "TO", "TYPE", "TASK", "FIELDS"));
        }
    }

    @Override
    public void delivering(Delivery delivery, long nanos) {
        if (filter.shows(delivery)) {
            to.println(json ? object(delivery, nanos) : line(delivery, nanos));
        }
    }

    private static String line(Delivery delivery, long nanos) {
        Long task = MessageFields.task(delivery.message());
        return columns(
                "#" + delivery.step(),
                "%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000),
                delivery.cause() == 0 ? "-" : "#" + delivery.cause(),
                delivery.sender(),
                delivery.receiver(),
                delivery.message().getClass().getSimpleName(),
                task == null ? "-" : task,
                MessageFields.text(delivery.message()));
    }

    private static String columns(Object... values) {
        return "%9s %14s %9s  %-10s → %-10s %-20s %5s  %s".formatted(values).stripTrailing();
    }

    private static String object(Delivery delivery, long nanos) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("step", delivery.step());
        fields.put("nanos", nanos);
        fields.put("cause", delivery.cause() == 0 ? null : delivery.cause());
        fields.put("from", delivery.sender().toString());
        fields.put("to", delivery.receiver().toString());
        fields.put("type", delivery.message().getClass().getSimpleName());
        fields.put("task", MessageFields.task(delivery.message()));
        fields.put("fields", MessageFields.json((Record) delivery.message()));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
