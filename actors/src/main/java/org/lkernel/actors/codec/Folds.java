package org.lkernel.actors.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;

/// Folds any message into a digest: the same words as [Canonical], by code generated for each record type.
public final class Folds {
    private static final ByClass<Fold> GENERATED = new ByClass<>(FoldGenerator::generate);

    private Folds() {}

    public static void fold(Record message, Digest digest) {
        GENERATED.get(message.getClass()).fold(message, digest);
    }

    /// Called by generated code for components whose type says little.
    public static void value(@Nullable Object value, Digest digest) {
        // Not a switch over patterns, which is several times slower here.
        if (value instanceof Record record) {
            fold(record, digest);
        } else if (value instanceof List<?> list) {
            list(list, digest);
        } else {
            Canonical.value(value, digest);
        }
    }

    /// Called by generated code.
    public static void list(@Nullable List<?> list, Digest digest) {
        if (list == null) {
            digest.putLong(Canonical.NULL);
            return;
        }
        int size = list.size();
        digest.putLong(size);
        for (int index = 0; index < size; index++) {
            value(list.get(index), digest);
        }
    }

    /// Called by generated code.
    public static void constant(@Nullable Enum<?> constant, Digest digest) {
        digest.putLong(constant == null ? Canonical.NULL : Canonical.constantId(constant));
    }

    /// Called by generated code.
    public static void digestible(@Nullable Digestible value, Digest digest) {
        if (value == null) {
            digest.putLong(Canonical.NULL);
        } else {
            value.digest(digest);
        }
    }
}
