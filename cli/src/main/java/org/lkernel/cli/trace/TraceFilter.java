package org.lkernel.cli.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lkernel.actors.Delivery;
import org.lkernel.kernel.Port;

/// Which messages a trace shows.
///
/// A condition is `subsystem=`, `from=`, `to=`, `task=` or `type=` and what it may be, with commas between; a
/// type may have `*` in it. A message is shown when all conditions hold.
public record TraceFilter(List<Predicate<Delivery>> conditions) {
    public static final TraceFilter ALL = new TraceFilter(List.of());

    private static final String FORMS = "subsystem=, from=, to=, task= or type=";

    /// @throws IllegalArgumentException saying what was expected
    public static TraceFilter of(List<String> conditions) {
        return new TraceFilter(conditions.stream().map(TraceFilter::condition).toList());
    }

    public TraceFilter {
        conditions = List.copyOf(conditions);
    }

    boolean shows(Delivery delivery) {
        for (Predicate<Delivery> condition : conditions) {
            if (!condition.test(delivery)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Delivery> condition(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' is no condition: write " + FORMS);
        }
        List<String> values = List.of(text.substring(equals + 1).split(",", -1));
        return switch (text.substring(0, equals)) {
            case "subsystem" -> between(ports(values));
            case "from" -> from(ports(values));
            case "to" -> to(ports(values));
            case "task" -> task(values);
            case "type" -> type(values);
            default -> throw new IllegalArgumentException("'" + text + "' is no condition: write " + FORMS);
        };
    }

    private static Predicate<Delivery> between(List<Port> ports) {
        return from(ports).or(to(ports));
    }

    private static Predicate<Delivery> from(List<Port> ports) {
        return delivery -> ports.contains(delivery.sender());
    }

    private static Predicate<Delivery> to(List<Port> ports) {
        return delivery -> ports.contains(delivery.receiver());
    }

    private static Predicate<Delivery> task(List<String> values) {
        List<Long> tasks = new ArrayList<>();
        for (String value : values) {
            if (!value.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("'" + value + "' is no task's number");
            }
            tasks.add(Long.parseLong(value));
        }
        return delivery -> {
            Long task = MessageFields.task(delivery.message());
            return task != null && tasks.contains(task);
        };
    }

    private static Predicate<Delivery> type(List<String> values) {
        Pattern types = Pattern.compile(values.stream()
                .map(value ->
                        Stream.of(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|")));
        return delivery ->
                types.matcher(delivery.message().getClass().getSimpleName()).matches();
    }

    private static List<Port> ports(List<String> names) {
        return names.stream().flatMap(TraceFilter::ports).toList();
    }

    /// The subsystems of a name; `hart` is every hart.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Stream<Port> ports(String name) {
        List<Port> all = Port.named();
        List<Port> found = all.stream()
                .filter(port -> port.toString().equals(name) || port.isHart() && name.equals("hart"))
                .toList();
        if (found.isEmpty()) {
            String known = all.stream()
                    .filter(port -> !port.isHart())
                    .map(Port::toString)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("there is no subsystem '" + name + "': " + known + ", hart, hart0…");
        }
        return found.stream();
    }
}
