package org.lkernel.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a subsystem remembers between two messages.
///
/// Structured parts are persistent (immutable, sharing) collections, so a copy costs the number of fields, not
/// the amount of data: that is what makes saving, forking and rewinding a machine at every step affordable.
///
/// @param <S> the state's own type
public interface State<S extends State<S>> {
    /// An independent copy; neither sees what is later done to the other.
    S copy();

    /// Gives back what the state holds outside the heap; it is not used again.
    default void close() {}

    /// Changes whenever the fields do; a snapshot section names it.
    int schemaVersion();

    /// What is so of it, for people.
    ///
    /// @param port whose state it is
    default List<Observation> observe(Port port) {
        return List.of();
    }

    /// What must be so of it whenever no message is being handled, and is not, in words; null when all is well.
    ///
    /// @param thorough whether to look at everything; else at what takes a few steps, as after each message
    default @Nullable String flaw(boolean thorough) {
        return null;
    }

    /// Whether a call of that task is remembered here that is still to be answered. Who cannot tell says yes.
    default boolean owes(int task) {
        return true;
    }

    /// Folds every field, in a canonical order, into the digest. By default all fields in order of declaration.
    default void digest(Digest digest) {
        Canonical.fields(this, digest);
    }

    /// Folds what is so, apart from how it came about. By default every field whose name does not say that it is a
    /// time, a series or a counter.
    default void project(Projection into) {
        into.fields(this);
    }
}
