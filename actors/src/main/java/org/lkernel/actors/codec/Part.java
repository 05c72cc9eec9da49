package org.lkernel.actors.codec;

import org.jspecify.annotations.Nullable;

/// How a component of a record is written and read.
public interface Part {
    void write(Sink sink, @Nullable Object value);

    @Nullable
    Object read(Source source);
}
