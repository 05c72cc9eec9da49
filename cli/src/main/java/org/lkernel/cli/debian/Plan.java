package org.lkernel.cli.debian;

import java.util.List;
import java.util.SortedMap;

/// What is to be unpacked, each package after those it was asked for by, and which dependencies were left out and
/// why.
record Plan(List<DebianPackage> packages, SortedMap<String, String> leftOut) {

    Plan {
        packages = List.copyOf(packages);
    }
}
