package org.lkernel.experiments.campaign;

import java.util.Objects;

/// Which kernel this is, as cases name it.
public final class Identity {
    public static final String BUILD = "lkernel "
            + Objects.requireNonNullElse(Identity.class.getPackage().getImplementationVersion(), "development");

    private Identity() {}
}
