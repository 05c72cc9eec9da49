/// Sessions: a machine that a terminal comes to and leaves.
///
/// A machine with a name lives in a process of its own ([org.lkernel.cli.session.SessionServer]) and is reached over a
/// Unix domain socket in a directory that only its owner may enter; the command is then a client that lends it a
/// terminal. A machine without a name lives in the command itself. Either way the terminal is an
/// [org.lkernel.cli.session.Attachment]: keys go one way, output the other, and Ctrl-] opens the
/// [org.lkernel.cli.session.Menu].
///
/// ```
///   terminal ─ Attachment ─ Link ─────────────────────────────── machine          boot
///   terminal ─ Attachment ─ Link ══ Frame over a socket ══ Peer ─ machine         boot --name, attach
/// ```
/// What a terminal has seen is kept beside the machine as a [org.lkernel.cli.session.Screen], so that one that comes
/// later, or after a resume, can be painted the same.
@NullMarked
package org.lkernel.cli.session;

import org.jspecify.annotations.NullMarked;
