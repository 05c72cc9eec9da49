package org.lkernel.experiments.fault;

/// What a fault is to the kernel it happens to.
public enum Legality {
    /// A correct kernel, and a correct program, must survive it.
    LEGAL("legal"),
    /// Broken hardware does it.
    HARDWARE_FAULT("hardware fault"),
    /// Only a bug in software does it.
    SOFTWARE_DEFECT("software defect");

    private final String text;

    Legality(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
