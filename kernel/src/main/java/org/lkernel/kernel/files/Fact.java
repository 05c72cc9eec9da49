package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The answer to a question, kept for the call that asked; null content means that there is no such thing.
record Fact(Question question, @Nullable Bytes content) {}
