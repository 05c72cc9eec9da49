package org.lkernel.cli.debian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The move of one package's files into a tree, in the order of its archive.
///
/// Directories get their times at the end, and their owner may always write to them, or the next package could
/// not.
final class Unpacking implements DebFile.Sink {

    private static final int PERMISSIONS = 07777;
    private static final int OWNER_ALL = 0700;
    private static final List<Byte> REGULAR =
            List.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG);

    private final RootTree tree;
    private final DebianPackage described;
    private final List<Unpacked.File> files = new ArrayList<>();
    private final Map<Path, TarArchiveEntry> directories = new LinkedHashMap<>();
    private int skipped;

    private Unpacking(RootTree tree, DebianPackage described) {
        this.tree = tree;
        this.described = described;
    }

    static Unpacked unpack(RootTree tree, DebianPackage described, Path deb) throws IOException {
        Unpacking unpacking = new Unpacking(tree, described);
        DebFile.of(described, deb).forEach(unpacking);
        unpacking.finishDirectories();
        return new Unpacked(
                described.name(),
                described.version().text(),
                described.checksum().sha256(),
                unpacking.skipped,
                unpacking.files);
    }

    @Override
    public void entry(TarArchiveEntry entry, InputStream content) throws IOException {
        try {
            if (entry.isSparse()) {
                throw refused(entry, "is a sparse file");
            }
            put(entry, name(entry, entry.getName()), content);
        } catch (InvalidPathException e) {
            skipped++;
        }
    }

    private void put(TarArchiveEntry entry, String name, InputStream content) throws IOException {
        if (entry.isDirectory()) {
            directory(entry, name);
        } else if (entry.isSymbolicLink()) {
            symbolicLink(entry, name);
        } else if (entry.isLink()) {
            hardLink(entry, name);
        } else if (REGULAR.contains(entry.getLinkFlag())) {
            file(entry, name, content);
        } else {
            skipped++;
        }
    }

    private void directory(TarArchiveEntry entry, String name) throws IOException {
        RootTree.Place place = tree.directory(name);
        if (!place.name().isEmpty()) {
            directories.put(place.path(), entry);
            record('d', entry, place, "");
        }
    }

    private void file(TarArchiveEntry entry, String name, InputStream content) throws IOException {
        RootTree.Place place = place(entry, name);
        tree.file(place, content, entry.getMode(), modified(entry));
        record('f', entry, place, "");
    }

    private void symbolicLink(TarArchiveEntry entry, String name) throws IOException {
        String target = clean(entry, entry.getLinkName());
        RootTree.Place place = place(entry, name);
        tree.symbolicLink(place, target, modified(entry));
        record('l', entry, place, target);
    }

    private void hardLink(TarArchiveEntry entry, String name) throws IOException {
        RootTree.Place existing = place(entry, name(entry, entry.getLinkName()));
        RootTree.Place place = place(entry, name);
        tree.hardLink(place, existing);
        record('h', entry, place, existing.name());
    }

    private RootTree.Place place(TarArchiveEntry entry, String name) throws IOException {
        RootTree.Place place = tree.place(name);
        if (Ledger.owns(place.name())) {
            throw refused(entry, "would change the records of " + Ledger.DIRECTORY);
        }
        return place;
    }

    private void record(char type, TarArchiveEntry entry, RootTree.Place place, String target) {
        String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
        files.add(new Unpacked.File(type, entry.getMode() & PERMISSIONS, owner, place.name(), target));
    }

    private void finishDirectories() throws IOException {
        for (Map.Entry<Path, TarArchiveEntry> directory : directories.entrySet()) {
            TarArchiveEntry entry = directory.getValue();
            tree.attributes(directory.getKey(), entry.getMode() | OWNER_ALL, modified(entry));
        }
    }

    /// The name without the `./` that dpkg-deb(1) puts before it.
    private String name(TarArchiveEntry entry, String text) throws RootFailure {
        String name = clean(entry, text).replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
        if (name.startsWith("/")) {
            throw refused(entry, "is an absolute name");
        }
        if (List.of(name.split("/")).contains("..")) {
            throw refused(entry, "contains '..'");
        }
        return name.equals(".") ? "" : name;
    }

    /// Neither NUL, which ends names for the host, nor tab and newline, which end them in the ledger.
    private String clean(TarArchiveEntry entry, String text) throws RootFailure {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(entry, "is empty or has control characters");
        }
        return text;
    }

    private RootFailure refused(TarArchiveEntry entry, String why) {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
        return new RootFailure("package " + described + " is hostile or broken, refused: '" + name + "' " + why);
    }

    private static Instant modified(TarArchiveEntry entry) {
        return entry.getLastModifiedTime().toInstant();
    }
}
