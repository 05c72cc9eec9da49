package org.lkernel.kernel.files;

/// A regular file of a host tree, as it was first seen.
///
/// @param export which of the trees
/// @param path components joined by `/`, each a Latin-1 image of its bytes
public record BaseFile(int export, String path, long size, long modifiedNanos) {}
