package org.lkernel.actors.fabric;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A message on its way.
///
/// @param arrival orders it among all others on their way; the smallest is the oldest
public record Letter(long arrival, Port sender, Port receiver, Message message) {}
