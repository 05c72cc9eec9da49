package org.lkernel.actors.choice;

import org.lkernel.kernel.Choices;

/// One decision that was taken.
///
/// @param occurrence how many decisions of this site and actor came before
/// @param bound how many alternatives there were; 0 for a draw of bits
/// @param value which was taken, or the bits
public record Decision(Choices.Site site, int actor, long occurrence, int bound, long value) {}
