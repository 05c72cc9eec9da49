package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.ObjectKey;
import org.pcollections.TreePMap;

/// What an inode holds, by type of file.
///
/// A tree over a base is a copy of it that is filled in as it is looked at: a directory of the base remembers
/// where it came from, what was found there, and, as *absent*, what was not. So a removal, a rename of a whole
/// directory or a change of mode is a change of this tree alone, and nothing is ever told to the base.
sealed interface Node {
    /// @param entries by name; an absent one is a name known not to be in the base, or removed
    /// @param order the names by cookie: the order of `getdents64(2)`, in which a position stays good whatever is
    /// removed
    /// @param listed whether every name of the base is among the entries
    record Directory(
            TreePMap<String, Entry> entries,
            TreePMap<Long, String> order,
            long nextCookie,
            @Nullable Origin origin,
            boolean listed)
            implements Node {
        private static final long FIRST_COOKIE = 3;

        static Directory empty() {
            return new Directory(TreePMap.empty(), TreePMap.empty(), FIRST_COOKIE, null, true);
        }

        static Directory of(Origin origin) {
            return new Directory(TreePMap.empty(), TreePMap.empty(), FIRST_COOKIE, origin, false);
        }

        Directory with(String name, long inode, int type) {
            Entry old = entries.get(name);
            if (old != null && old.inode() != 0) {
                return new Directory(
                        entries.plus(name, new Entry(inode, type, old.cookie())), order, nextCookie, origin, listed);
            }
            return new Directory(
                    entries.plus(name, new Entry(inode, type, nextCookie)),
                    order.plus(nextCookie, name),
                    nextCookie + 1,
                    origin,
                    listed);
        }

        Directory without(String name) {
            Entry old = entries.get(name);
            return new Directory(
                    listed ? entries.minus(name) : entries.plus(name, Entry.ABSENT),
                    old == null ? order : order.minus(old.cookie()),
                    nextCookie,
                    origin,
                    listed);
        }

        /// Every name of the base is in it now, so that an absence need not be noted.
        Directory complete() {
            TreePMap<String, Entry> present = entries;
            for (var each : entries.entrySet()) {
                present = each.getValue().inode() == 0 ? present.minus(each.getKey()) : present;
            }
            return new Directory(present, order, nextCookie, origin, true);
        }

        /// How many names are noted that are not there.
        int absent() {
            return entries.size() - order.size();
        }

        /// What is under a name that is in the order.
        Entry entry(String name) {
            Entry entry = entries.get(name);
            if (entry == null) {
                throw new IllegalStateException("no entry " + name);
            }
            return entry;
        }

        boolean isEmpty() {
            return order.isEmpty();
        }
    }

    /// @param inode 0 when nothing is there
    /// @param type as `d_type`
    record Entry(long inode, int type, long cookie) {
        static final Entry ABSENT = new Entry(0, 0, 0);

        boolean isDirectory() {
            return inode != 0 && type == Mode.entryType(Mode.DIRECTORY);
        }
    }

    /// A file with pages, which `Memory` owns.
    ///
    /// @param origin of the base, whether or not it was changed since
    /// @param marks what may not be done to it any more, and what is special about it; see [Seals]
    record Regular(ObjectKey object, @Nullable Origin origin, int marks) implements Node {
        Regular(ObjectKey object, @Nullable Origin origin) {
            this(object, origin, 0);
        }

        Regular marked(int more) {
            return new Regular(object, origin, marks | more);
        }
    }

    record Symlink(String target) implements Node {}

    record Device(int major, int minor) implements Node {}

    /// @param pipe the pipe behind it while it is open, else 0
    record Fifo(long pipe) implements Node {}

    /// @param socket bound to the name, or 0
    record Socket(long socket) implements Node {}

    /// A file of procfs, made up when it is looked at.
    record Generated(ProcName name) implements Node {}

    /// One of the machine's own three streams.
    record Stream(int number) implements Node {}

    /// Something that has a descriptor and no name: what `/proc/PID/fd` shows.
    record Anonymous(String label) implements Node {}
}
