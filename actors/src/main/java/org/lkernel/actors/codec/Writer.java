package org.lkernel.actors.codec;

/// Writes the components of records of one type; every implementation is generated.
public interface Writer {
    /// @param parts how to write each component that is neither a number nor bytes
    void write(Object value, Sink sink, Part[] parts);
}
