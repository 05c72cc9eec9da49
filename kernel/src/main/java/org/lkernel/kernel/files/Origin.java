package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;

/// Where in the base a file comes from.
///
/// @param export which of the host's directories
/// @param path components joined by `/`, each a Latin-1 image of its bytes; empty for the top
/// @param size and `modifiedNanos` as first seen: pages are only good while they hold
record Origin(int export, String path, long size, long modifiedNanos) {
    Origin child(String name, long childSize, long childModifiedNanos) {
        return new Origin(export, path.isEmpty() ? name : path + '/' + name, childSize, childModifiedNanos);
    }

    /// A place in the base, apart from what was there.
    record Name(int export, String path) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int order = Integer.compare(export, other.export);
            return order != 0 ? order : path.compareTo(other.path);
        }
    }

    Name name() {
        return new Name(export, path);
    }

    List<Bytes> components() {
        List<Bytes> components = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            components.add(Bytes.latin1(path.substring(start, end)));
            start = end + 1;
        }
        return List.copyOf(components);
    }
}
