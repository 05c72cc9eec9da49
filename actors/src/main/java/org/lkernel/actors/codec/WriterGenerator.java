package org.lkernel.actors.codec;

import static org.lkernel.kernel.Generated.desc;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Generated;

/// Makes the class that writes one record type: numbers and bytes directly, everything else through its [Part].
final class WriterGenerator {
    private static final ClassDesc SINK = desc(Sink.class);
    private static final ClassDesc PART = desc(Part.class);
    private static final MethodTypeDesc WRITE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, SINK, PART.arrayType());
    private static final MethodTypeDesc WRITE_PART =
            MethodTypeDesc.of(ConstantDescs.CD_void, SINK, ConstantDescs.CD_Object);
    private static final MethodTypeDesc PUT_NUMBER = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long);
    private static final MethodTypeDesc PUT_BYTE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc PUT_OPTIONAL = MethodTypeDesc.of(ConstantDescs.CD_void, desc(Bytes.class));
    private static final int VALUE_SLOT = 1;
    private static final int SINK_SLOT = 2;
    private static final int PARTS_SLOT = 3;

    private WriterGenerator() {}

    static Writer generate(Class<?> type) {
        return Generated.instance(type, Writer.class, "write", WRITE, code -> body(code, type));
    }

    private static void body(CodeBuilder code, Class<?> type) {
        int record = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(VALUE_SLOT).checkcast(desc(type)).astore(record);
        RecordComponent[] components = type.getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            component(code, type, components[index], index, record);
        }
        code.return_();
    }

    private static void component(CodeBuilder code, Class<?> owner, RecordComponent component, int index, int record) {
        Class<?> type = component.getType();
        if (type == Bytes.class) {
            code.aload(SINK_SLOT);
            Generated.component(code, owner, component, record);
            code.invokevirtual(SINK, "putOptional", PUT_OPTIONAL);
            return;
        }
        if (!type.isPrimitive()) {
            code.aload(PARTS_SLOT).loadConstant(index).aaload().aload(SINK_SLOT);
            Generated.component(code, owner, component, record);
            code.invokeinterface(PART, "write", WRITE_PART);
            return;
        }
        code.aload(SINK_SLOT);
        Generated.component(code, owner, component, record);
        if (type == boolean.class) {
            code.invokevirtual(SINK, "putByte", PUT_BYTE);
        } else {
            widen(code, type);
            code.invokevirtual(SINK, type == char.class ? "putCount" : "putNumber", PUT_NUMBER);
        }
    }

    private static void widen(CodeBuilder code, Class<?> type) {
        if (type != long.class) {
            code.i2l();
        }
    }
}
