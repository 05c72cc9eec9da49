package org.lkernel.snapshots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.PagePool;
import org.lkernel.kernel.memory.PageSource;
import org.lkernel.kernel.memory.StoredMemory;
import org.lkernel.snapshots.codec.Listing;
import org.lkernel.snapshots.codec.MalformedValue;
import org.lkernel.snapshots.codec.StateCodec;
import org.lkernel.snapshots.file.Section;
import org.lkernel.snapshots.file.SnapshotException;
import org.lkernel.snapshots.file.SnapshotFile;

/// The sections and pages of a file as a machine's image.
final class LoadedImage {
    private final SnapshotFile file;
    private final StateCodec codec;
    private final MachineFacts facts;

    /// @throws SnapshotException if a newer kernel wrote it, or it is malformed
    LoadedImage(SnapshotFile file) {
        this.file = file;
        Section machine = file.section(SavedImage.MACHINE);
        if (machine.schemaVersion() < 1 || machine.schemaVersion() > Listing.CURRENT) {
            throw new SnapshotException(
                    file.path(),
                    "made of types as listing %d has them, and this kernel has listings up to %d: a newer kernel wrote it"
                            .formatted(machine.schemaVersion(), Listing.CURRENT));
        }
        codec = new StateCodec(machine.schemaVersion());
        facts = read(machine, MachineFacts.class);
    }

    MachineFacts facts() {
        return facts;
    }

    /// @param done what to do when no page of the file will be asked for any more
    MachineImage image(Runnable done) {
        List<MachineImage.Section> sections = new ArrayList<>();
        try {
            for (Port port : facts.ports()) {
                Section section = file.section(SavedImage.section(port));
                sections.add(new MachineImage.Section(port, state(port, section, done)));
            }
            return new MachineImage(
                    facts.step(),
                    sections,
                    letters(),
                    facts.choices(),
                    facts.digestLow(),
                    facts.digestHigh(),
                    facts.inputs(),
                    facts.log());
        } catch (RuntimeException malformed) {
            sections.forEach(section -> section.state().close());
            throw malformed;
        }
    }

    private State<?> state(Port port, Section section, Runnable done) {
        State<?> state =
                port.equals(Port.MEMORY) ? memory(read(section, StoredMemory.class), done) : read(section, State.class);
        if (section.schemaVersion() > state.schemaVersion()) {
            throw new SnapshotException(
                    file.path(),
                    "section %s has schema %d, and this kernel knows it up to %d: a newer kernel wrote it"
                            .formatted(section.name(), section.schemaVersion(), state.schemaVersion()));
        }
        return state;
    }

    private MemoryState memory(StoredMemory stored, Runnable done) {
        int[] frames = file.pages().frames();
        PageSource source = new FilePages(file.pages(), frames.length, done);
        MemoryState memory;
        try {
            memory = MemoryState.of(stored, new PagePool(), source);
        } catch (IllegalArgumentException unfit) {
            throw new SnapshotException(
                    file.path(), "section " + SavedImage.section(Port.MEMORY) + ": " + unfit.getMessage());
        }
        if (!Arrays.equals(memory.host().frames(), frames)) {
            memory.close();
            throw new SnapshotException(file.path(), "the pages there are do not fit the frames in use");
        }
        return memory;
    }

    private List<Letter> letters() {
        List<Letter> letters = new ArrayList<>();
        for (Undelivered each : facts.letters()) {
            letters.add(each.letter(letters.size()));
        }
        return letters;
    }

    private <T> T read(Section section, Class<T> type) {
        try {
            return codec.read(section.content(), type);
        } catch (MalformedValue malformed) {
            throw new SnapshotException(file.path(), "section " + section.name() + ": " + malformed.getMessage());
        }
    }
}
