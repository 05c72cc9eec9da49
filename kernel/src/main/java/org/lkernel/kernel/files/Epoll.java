package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// An interest list: `epoll(7)`.
///
/// @param interests by descriptor and description
/// @param queue the ready list: those of whom something has come to be true since they were last looked at, in order
/// @param places the same the other way round
/// @param ordered false only in snapshots from before the list had places: then each interest may have something
record Epoll(
        long id,
        TreePMap<Subject, Interest> interests,
        TreePMap<Long, Subject> queue,
        TreePMap<Subject, Long> places,
        boolean ordered) {
    static final int EDGE = 1 << 31;
    static final int ONE_SHOT = 1 << 30;
    static final int WAKE_UP = 1 << 29;
    static final int EXCLUSIVE = 1 << 28;
    static final int SETTINGS = EDGE | ONE_SHOT | WAKE_UP | EXCLUSIVE;

    Epoll {
        if (!ordered) {
            long place = 0;
            for (Subject key : interests.keySet()) {
                queue = queue.plus(++place, key);
                places = places.plus(key, place);
            }
            ordered = true;
        }
    }

    static Epoll fresh(long id) {
        return new Epoll(id, TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), true);
    }

    /// What an interest is in: the description, as registered under this number.
    record Subject(int descriptor, long file) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int order = Integer.compare(descriptor, other.descriptor);
            return order != 0 ? order : Long.compare(file, other.file);
        }
    }

    /// @param events wanted, with `EPOLLET` and `EPOLLONESHOT`; errors and the end are always among them, unless a
    /// one-shot interest has been used up, of which only the settings are left
    /// @param sequence of its place among those who watch the source
    record Interest(int events, long data, long source, long sequence) {
        int wanted() {
            int wanted = events & ~SETTINGS;
            return wanted == 0 ? 0 : wanted | Readiness.ANYTHING;
        }

        boolean has(int setting) {
            return (events & setting) != 0;
        }

        Interest with(int changed, long newData) {
            return new Interest(changed, newData, source, sequence);
        }
    }

    /// Who is told that a source has changed.
    record Watch(long epoll, Subject key) {}

    Interest interest(Subject key) {
        Interest interest = interests.get(key);
        if (interest == null) {
            throw new IllegalStateException("no interest " + key);
        }
        return interest;
    }

    Epoll with(Subject key, Interest interest) {
        return new Epoll(id, interests.plus(key, interest), queue, places, true);
    }

    Epoll without(Subject key) {
        Epoll rest = unlisted(key);
        return new Epoll(id, interests.minus(key), rest.queue, rest.places, true);
    }

    // ---- the ready list

    boolean isListed(Subject key) {
        return places.containsKey(key);
    }

    /// The one to be looked at first, or null.
    @Nullable
    Subject first() {
        return queue.isEmpty() ? null : queue.firstEntry().getValue();
    }

    /// Puts it at the end.
    Epoll listed(Subject key) {
        return listed(key, queue.isEmpty() ? 0 : queue.lastKey() + 1);
    }

    /// Puts it where it was taken from: before all others.
    Epoll listedFirst(Subject key) {
        return listed(key, queue.isEmpty() ? 0 : queue.firstKey() - 1);
    }

    private Epoll listed(Subject key, long place) {
        return new Epoll(id, interests, queue.plus(place, key), places.plus(key, place), true);
    }

    Epoll unlisted(Subject key) {
        Long place = places.get(key);
        return place == null ? this : new Epoll(id, interests, queue.minus(place), places.minus(key), true);
    }
}
