package org.lkernel.kernel.files;

/// A file as reached through the tree of mounts.
record Place(long mount, long inode) {}
