package org.lkernel.experiments.variant;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Topology;
import org.lkernel.experiments.Mistake;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.Variant;

/// Variants of subsystems, to be put around those of a board.
public final class Variants {
    private final List<Class<? extends Variant<?, ?>>> classes;

    private Variants(List<Class<? extends Variant<?, ?>>> classes) {
        this.classes = List.copyOf(classes);
    }

    /// Those of a jar, or one of this program's own by the name of its class.
    ///
    /// @throws Mistake if there is none, or one that breaks a rule
    public static Variants named(String name) throws Mistake {
        Variants variants = new Variants(Jar.isReference(name) ? ofJar(name) : List.of(own(name)));
        for (Class<? extends Variant<?, ?>> each : variants.classes) {
            if (understood(each) == null || constructor(each) == null) {
                throw new Mistake(
                        ("%s: %s extends Variant<M, S> with the messages and the state of a subsystem, and has a"
                                        + " public constructor that takes the one it is put around")
                                .formatted(name, each.getName()));
            }
        }
        return variants;
    }

    @SuppressWarnings("unchecked") // whatever extends Variant is a Variant of something
    private static Class<? extends Variant<?, ?>> variant(Class<?> found) {
        return (Class<? extends Variant<?, ?>>) found.asSubclass(Variant.class);
    }

    private static List<Class<? extends Variant<?, ?>>> ofJar(String file) throws Mistake {
        List<Class<? extends Variant<?, ?>>> found = new ArrayList<>();
        for (Class<?> each : Jar.named(file).classes(Variant.class)) {
            found.add(variant(each));
        }
        if (found.isEmpty()) {
            throw new Mistake(file + " has no subsystem: no public class in it extends " + Variant.class.getName());
        }
        return found;
    }

    private static Class<? extends Variant<?, ?>> own(String name) throws Mistake {
        try {
            return variant(Class.forName(name));
        } catch (ClassNotFoundException | ClassCastException none) {
            throw new Mistake("'" + name + "' is neither a jar nor a variant of the kernel's");
        }
    }

    /// The messages a variant understands, or null.
    private static @Nullable Class<?> understood(Class<?> type) {
        return type.getGenericSuperclass() instanceof ParameterizedType parent
                        && parent.getRawType().equals(Variant.class)
                        && parent.getActualTypeArguments()[0] instanceof Class<?> messages
                        && Message.class.isAssignableFrom(messages)
                ? messages
                : null;
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        try {
            return type.getConstructor(Subsystem.class);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    /// The board with the variants in the places of what they are put around.
    public Topology over(Topology board) {
        return new Topology() {
            @Override
            public List<Subsystem<?, ?>> build(Choices choices, Input input) {
                return around(board.build(choices, input));
            }

            @Override
            public @Nullable Message attachment(Port device) {
                return board.attachment(device);
            }
        };
    }

    private List<Subsystem<?, ?>> around(List<Subsystem<?, ?>> originals) {
        List<Subsystem<?, ?>> all = new ArrayList<>(originals);
        for (Class<? extends Variant<?, ?>> type : classes) {
            all.replaceAll(each -> each.understands().equals(understood(type)) ? made(type, each) : each);
        }
        return all;
    }

    private static Variant<?, ?> made(Class<? extends Variant<?, ?>> type, Subsystem<?, ?> original) {
        try {
            Constructor<? extends Variant<?, ?>> constructor = type.getConstructor(Subsystem.class);
            return constructor.newInstance(original);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(type.getName() + " cannot be made", failure.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type.getName() + " cannot be made", impossible);
        }
    }
}
