package org.lkernel.actors;

import java.nio.channels.SeekableByteChannel;
import java.util.List;

/// Where a journal is written, and what it says of the run.
record JournalPlan(SeekableByteChannel channel, String configuration, List<String> arguments) {}
