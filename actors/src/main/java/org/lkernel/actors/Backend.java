package org.lkernel.actors;

import org.lkernel.kernel.Message;

/// The host's side of a device: answers what its driver asks through [org.lkernel.kernel.Input].
@FunctionalInterface
public interface Backend {
    Message answer(Message question);
}
