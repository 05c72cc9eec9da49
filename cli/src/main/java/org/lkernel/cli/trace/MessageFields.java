package org.lkernel.cli.trace;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.syscall.Call;

/// A message taken apart: the components of a record by name, and whom it is about.
final class MessageFields {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
            return components;
        }
    };

    private MessageFields() {}

    /// The task on whose behalf the message is, or null.
    static @Nullable Long task(Message message) {
        for (RecordComponent component : COMPONENTS.get(message.getClass())) {
            @Nullable Object value = value(component, message);
            if (value instanceof Call call) {
                return (long) call.task();
            } else if (component.getName().equals("task") && value instanceof Number number) {
                return number.longValue();
            }
        }
        return null;
    }

    /// The components in words. The call is left out: its task has a column of its own.
    static String text(Message message) {
        StringBuilder text = new StringBuilder();
        for (RecordComponent component : COMPONENTS.get(message.getClass())) {
            @Nullable Object value = value(component, message);
            if (!(value instanceof Call)) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(component.getName())
                        .append('=')
                        .append(Escapes.controls(String.valueOf(value)));
            }
        }
        return text.toString();
    }

    /// The components as JSON has them.
    static Map<String, @Nullable Object> json(Record message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(message.getClass())) {
            fields.put(component.getName(), plain(value(component, message)));
        }
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case Bytes bytes -> unquoted(bytes.toString());
            case Record record -> typed(record);
            case Iterable<?> many -> {
                List<@Nullable Object> all = new ArrayList<>();
                many.forEach(each -> all.add(plain(each)));
                yield all;
            }
            default -> value.getClass().isArray() ? elements(value) : Escapes.controls(value.toString());
        };
    }

    /// A record of which there are several kinds says which it is.
    private static Object typed(Record record) {
        if (record.getClass().getRecordComponents().length == 1
                && record.toString().indexOf('[') < 0) {
            return record.toString();
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("is", record.getClass().getSimpleName());
        fields.putAll(json(record));
        return fields;
    }

    private static List<@Nullable Object> elements(Object array) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) {
            all.add(plain(Array.get(array, index)));
        }
        return all;
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private static @Nullable Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
