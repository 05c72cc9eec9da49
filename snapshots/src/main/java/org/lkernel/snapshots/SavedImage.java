package org.lkernel.snapshots;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.actors.MachineImage;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.snapshots.codec.Listing;
import org.lkernel.snapshots.codec.StateCodec;
import org.lkernel.snapshots.file.Section;
import org.lkernel.snapshots.file.SnapshotContent;

/// A machine's image as the sections and pages of a file.
final class SavedImage {
    static final String MACHINE = "machine";
    static final String HOST = "host";
    private static final int HOST_SCHEMA = 1;

    private final StateCodec codec = new StateCodec(Listing.CURRENT);
    private final MachineImage image;

    SavedImage(MachineImage image) {
        this.image = image;
    }

    /// Where a subsystem's state is.
    static String section(Port port) {
        return "state." + port;
    }

    /// @param host what the host's side wants to find again
    SnapshotContent content(String build, byte[] host) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(MACHINE, Listing.CURRENT, codec.write(facts())));
        sections.add(new Section(HOST, HOST_SCHEMA, host));
        image.sections().forEach(each -> sections.add(state(each)));
        return new SnapshotContent(build, sections, new ImagePages(memory().host()));
    }

    MemoryState memory() {
        return image.sections().stream()
                .map(MachineImage.Section::state)
                .filter(MemoryState.class::isInstance)
                .map(MemoryState.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a machine without memory"));
    }

    private MachineFacts facts() {
        return new MachineFacts(
                image.step(),
                image.sections().stream().map(MachineImage.Section::port).toList(),
                image.letters().stream().map(Undelivered::of).toList(),
                image.choices(),
                image.digestLow(),
                image.digestHigh(),
                image.inputs(),
                image.log());
    }

    private Section state(MachineImage.Section each) {
        Object stored = each.state() instanceof MemoryState memory ? memory.stored() : each.state();
        return new Section(section(each.port()), each.state().schemaVersion(), codec.write(stored));
    }
}
