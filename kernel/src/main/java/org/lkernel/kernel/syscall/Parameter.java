package org.lkernel.kernel.syscall;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/// An argument of a system call as a caller passes it: one register, and what it is.
///
/// @param register a0 is 0
/// @param kind what the record says with [Shape.Shown], or what follows from the component's shape: `path`,
/// `strings`, `buffer` and the `count` behind it, `iovec`, `bytes`, `int`, `long`, or the name of a struct
public record Parameter(int register, String name, String kind) {
    private static Parameter of(RecordComponent component, int register) {
        return new Parameter(register, component.getName(), kind(component));
    }

    private static String kind(RecordComponent component) {
        Shape.Shown shown = component.getAnnotation(Shape.Shown.class);
        Class<?> type = component.getType();
        if (shown != null) {
            return shown.value();
        } else if (type == int.class || type == long.class) {
            return type.getName();
        } else if (component.isAnnotationPresent(Shape.Path.class)) {
            return "path";
        } else if (component.isAnnotationPresent(Shape.Strings.class)) {
            return "strings";
        } else if (component.isAnnotationPresent(Shape.Gathered.class)) {
            return "iovec";
        } else if (component.isAnnotationPresent(Shape.Vector.class)) {
            return "out_iovec";
        }
        return type == Payload.class ? "buffer" : type.isRecord() ? type.getSimpleName() : "bytes";
    }

    /// Those of a call, each register once, placed as [Decoder] does. A register that no component is made of alone
    /// counts the elements of the one before it.
    static List<Parameter> of(Class<?> call) {
        List<Parameter> found = new ArrayList<>();
        int next = 0;
        int last = -1;
        for (RecordComponent component : call.getRecordComponents()) {
            if (isArgument(component)) {
                Shape.Register explicit = component.getAnnotation(Shape.Register.class);
                int register = explicit == null ? next++ : explicit.value();
                next += isCounted(component) ? 1 : 0;
                found.add(of(component, register));
                last = Math.max(last, last(component, register));
            }
        }
        return complete(found, last);
    }

    private static List<Parameter> complete(List<Parameter> found, int last) {
        List<Parameter> all = new ArrayList<>();
        for (int register = 0; register <= last; register++) {
            int wanted = register;
            all.add(found.stream()
                    .filter(each -> each.register == wanted)
                    .findFirst()
                    .orElse(new Parameter(register, "count", "long")));
        }
        return List.copyOf(all);
    }

    private static boolean isArgument(RecordComponent component) {
        return component.getType() != Call.class
                && !component.isAnnotationPresent(Shape.Registers.class)
                && !component.isAnnotationPresent(Shape.AtStackPointer.class);
    }

    /// Whether the length is in the register behind, which belongs to the same component.
    private static boolean isCounted(RecordComponent component) {
        return component.getType() == Payload.class || component.isAnnotationPresent(Shape.Vector.class);
    }

    /// The last register that the component says something of.
    private static int last(RecordComponent component, int register) {
        Shape.Sized sized = component.getAnnotation(Shape.Sized.class);
        return Math.max(isCounted(component) ? register + 1 : register, sized == null ? 0 : sized.length());
    }
}
