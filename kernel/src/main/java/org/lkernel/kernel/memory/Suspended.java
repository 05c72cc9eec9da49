package org.lkernel.kernel.memory;

/// A request that cannot go on yet, kept as itself and attempted again when it can.
///
/// @param message the request
/// @param done how far it got: what the next attempt begins with
/// @param parked its hart has been told, so that the answer goes to the scheduler
/// @param cause what it waits for
record Suspended(Memory message, long done, boolean parked, Cause cause) {
    /// What a suspended request waits for.
    sealed interface Cause {
        /// A page that `Files` was asked for.
        record Page(ObjectKey object, long index) implements Cause {}

        /// Free memory: the out-of-memory killer is at work.
        record Room() implements Cause {}

        /// Its own turn: long work is done in steps, so that no message takes long.
        record Turn() implements Cause {}
    }
}
