package org.lkernel.drivers.hostfiles;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.device.HostEntry;

/// An export that knows which files the guest has seen the inside of, so that a machine that is resumed can
/// tell whether it finds them again.
///
/// A file that is found with the same content at another time of modification, as in a copy of a root, is given
/// under the time the guest knows. Forked machines on several threads may share it.
public final class WitnessedExport implements Export {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int CHUNK_BYTES = 1 << 20;
    /// A file that is larger is known by its size and time alone, so that a snapshot is not held up by it.
    public static final long HASHED_MAXIMUM_BYTES = 4L << 30;

    private final Export export;
    private final TreeMap<String, HostFile> seen = new TreeMap<>();
    /// What the host says of a file that the guest knows under another time or size.
    private final TreeMap<String, HostEntry> standIns = new TreeMap<>();

    public WitnessedExport(Export export) {
        this.export = export;
    }

    /// A file that is not as it was.
    public record Difference(HostFile expected, String found) {}

    @Override
    public @Nullable HostEntry look(List<Bytes> directory, Bytes name) {
        return export.look(directory, name);
    }

    @Override
    public @Nullable List<HostEntry> list(List<Bytes> directory) {
        return export.list(directory);
    }

    @Override
    public @Nullable String same(String path, List<String> candidates) {
        return export.same(path, candidates);
    }

    @Override
    public synchronized @Nullable Bytes read(List<Bytes> path, long offset, int length, long size, long modifiedNanos) {
        String key = path.stream().map(Bytes::toLatin1).collect(Collectors.joining("/"));
        HostEntry standIn = standIns.get(key);
        Bytes content = standIn == null
                ? export.read(path, offset, length, size, modifiedNanos)
                : export.read(path, offset, length, standIn.size(), standIn.modifiedNanos());
        if (content != null) {
            witness(key, size, modifiedNanos);
        }
        return content;
    }

    /// The guest has seen this file, or is about to.
    public synchronized void witness(String path, long size, long modifiedNanos) {
        HostFile known = seen.get(path);
        if (known == null || known.size() != size || known.modifiedNanos() != modifiedNanos) {
            seen.put(path, new HostFile(path, size, modifiedNanos, null));
        }
    }

    @Override
    public String describe() {
        return export.describe();
    }

    /// All files seen, with their hashes as far as they can be had, in order of path. A hash is made once.
    ///
    /// @param progress told how many bytes were read
    public synchronized List<HostFile> manifest(LongConsumer progress) {
        seen.replaceAll((path, file) -> file.sha256() == null ? file.hashed(hash(file, progress)) : file);
        return List.copyOf(seen.values());
    }

    private @Nullable String hash(HostFile file, LongConsumer progress) {
        HostEntry standIn = standIns.get(file.path());
        return standIn == null
                ? hash(file, file.size(), file.modifiedNanos(), progress)
                : hash(file, standIn.size(), standIn.modifiedNanos(), progress);
    }

    /// The hash of a file that is of this size and time from beginning to end; null when it is not.
    private @Nullable String hash(HostFile file, long size, long modifiedNanos, LongConsumer progress) {
        if (size > HASHED_MAXIMUM_BYTES) {
            return null;
        }
        MessageDigest digest = sha256();
        List<Bytes> path = file.components();
        for (long offset = 0; offset < size; ) {
            Bytes chunk = export.read(path, offset, CHUNK_BYTES, size, modifiedNanos);
            if (chunk == null || chunk.isEmpty()) {
                return null;
            }
            digest.update(chunk.toArray());
            offset += chunk.length();
            progress.accept(chunk.length());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Takes over what an earlier machine saw, and says which of it is not the same here. A file of the same
    /// size and time is the same; else its content decides.
    public synchronized List<Difference> recall(Collection<HostFile> manifest, LongConsumer progress) {
        List<Difference> differences = new ArrayList<>();
        for (HostFile file : manifest) {
            seen.put(file.path(), file);
            String found = compare(file, progress);
            if (found != null) {
                differences.add(new Difference(file, found));
            }
        }
        return List.copyOf(differences);
    }

    /// How many files stand in for what the guest knows under another time.
    public synchronized int standIns() {
        return standIns.size();
    }

    private @Nullable String compare(HostFile file, LongConsumer progress) {
        List<Bytes> path = file.components();
        HostEntry now = export.look(path.subList(0, path.size() - 1), path.getLast());
        if (now == null) {
            return "no such file";
        } else if ((now.mode() & TYPE_MASK) != REGULAR) {
            return "no regular file";
        } else if (now.size() == file.size() && now.modifiedNanos() == file.modifiedNanos()) {
            return null;
        }
        standIns.put(file.path(), now);
        if (now.size() != file.size()) {
            return now.size() + " bytes";
        }
        String expected = file.sha256();
        String hash = expected == null ? null : hash(file, now.size(), now.modifiedNanos(), progress);
        if (expected == null) {
            return "another time of modification, and no hash was saved to compare it by";
        } else if (hash == null) {
            return "a file that cannot be read";
        }
        return hash.equals(expected) ? null : "SHA-256 " + hash;
    }
}
