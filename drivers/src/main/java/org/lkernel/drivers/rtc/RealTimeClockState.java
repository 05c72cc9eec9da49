package org.lkernel.drivers.rtc;

import java.util.List;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;

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
    public List<Observation> observe(Port port) {
        return List.of(
                new Observation("devices", "real-time clock", "last read %d ns after 1970".formatted(readNanos)));
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.REAL_TIME_CLOCK);
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
