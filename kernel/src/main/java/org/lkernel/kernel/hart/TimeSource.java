package org.lkernel.kernel.hart;

/// The clock that `rdtime` and `rdcycle` read, as a function of the instructions the hart has retired.
@FunctionalInterface
public interface TimeSource {
    long timeNanos(long retired);
}
