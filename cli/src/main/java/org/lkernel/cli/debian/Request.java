package org.lkernel.cli.debian;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A package asked for: its name, perhaps a version, and whether what it depends on is wanted too.
///
/// @param version empty for the newest of the suite
record Request(String name, Optional<DebianVersion> version, boolean withDependencies) {

    private static final Pattern SYNTAX = Pattern.compile("([a-z0-9][a-z0-9+.-]*)(?:=([A-Za-z0-9.+:~-]+))?( alone)?");

    /// Parses `PACKAGE` or `PACKAGE=VERSION`, and with ` alone` after it what [#toString] writes.
    static Request parse(String text) throws IOException {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new RootFailure("'" + text + "' is no package: write NAME or NAME=VERSION in lower case");
        }
        Optional<DebianVersion> version = Optional.ofNullable(matcher.group(2)).map(DebianVersion::new);
        return new Request(matcher.group(1), version, matcher.group(3) == null);
    }

    @Override
    public String toString() {
        return name + version.map(v -> "=" + v).orElse("") + (withDependencies ? "" : " alone");
    }
}
