package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Lowest;
import org.pcollections.TreePMap;

/// A descriptor table, shared by the tasks of `CLONE_FILES`.
///
/// @param lowestFree no smaller number is free
record Table(int users, TreePMap<Integer, Descriptor> descriptors, int lowestFree) {
    /// A descriptor: the open file description, and whether `execve` closes it.
    record Descriptor(long file, boolean closeOnExec) {}

    static final Table EMPTY = new Table(1, TreePMap.empty(), 0);

    Table withUsers(int changed) {
        return new Table(changed, descriptors, lowestFree);
    }

    @Nullable
    Descriptor at(int number) {
        return descriptors.get(number);
    }

    Descriptor required(int number) {
        Descriptor descriptor = descriptors.get(number);
        if (descriptor == null) {
            throw new IllegalStateException("no descriptor " + number);
        }
        return descriptor;
    }

    /// The smallest free number that is at least `least`.
    int free(int least) {
        return Lowest.free(descriptors, Math.max(least, lowestFree));
    }

    Table with(int number, Descriptor descriptor) {
        TreePMap<Integer, Descriptor> changed = descriptors.plus(number, descriptor);
        return new Table(users, changed, number == lowestFree ? number + 1 : lowestFree);
    }

    Table without(int number) {
        return new Table(users, descriptors.minus(number), Math.min(lowestFree, number));
    }
}
