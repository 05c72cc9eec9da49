package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;

/// Makes the code of a shape: a hidden class of its own, which goes when nobody holds it any more.
final class RegionWriter {
    private static final ClassDesc NAME = ClassDesc.of(Region.class.getPackageName() + ".Translated");
    private static final ClassDesc REGION = ClassDesc.of(Region.class.getName());
    private static final int RUN_FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;

    private RegionWriter() {}

    static byte[] classFile(Shape shape) {
        return ClassFile.of()
                .build(
                        NAME,
                        type -> type.withSuperclass(REGION)
                                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                                .withMethodBody(INIT_NAME, MTD_void, 0, RegionWriter::constructor)
                                .withMethodBody(
                                        "run", RegionBody.RUN, RUN_FLAGS, code -> new RegionBody(code, shape).write()));
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0).invokespecial(REGION, INIT_NAME, MTD_void).return_();
    }

    static Region region(byte[] classFile) {
        try {
            MethodHandles.Lookup defined = MethodHandles.lookup().defineHiddenClass(classFile, true);
            return defined.lookupClass()
                    .asSubclass(Region.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("a region cannot be defined", failure);
        }
    }
}
