package org.lkernel.snapshots;

/// Which kernel this is, as snapshots name it.
final class Build {
    static final String NAME = name();

    private Build() {}

    private static String name() {
        String version = Build.class.getPackage().getImplementationVersion();
        return "lkernel " + (version == null ? "development" : version);
    }
}
