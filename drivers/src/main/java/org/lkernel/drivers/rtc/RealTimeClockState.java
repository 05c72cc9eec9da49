package org.lkernel.drivers.rtc;

import org.lkernel.kernel.State;

/// What the real-time clock's driver remembers: the time it last read.
public final class RealTimeClockState implements State<RealTimeClockState> {
    long readNanos;

    @Override
    public RealTimeClockState copy() {
        RealTimeClockState copy = new RealTimeClockState();
        copy.readNanos = readNanos;
        return copy;
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
