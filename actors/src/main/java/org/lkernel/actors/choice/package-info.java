/// The first gate: who answers when the machine asks what it could do otherwise.
///
/// A decision is a pure function of (seed, stream, site, actor, occurrence), where the occurrence counts earlier
/// decisions of the same site and actor. So leaving one out, or forcing one, shifts no other.
@NullMarked
package org.lkernel.actors.choice;

import org.jspecify.annotations.NullMarked;
