package org.lkernel.kernel.syscall;

import static org.lkernel.kernel.Generated.desc;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Generated;

/// Derives, from the shape of a [SystemCall] record, the code that makes one out of a hart at its `ecall`: a fetch
/// for each component, in their order, then the constructor.
final class Decoder {
    private static final ClassDesc ECALL = desc(Ecall.class);
    private static final MethodTypeDesc DECODE = MethodTypeDesc.of(desc(SystemCall.class), ECALL);
    private static final int ECALL_SLOT = 1;

    private final Class<?> type;
    private final CodeBuilder code;
    private int register;

    private Decoder(Class<?> type, CodeBuilder code) {
        this.type = type;
        this.code = code;
    }

    static Decode of(Class<?> type) {
        return Generated.instance(type, Decode.class, "decode", DECODE, code -> new Decoder(type, code).body());
    }

    private void body() {
        RecordComponent[] components = type.getRecordComponents();
        code.new_(desc(type)).dup();
        for (RecordComponent component : components) {
            component(component);
        }
        ClassDesc[] types =
                Arrays.stream(components).map(each -> desc(each.getType())).toArray(ClassDesc[]::new);
        code.invokespecial(desc(type), ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, types));
        code.areturn();
    }

    private void component(RecordComponent component) {
        Class<?> kind = component.getType();
        Shape.AtStackPointer frame = component.getAnnotation(Shape.AtStackPointer.class);
        if (kind == Call.class) {
            fetch("call", Call.class);
        } else if (component.isAnnotationPresent(Shape.Registers.class)) {
            fetch("context", Context.class);
        } else if (frame != null) {
            fetch("atStackPointer", Bytes.class, frame.bytes());
        } else {
            fromRegister(component, kind, next(component));
        }
    }

    private void fromRegister(RecordComponent component, Class<?> kind, int index) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (kind == int.class) {
            fetch("integer", int.class, index);
        } else if (kind == long.class) {
            fetch("argument", long.class, index);
        } else if (kind == Payload.class) {
            register++;
            fetch(component.isAnnotationPresent(Shape.Gathered.class) ? "gathered" : "buffer", Payload.class, index);
        } else if (component.isAnnotationPresent(Shape.Strings.class)) {
            fetch("strings", List.class, index);
        } else if (component.isAnnotationPresent(Shape.Vector.class)) {
            register++;
            fetch("vector", List.class, index);
        } else if (kind == Bytes.class) {
            bytes(component, index, nullable);
        } else if (kind.isRecord()) {
            fetch("struct", Record.class, index, desc(kind), nullable);
            code.checkcast(desc(kind));
        } else {
            throw new IllegalArgumentException(
                    type.getSimpleName() + "." + component.getName() + " has no known shape");
        }
    }

    private void bytes(RecordComponent component, int index, boolean nullable) {
        Shape.Sized sized = component.getAnnotation(Shape.Sized.class);
        Shape.Fixed fixed = component.getAnnotation(Shape.Fixed.class);
        Shape.Bits bits = component.getAnnotation(Shape.Bits.class);
        if (component.isAnnotationPresent(Shape.Path.class)) {
            fetch("path", Bytes.class, index, nullable);
        } else if (sized != null) {
            fetch("sized", Bytes.class, index, sized.length(), sized.limit(), sized.unit(), nullable);
        } else if (component.isAnnotationPresent(Shape.MaskPair.class)) {
            fetch("maskPair", Bytes.class, index);
        } else if (bits != null) {
            fetch("bits", Bytes.class, index, bits.count(), nullable);
        } else if (fixed != null) {
            fetch("fixed", Bytes.class, index, fixed.bytes(), nullable);
        } else {
            throw new IllegalArgumentException(type.getSimpleName() + "." + component.getName() + " says no shape");
        }
    }

    private int next(RecordComponent component) {
        Shape.Register explicit = component.getAnnotation(Shape.Register.class);
        return explicit == null ? register++ : explicit.value();
    }

    /// Calls a method of [Ecall] with these constants.
    private void fetch(String method, Class<?> result, Object... arguments) {
        code.aload(ECALL_SLOT);
        ClassDesc[] types = new ClassDesc[arguments.length];
        for (int at = 0; at < arguments.length; at++) {
            types[at] = constant(arguments[at]);
        }
        code.invokevirtual(ECALL, method, MethodTypeDesc.of(desc(result), types));
    }

    private ClassDesc constant(Object argument) {
        return switch (argument) {
            case Boolean flag -> {
                code.loadConstant(flag ? 1 : 0);
                yield ConstantDescs.CD_boolean;
            }
            case Integer number -> {
                code.loadConstant(number.intValue());
                yield ConstantDescs.CD_int;
            }
            case ConstantDesc record -> {
                code.loadConstant(record);
                yield ConstantDescs.CD_Class;
            }
            default -> throw new IllegalArgumentException("no constant: " + argument);
        };
    }
}
