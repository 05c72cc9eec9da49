package org.lkernel.snapshots.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be saved.
///
/// @param kernelBuild names the kernel that saves, in at most 64 bytes of UTF-8
/// @param sections in the order in which they are to be stored, no name twice
/// @param pages read while it is saved
/// @param increment what the pages are stored relative to, null to store all of them
public record SnapshotContent(
        String kernelBuild,
        List<Section> sections,
        Pages pages,
        @Nullable Increment increment) {
    public SnapshotContent {
        sections = List.copyOf(sections);
        if (sections.stream().map(Section::name).distinct().count() != sections.size()) {
            throw new IllegalArgumentException("two sections of one name");
        }
        if (sections.size() > Format.MOST_SECTIONS - Format.OWN_SECTIONS) {
            throw new IllegalArgumentException("more sections than a file can have: " + sections.size());
        }
    }

    /// All of it, in one file.
    public SnapshotContent(String kernelBuild, List<Section> sections, Pages pages) {
        this(kernelBuild, sections, pages, null);
    }

    public SnapshotContent since(Increment base) {
        return new SnapshotContent(kernelBuild, sections, pages, base);
    }
}
