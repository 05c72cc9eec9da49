package org.lkernel.actors;

import java.util.function.Consumer;

/// What somebody outside does to a machine between two instructions, without a message: a debugger's change, a bit that
/// turns over.
///
/// @param retired when all harts together have retired so many instructions since boot
record Intervention(long retired, Consumer<Machine> action) {}
