package org.lkernel.kernel;

/// Something that is so of a state, in the kernel's own words: for people to read, and for comparing two states.
///
/// @param topic of what kind its subject is, in the plural: `tasks`, `pipes`
/// @param subject which of them; unique within the topic
/// @param text what is so of it
public record Observation(String topic, String subject, String text) {}
