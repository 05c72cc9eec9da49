package org.lkernel.snapshots;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.lkernel.actors.MachineImage;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.Sha256;
import org.lkernel.snapshots.file.SnapshotException;
import org.lkernel.snapshots.file.SnapshotFile;

/// A whole machine in a file: saved between two messages or inside a hart's slice, to go on elsewhere as it would
/// have gone on here.
///
/// ```java
/// try (MachineImage image = machine.save()) {
///     Snapshot.save(image, "{}", Path.of("warm.lks"), SaveOptions.DEFAULT);
/// }
/// try (Snapshot snapshot = Snapshot.open(Path.of("warm.lks"), OpenOptions.DEFAULT);
///         MachineImage image = snapshot.image()) {
///     machine.load(image);
/// }
/// ```
/// A machine that was loaded takes its pages from the file as it touches them; the file stays open until the last
/// was taken or the machine is closed, whatever happens to the name meanwhile.
public final class Snapshot implements Closeable {
    private final SnapshotFile file;
    private final LoadedImage loaded;
    /// Who still needs the file: this object, and every image with pages left to take.
    private final AtomicInteger users = new AtomicInteger(1);
    private boolean closed;

    private Snapshot(SnapshotFile file, LoadedImage loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /// Saves a machine under a name, replacing what has it in one step or not at all.
    ///
    /// @param host what the host's side wants to find again, in its own words
    /// @return the generation, a name for the content
    /// @throws SnapshotException if the host refuses; what had the name is then untouched, and so is the machine
    public static Sha256 save(MachineImage image, String host, Path path, SaveOptions options) {
        byte[] hostBytes = host.getBytes(StandardCharsets.UTF_8);
        return SnapshotFile.save(path, new SavedImage(image).content(Build.NAME, hostBytes), options);
    }

    /// Opens a snapshot. Every section is checked before anything of it is believed, pages when they are touched.
    ///
    /// @throws SnapshotException if the file is none that this kernel can read
    public static Snapshot open(Path path, OpenOptions options) {
        SnapshotFile file = SnapshotFile.open(path, options);
        try {
            return new Snapshot(file, new LoadedImage(file));
        } catch (RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /// The file itself: its sections, pages and hashes.
    public SnapshotFile file() {
        return file;
    }

    /// The kernel that wrote it, if that is another than this; it is read all the same.
    public Optional<String> otherBuild() {
        return Optional.of(file.kernelBuild()).filter(build -> !build.equals(Build.NAME));
    }

    /// What the host's side said when it was saved.
    public String host() {
        return new String(file.section(SavedImage.HOST).content(), StandardCharsets.UTF_8);
    }

    /// How many messages had been delivered.
    public long step() {
        return loaded.facts().step();
    }

    public long seed() {
        return loaded.facts().choices().seed();
    }

    /// The machine, its pages still in the file.
    ///
    /// @throws SnapshotException if a section is damaged or malformed
    public MachineImage image() {
        users.incrementAndGet();
        AtomicBoolean left = new AtomicBoolean();
        Runnable leaving = () -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        };
        try {
            return loaded.image(leaving);
        } catch (RuntimeException unreadable) {
            leaving.run();
            throw unreadable;
        }
    }

    /// The machine with every page read and its hash checked: nothing of the file is needed any more.
    ///
    /// @throws SnapshotException if anything of it is damaged or malformed
    public MachineImage wholeImage() {
        MachineImage image = image();
        try {
            MemoryState memory = new SavedImage(image).memory();
            for (int frame : memory.host().frames()) {
                memory.host().reading(frame);
            }
            return image;
        } catch (RuntimeException damaged) {
            image.close();
            throw damaged;
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            file.close();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            leave();
        }
    }
}
