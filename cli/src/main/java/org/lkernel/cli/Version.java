package org.lkernel.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `lkernel --version` prints: the build of this jar, and the Java it runs on.
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String build = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "unpackaged");
        return new String[] {"lkernel " + build + " (Java " + Runtime.version() + ")"};
    }
}
