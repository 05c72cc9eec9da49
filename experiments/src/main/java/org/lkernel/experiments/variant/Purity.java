package org.lkernel.experiments.variant;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a class from outside may not do: touch anything but the state, the message and what it computes from them.
///
/// What it calls is read from its constants, before any of it runs. It may call the kernel, the collections, text and
/// numbers; not files, sockets, threads, clocks, chance, reflection, or code that is not there yet.
final class Purity {
    /// Packages all of whose members may be used.
    private static final List<String> OPEN = List.of(
            "org/lkernel/kernel/",
            "org/lkernel/experiments/schedule/",
            "org/lkernel/experiments/oracle/",
            "org/pcollections/",
            "org/jspecify/",
            "java/util/function/",
            "java/util/stream/",
            "java/math/");

    private static final Set<String> PLAIN = new TreeSet<>(List.of(
            "java/lang/Object java/lang/String java/lang/StringBuilder java/lang/CharSequence java/lang/Comparable"
                    .concat(" java/lang/Iterable java/lang/Record java/lang/Enum java/lang/Boolean java/lang/Byte")
                    .concat(" java/lang/Character java/lang/Short java/lang/Integer java/lang/Long java/lang/Float")
                    .concat(" java/lang/Double java/lang/Number java/lang/Math java/lang/StrictMath")
                    .concat(" java/lang/MatchException java/lang/Throwable java/lang/Exception java/lang/Error")
                    .concat(" java/lang/RuntimeException java/lang/IllegalStateException java/lang/AssertionError")
                    .concat(" java/lang/IllegalArgumentException java/lang/IndexOutOfBoundsException")
                    .concat(" java/lang/UnsupportedOperationException java/lang/invoke/LambdaMetafactory")
                    .concat(" java/lang/invoke/StringConcatFactory java/lang/runtime/ObjectMethods")
                    .concat(" java/lang/runtime/SwitchBootstraps java/nio/ByteBuffer java/nio/ByteOrder")
                    .concat(" java/nio/charset/StandardCharsets java/nio/charset/Charset")
                    .concat(" java/util/SplittableRandom org/lkernel/drivers/computer/Computer")
                    .concat(" org/lkernel/drivers/computer/MemoryConsole org/lkernel/actors/KernelCrash")
                    .split(" ")));

    /// Of those, what chooses for itself, waits, loads, is another thread's, or reaches the host's memory.
    private static final List<String> CLOSED = List.of(
            "org/lkernel/kernel/memory/Raw",
            "org/lkernel/kernel/memory/HostPages",
            "org/lkernel/kernel/memory/PagePool",
            "java/util/Random",
            "java/util/UUID",
            "java/util/Timer",
            "java/util/Scanner",
            "java/util/Formatter",
            "java/util/ServiceLoader",
            "java/util/Properties",
            "java/util/ResourceBundle",
            "java/util/Date",
            "java/util/Calendar",
            "java/util/HashMap",
            "java/util/HashSet",
            "java/util/IdentityHashMap",
            "java/util/WeakHashMap");

    private final Set<String> own;

    /// @param own the names of the classes that come along, as a class file has them
    Purity(Set<String> own) {
        this.own = own;
    }

    /// What is wrong with a class, or null.
    @Nullable
    String objection(byte[] content) {
        ClassModel model = ClassFile.of().parse(content);
        String name = model.thisClass().asInternalName().replace('/', '.');
        for (FieldModel field : model.fields()) {
            String text = name + "." + field.fieldName().stringValue();
            if (has(field.flags(), AccessFlag.STATIC) && !has(field.flags(), AccessFlag.FINAL)) {
                return text + " remembers something outside the state: it is static and changes";
            } else if (isVariant(model) && !has(field.flags(), AccessFlag.FINAL)) {
                return text + " remembers something outside the state: it changes, and is reset with no machine";
            }
        }
        for (MethodModel method : model.methods()) {
            if (has(method.flags(), AccessFlag.NATIVE)) {
                return name + "." + method.methodName().stringValue() + " is native";
            }
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry reference && !allows(reference)) {
                return "%s uses %s.%s: what a subsystem does follows from its state and the message alone"
                        .formatted(
                                name,
                                owner(reference).replace('/', '.'),
                                reference.name().stringValue());
            }
        }
        return null;
    }

    private static boolean has(AccessFlags flags, AccessFlag flag) {
        return flags.has(flag);
    }

    private static boolean isVariant(ClassModel model) {
        return model.superclass()
                .map(parent -> parent.asInternalName().equals("org/lkernel/kernel/Variant"))
                .orElse(false);
    }

    private static String owner(MemberRefEntry reference) {
        return reference.owner().asInternalName().replaceAll("^\\[+L?|;$", "");
    }

    private boolean allows(MemberRefEntry reference) {
        String owner = owner(reference);
        String member = reference.name().stringValue();
        if (reference.owner().asInternalName().startsWith("[") || own.contains(owner)) {
            return true;
        } else if (owner.equals("java/lang/System")) {
            return member.equals("arraycopy");
        } else if (owner.equals("java/lang/Class")) {
            return List.of("getSimpleName", "getName", "isInstance", "cast").contains(member);
        } else if (owner.equals("java/lang/Object")) {
            return List.of("<init>", "equals", "toString", "getClass").contains(member);
        }
        boolean collection = owner.startsWith("java/util/") && owner.indexOf('/', "java/util/".length()) < 0;
        return PLAIN.contains(owner)
                || (collection || OPEN.stream().anyMatch(owner::startsWith))
                        && CLOSED.stream().noneMatch(owner::startsWith);
    }
}
