package org.lkernel.kernel;

import java.util.List;
import java.util.stream.IntStream;

/// The stable name of a subsystem: what messages are addressed to, in place of a reference.
///
/// Ids are dense within a kind and never reused, so that every run, host and snapshot agrees on their order.
///
/// @param id kernel subsystems 0–15, devices 16–63, harts from [#FIRST_HART]
public record Port(int id) implements Comparable<Port> {
    public static final int FIRST_HART = 64;
    public static final int MAXIMUM_HARTS = 64;

    public static final Port CLOCK = new Port(0);
    public static final Port INTERRUPTS = new Port(1);
    public static final Port SCHEDULER = new Port(2);
    public static final Port MEMORY = new Port(3);
    public static final Port TASKS = new Port(4);
    public static final Port FILES = new Port(5);
    public static final Port SOCKETS = new Port(6);
    /// The world outside the machine: the sender of every injected input.
    public static final Port HOST = new Port(7);

    public static final Port CONSOLE = new Port(16);
    public static final Port HOST_FILES = new Port(17);
    public static final Port ENTROPY = new Port(18);
    public static final Port REAL_TIME_CLOCK = new Port(19);

    private static final String[] NAMES = {
        "clock",
        "interrupts",
        "scheduler",
        "memory",
        "tasks",
        "files",
        "sockets",
        "host",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "console0",
        "hostfiles0",
        "entropy0",
        "rtc0"
    };

    public static Port hart(int index) {
        if (index < 0 || index >= MAXIMUM_HARTS) {
            throw new IllegalArgumentException("hart " + index + " is not in 0.." + (MAXIMUM_HARTS - 1));
        }
        return new Port(FIRST_HART + index);
    }

    /// All ports that have a name, in order.
    public static List<Port> named() {
        return IntStream.range(0, FIRST_HART + MAXIMUM_HARTS)
                .filter(id -> id >= FIRST_HART || id < NAMES.length && NAMES[id] != null)
                .mapToObj(Port::new)
                .toList();
    }

    public boolean isHart() {
        return id >= FIRST_HART;
    }

    /// The index of this hart, from 0.
    public int hartIndex() {
        return id - FIRST_HART;
    }

    @Override
    public int compareTo(Port other) {
        return Integer.compare(id, other.id);
    }

    @Override
    public String toString() {
        if (isHart()) {
            return "hart" + hartIndex();
        }
        String name = id < NAMES.length ? NAMES[id] : null;
        return name == null ? "port" + id : name;
    }
}
