package org.lkernel.kernel.files;

import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// An interest list: `epoll(7)`.
///
/// @param interests by descriptor and description
/// @param ready which of them may have events, in the order they got them
record Epoll(long id, TreePMap<Subject, Interest> interests, TreePVector<Subject> ready) {
    /// What an interest is in: the description, as registered under this number.
    record Subject(int descriptor, long file) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int order = Integer.compare(descriptor, other.descriptor);
            return order != 0 ? order : Long.compare(file, other.file);
        }
    }

    /// @param events wanted, with `EPOLLET` and `EPOLLONESHOT`
    /// @param sequence of its place among those who watch the source
    record Interest(int events, long data, long source, long sequence) {}

    /// Who is told that a source has changed.
    record Watch(long epoll, Subject key) {}

    Interest interest(Subject key) {
        Interest interest = interests.get(key);
        if (interest == null) {
            throw new IllegalStateException("no interest " + key);
        }
        return interest;
    }

    Epoll withInterests(TreePMap<Subject, Interest> changed) {
        return new Epoll(id, changed, ready);
    }

    Epoll withReady(TreePVector<Subject> changed) {
        return new Epoll(id, interests, changed);
    }
}
