/// What the kernel expects of devices: the messages each kind of driver understands, and what it asks of the host.
///
/// The contract is here, the driver in `drivers`: the kernel can be read, tested and explored without one, and a driver
/// can be replaced by another. A contract has three parts: what the rest of the kernel sends to the driver, whom it
/// answers with what, and the questions the driver puts to its host's side through [org.lkernel.kernel.Input], whose
/// answers are journaled.
///
/// A driver is a subsystem: a pure state machine at a port of its own. What the host does of its own accord (a key, a
/// resized window) comes to it as an injected message; it keeps what came, raises its line with
/// [org.lkernel.kernel.interrupt.Interrupts], and hands it over when it is served. `Attach` is sent at boot, and to a
/// device that was added since a machine was saved.
///
/// To add one: its messages here, its three files in `drivers`, a port, and a line in the board's list.
@NullMarked
package org.lkernel.kernel.device;

import org.jspecify.annotations.NullMarked;
