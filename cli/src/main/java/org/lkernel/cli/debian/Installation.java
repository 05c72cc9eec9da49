package org.lkernel.cli.debian;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The change of a tree from the packages it has to those of a plan.
final class Installation {

    private static final List<String> MERGED = List.of("bin", "sbin", "lib");

    private final RootTree tree;
    private final Ledger ledger;
    private final Map<String, Unpacked> present;
    private final Map<String, String> owners = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();
    private int skipped;

    private Installation(RootTree tree) throws IOException {
        this.tree = tree;
        this.ledger = new Ledger(tree);
        this.present = new TreeMap<>(ledger.known().packages());
        present.values().forEach(unpacked -> filesOf(unpacked).forEach(file -> owners.put(file, unpacked.name())));
    }

    /// What an installation leaves to be told.
    record Outcome(int skipped, List<String> notices) {}

    /// Unpacks `files` in their order, while nobody else changes the tree.
    static Outcome install(
            RootTree tree,
            Set<String> suites,
            String architecture,
            List<Request> requests,
            Map<DebianPackage, Path> files,
            Progress progress)
            throws IOException {
        Ledger ledger = new Ledger(tree);
        try (FileChannel channel =
                        FileChannel.open(ledger.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, tree)) {
            if (!lock.isValid()) {
                throw busy(tree, null);
            }
            ledger.begin(suites, architecture);
            Installation installation = new Installation(tree);
            installation.unpack(files, progress);
            new Furnishing(tree).supply();
            ledger.fulfilled(requests);
            return new Outcome(installation.skipped, List.copyOf(installation.notices));
        }
    }

    private static FileLock lock(FileChannel channel, RootTree tree) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw busy(tree, e);
        }
        throw busy(tree, null);
    }

    private static RootFailure busy(RootTree tree, @Nullable Throwable cause) {
        return new RootFailure("another run is changing " + tree + ": wait until it is done", cause);
    }

    private void unpack(Map<DebianPackage, Path> files, Progress progress) throws IOException {
        for (String name : MERGED) {
            tree.directory("usr/" + name);
            RootTree.Place link = tree.place(name);
            if (!link.exists()) {
                tree.symbolicLink(link, "usr/" + name, Instant.EPOCH);
            }
        }
        try (Progress.Step step = progress.begin("unpacking", files.size())) {
            for (Map.Entry<DebianPackage, Path> file : files.entrySet()) {
                unpack(file.getKey(), file.getValue());
                step.advance(1);
            }
        }
    }

    private void unpack(DebianPackage described, Path deb) throws IOException {
        Unpacked unpacked = Unpacking.unpack(tree, described, deb);
        Set<String> names = filesOf(unpacked);
        takeOver(described, names);
        Unpacked earlier = present.put(unpacked.name(), unpacked);
        if (earlier != null) {
            removeStale(earlier, names);
        }
        skipped += unpacked.skipped();
        ledger.unpacked(unpacked);
    }

    /// A file of two packages is the later one's; worth a word unless the later one declares it (Debian Policy
    /// 7.6.1).
    private void takeOver(DebianPackage by, Set<String> names) {
        Set<String> robbed = new TreeSet<>();
        for (String name : names) {
            String owner = owners.put(name, by.name());
            if (owner != null && !owner.equals(by.name())) {
                robbed.add(owner);
            }
        }
        by.replaces().forEach(relation -> robbed.remove(relation.name()));
        robbed.forEach(owner -> notices.add("files of " + owner + " were replaced by those of " + by.name()));
    }

    private void removeStale(Unpacked earlier, Set<String> kept) throws IOException {
        for (String name : filesOf(earlier)) {
            if (!kept.contains(name) && owners.remove(name, earlier.name())) {
                RootTree.Place place = tree.place(name);
                if (!place.isDirectory()) {
                    tree.delete(place);
                }
            }
        }
    }

    private static Set<String> filesOf(Unpacked unpacked) {
        Set<String> names = new TreeSet<>();
        unpacked.files().stream().filter(file -> !file.isDirectory()).forEach(file -> names.add(file.name()));
        return names;
    }
}
