package org.lkernel.kernel.files;

import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// An interest list: `epoll(7)`.
///
/// @param interests by descriptor and description
/// @param ready which of them may have events, in the order they got them
record Epoll(long id, TreePMap<Key, Interest> interests, TreePVector<Key> ready) {
    /// What an interest is in: the description, as registered under this number.
    record Key(int descriptor, long file) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Integer.compare(descriptor, other.descriptor);
            return order != 0 ? order : Long.compare(file, other.file);
        }
    }

    /// @param events wanted, with `EPOLLET` and `EPOLLONESHOT`
    /// @param sequence of its place among those who watch the source
    record Interest(int events, long data, long source, long sequence) {}

    /// Who is told that a source has changed.
    record Watch(long epoll, Key key) {}

    Epoll withInterests(TreePMap<Key, Interest> changed) {
        return new Epoll(id, changed, ready);
    }

    Epoll withReady(TreePVector<Key> changed) {
        return new Epoll(id, interests, changed);
    }
}
