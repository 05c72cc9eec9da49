package org.lkernel.actors.codec;

import static org.lkernel.kernel.Generated.desc;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;
import org.lkernel.kernel.Generated;

/// Makes the class that folds one record type: straight-line code, with records inside records unrolled in place.
final class FoldGenerator {
    /// Deeper ones are folded by a call, which also ends the recursion of a type that contains itself.
    private static final int DEEPEST = 3;

    private static final ClassDesc DIGEST = desc(Digest.class);
    private static final ClassDesc FOLDS = desc(Folds.class);
    private static final MethodTypeDesc PUT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long);
    private static final MethodTypeDesc FOLD =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, DIGEST);
    private static final int VALUE_SLOT = 1;
    private static final int DIGEST_SLOT = 2;

    private final Class<?> root;
    private final CodeBuilder code;

    private FoldGenerator(Class<?> root, CodeBuilder code) {
        this.root = root;
        this.code = code;
    }

    static Fold generate(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a message is a record, not a " + type.getName());
        }
        return Generated.instance(type, Fold.class, "fold", FOLD, code -> new FoldGenerator(type, code).body());
    }

    private void body() {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(VALUE_SLOT).checkcast(desc(root)).astore(slot);
        fields(root, slot, 0);
        code.return_();
    }

    private void fields(Class<?> type, int slot, int depth) {
        put(() -> code.loadConstant(Canonical.typeId(type)));
        for (RecordComponent component : type.getRecordComponents()) {
            component(type, component, slot, depth);
        }
    }

    private void component(Class<?> owner, RecordComponent component, int slot, int depth) {
        Class<?> type = component.getType();
        Runnable load = () -> Generated.component(code, owner, component, slot);
        if (type == long.class) {
            put(load);
        } else if (type == float.class || type == double.class) {
            throw new IllegalArgumentException("no floating-point numbers in messages: " + owner.getName());
        } else if (type.isPrimitive()) {
            put(() -> {
                load.run();
                code.i2l();
            });
        } else if (type.isRecord() && depth < DEEPEST && visible(type)) {
            nested(type, load, depth);
        } else {
            load.run();
            reference(type);
        }
    }

    private void nested(Class<?> type, Runnable load, int depth) {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        load.run();
        code.astore(slot);
        code.aload(slot);
        code.ifThenElse(
                Opcode.IFNULL,
                absent -> new FoldGenerator(root, absent).put(() -> absent.loadConstant(Canonical.NULL)),
                present -> new FoldGenerator(root, present).fields(type, slot, depth + 1));
    }

    private void reference(Class<?> type) {
        code.aload(DIGEST_SLOT);
        if (type.isEnum()) {
            call("constant", Enum.class);
        } else if (List.class == type) {
            call("list", List.class);
        } else if (Digestible.class.isAssignableFrom(type)) {
            call("digestible", Digestible.class);
        } else {
            call("value", Object.class);
        }
    }

    private void call(String method, Class<?> parameter) {
        code.invokestatic(FOLDS, method, MethodTypeDesc.of(ConstantDescs.CD_void, desc(parameter), DIGEST));
    }

    private void put(Runnable load) {
        code.aload(DIGEST_SLOT);
        load.run();
        code.invokevirtual(DIGEST, "putLong", PUT);
    }

    /// Whether code in the root's package may name the type.
    private boolean visible(Class<?> type) {
        if (type.getPackageName().equals(root.getPackageName())) {
            return true;
        }
        for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
            if (!Modifier.isPublic(at.getModifiers())) {
                return false;
            }
        }
        return true;
    }
}
