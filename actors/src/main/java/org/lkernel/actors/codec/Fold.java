package org.lkernel.actors.codec;

import org.lkernel.kernel.Digest;

/// Folds records of one type into a digest; every implementation is generated.
public interface Fold {
    void fold(Object value, Digest digest);
}
