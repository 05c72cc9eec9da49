package org.lkernel.snapshots.file;

import java.util.List;

/// What is to be saved.
///
/// @param kernelBuild names the kernel that saves, in at most 64 bytes of UTF-8
/// @param sections in the order in which they are to be stored, no name twice
/// @param pages read while it is saved
public record SnapshotContent(String kernelBuild, List<Section> sections, Pages pages) {
    public SnapshotContent {
        sections = List.copyOf(sections);
        if (sections.stream().map(Section::name).distinct().count() != sections.size()) {
            throw new IllegalArgumentException("two sections of one name");
        }
        if (sections.size() > Format.MOST_SECTIONS - Format.OWN_SECTIONS) {
            throw new IllegalArgumentException("more sections than a file can have: " + sections.size());
        }
    }
}
