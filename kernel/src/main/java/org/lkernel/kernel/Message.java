package org.lkernel.kernel;

/// A value that one subsystem sends to another.
///
/// Every implementation is a record whose components are primitives, enums, strings, [Bytes], other records,
/// sealed families of records, [Port]s or immutable lists of these: nothing that can be changed after it was
/// sent, and nothing whose order or hash differs between two runs. The message digest, the journal and the
/// snapshot all rely on that shape.
public interface Message {}
