package org.lkernel.it.machine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lkernel.actors.Machine;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.syscall.Call;

/// What a machine still remembers: how many entries each collection of each state has, and which tasks any record
/// in any state belongs to. Found by looking at every field, so that nothing new can be forgotten.
final class Remains {
    private final SortedMap<String, Integer> sizes = new TreeMap<>();
    private final SortedSet<Integer> callers = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    static Remains of(Machine machine) {
        Remains remains = new Remains();
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            State<?> state = subsystem.state();
            for (Field field : state.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    remains.note(subsystem.port() + "." + field.getName(), value(field, state));
                }
            }
        }
        return remains;
    }

    /// Entries by field, as `files0.pipes`.
    SortedMap<String, Integer> sizes() {
        return sizes;
    }

    /// The tasks whose calls are remembered somewhere.
    SortedSet<Integer> callers() {
        return callers;
    }

    private void note(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            sizes.put(name, map.size());
        } else if (value instanceof Collection<?> collection) {
            sizes.put(name, collection.size());
        }
        walk(value);
    }

    private void walk(Object value) {
        if (value instanceof Call call) {
            callers.add(call.task());
        } else if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(this::walk);
            map.values().forEach(this::walk);
        } else if (value instanceof Iterable<?> elements) {
            elements.forEach(this::walk);
        } else if (value != null && isOurs(value.getClass()) && seen.add(value)) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    walk(value(field, value));
                }
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.lkernel.") && !type.isEnum();
    }

    private static Object value(Field field, Object of) {
        field.setAccessible(true);
        try {
            return field.get(of);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
