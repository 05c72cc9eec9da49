package org.lkernel.snapshots.file;

/// A named run of bytes in a snapshot, with the version of the schema by which its owner reads it.
///
/// @param name lower-case letters, digits, `.`, `_` and `-`, a letter first, at most 48 in all
/// @param schemaVersion its owner's, not looked at here
/// @param content the bytes; not copied, so leave them alone while they are being saved
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Section(String name, int schemaVersion, byte[] content) {
    public Section {
        if (!Format.isName(name)) {
            throw new IllegalArgumentException("no name for a section: " + name);
        }
    }
}
