package org.lkernel.kernel;

/// A value that knows how to fold itself into a digest, where its fields alone would not do.
public interface Digestible {
    void digest(Digest digest);
}
