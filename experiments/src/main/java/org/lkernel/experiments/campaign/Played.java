package org.lkernel.experiments.campaign;

/// A schedule that was played.
///
/// @param found words that it showed to be shared; none unless it was a scout's
@SuppressWarnings("ArrayRecordComponent") // handed on once, and not compared
record Played(Result result, long[] found) {}
