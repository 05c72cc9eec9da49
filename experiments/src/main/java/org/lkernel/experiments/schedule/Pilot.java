package org.lkernel.experiments.schedule;

import java.util.SortedMap;

/// What the fifo schedule was like: sizes that strategies need to place their choices.
///
/// @param decisions how often there was something to choose
/// @param conflicts how many of those were about a resource that another chain had touched last
/// @param events how many events each chain had
public record Pilot(long decisions, long conflicts, SortedMap<Integer, Long> events) {}
