package org.lkernel.kernel.syscall;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// Derives, from the shape of a [SystemCall] record, the function that makes one out of a [Ecall] hart.
final class Decoder {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Class<?> type;
    private final List<MethodHandle> sources = new ArrayList<>();
    private int register;

    private Decoder(Class<?> type) {
        this.type = type;
    }

    /// A handle of type `(Ecall) SystemCall`.
    static MethodHandle of(Class<?> type) {
        try {
            return new Decoder(type).assemble();
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException("no decoder for " + type.getName(), wrong);
        }
    }

    private MethodHandle assemble() throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int index = 0; index < components.length; index++) {
            types[index] = components[index].getType();
            sources.add(source(components[index]).asType(MethodType.methodType(types[index], Ecall.class)));
        }
        MethodHandle constructor = MethodHandles.privateLookupIn(type, LOOKUP)
                .findConstructor(type, MethodType.methodType(void.class, types));
        MethodHandle filtered = MethodHandles.filterArguments(constructor, 0, sources.toArray(new MethodHandle[0]));
        return MethodHandles.permuteArguments(
                filtered.asType(filtered.type().changeReturnType(SystemCall.class)),
                MethodType.methodType(SystemCall.class, Ecall.class),
                new int[components.length]);
    }

    private MethodHandle source(RecordComponent component) throws ReflectiveOperationException {
        Class<?> kind = component.getType();
        if (kind == Call.class) {
            return handle("call", Call.class);
        }
        if (component.isAnnotationPresent(Shape.Registers.class)) {
            return handle("context", Context.class);
        }
        Shape.AtStackPointer frame = component.getAnnotation(Shape.AtStackPointer.class);
        if (frame != null) {
            return bound(handle("atStackPointer", Bytes.class, int.class), frame.bytes());
        }
        return fromRegister(component, kind, next(component));
    }

    private MethodHandle fromRegister(RecordComponent component, Class<?> kind, int index)
            throws ReflectiveOperationException {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (kind == int.class) {
            return bound(handle("integer", int.class, int.class), index);
        } else if (kind == long.class) {
            return bound(handle("argument", long.class, int.class), index);
        } else if (kind == Payload.class) {
            register++;
            String method = component.isAnnotationPresent(Shape.Gathered.class) ? "gathered" : "buffer";
            return bound(handle(method, Payload.class, int.class), index);
        } else if (component.isAnnotationPresent(Shape.Strings.class)) {
            return bound(handle("strings", List.class, int.class), index);
        } else if (component.isAnnotationPresent(Shape.Vector.class)) {
            register++;
            return bound(handle("vector", List.class, int.class), index);
        } else if (kind == Bytes.class) {
            return bytes(component, index, nullable);
        } else if (kind.isRecord()) {
            return bound(
                    handle("struct", Object.class, int.class, Struct.class, boolean.class),
                    index,
                    Struct.of(kind),
                    nullable);
        }
        throw new IllegalArgumentException(type.getSimpleName() + "." + component.getName() + " has no known shape");
    }

    private MethodHandle bytes(RecordComponent component, int index, boolean nullable)
            throws ReflectiveOperationException {
        Shape.Sized sized = component.getAnnotation(Shape.Sized.class);
        Shape.Fixed fixed = component.getAnnotation(Shape.Fixed.class);
        Shape.Bits bits = component.getAnnotation(Shape.Bits.class);
        if (component.isAnnotationPresent(Shape.Path.class)) {
            return bound(handle("path", Bytes.class, int.class, boolean.class), index, nullable);
        } else if (sized != null) {
            return bound(
                    handle("sized", Bytes.class, int.class, int.class, int.class, int.class, boolean.class),
                    index,
                    sized.length(),
                    sized.limit(),
                    sized.unit(),
                    nullable);
        } else if (component.isAnnotationPresent(Shape.MaskPair.class)) {
            return bound(handle("maskPair", Bytes.class, int.class), index);
        } else if (bits != null) {
            return bound(
                    handle("bits", Bytes.class, int.class, int.class, boolean.class), index, bits.count(), nullable);
        } else if (fixed != null) {
            return bound(
                    handle("fixed", Bytes.class, int.class, int.class, boolean.class), index, fixed.bytes(), nullable);
        }
        throw new IllegalArgumentException(type.getSimpleName() + "." + component.getName() + " says no shape");
    }

    private int next(RecordComponent component) {
        Shape.Register explicit = component.getAnnotation(Shape.Register.class);
        return explicit == null ? register++ : explicit.value();
    }

    private static MethodHandle handle(String method, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        return LOOKUP.findVirtual(Ecall.class, method, MethodType.methodType(result, parameters));
    }

    private static MethodHandle bound(MethodHandle target, Object... arguments) {
        return MethodHandles.insertArguments(target, 1, arguments);
    }
}
