package org.lkernel.kernel;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.function.Consumer;

/// Defines hidden classes with one method, which are nestmates of the record they are about: so they may make and
/// read records that nobody else sees, and go when the record's class goes.
public final class Generated {
    private static final int PUBLIC_FINAL = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC;

    private Generated() {}

    /// An instance of a new class.
    ///
    /// @param contract the interface with the one method
    public static <T> T instance(
            Class<?> record, Class<T> contract, String method, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(record, MethodHandles.lookup());
            Class<?> defined = inside.defineHiddenClass(
                            classBytes(record, contract, method, type, body),
                            true,
                            MethodHandles.Lookup.ClassOption.NESTMATE)
                    .lookupClass();
            return contract.cast(defined.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no code for " + record.getName(), impossible);
        }
    }

    private static byte[] classBytes(
            Class<?> record, Class<?> contract, String method, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        ClassDesc name = ClassDesc.of(record.getPackageName(), contract.getSimpleName() + record.getSimpleName());
        return ClassFile.of()
                .build(
                        name,
                        builder -> builder.withFlags(PUBLIC_FINAL)
                                .withInterfaceSymbols(desc(contract))
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(method, type, ClassFile.ACC_PUBLIC, body));
    }

    /// Loads a component of the record in the slot.
    public static void component(CodeBuilder code, Class<?> owner, RecordComponent component, int slot) {
        MethodTypeDesc accessor = MethodTypeDesc.of(desc(component.getType()));
        code.aload(slot).invokevirtual(desc(owner), component.getAccessor().getName(), accessor);
    }

    public static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
