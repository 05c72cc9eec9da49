package org.lkernel.actors.choice;

import org.lkernel.kernel.Choices;

/// Choices whose place in their streams can be saved and put back.
public interface KeyedChoices extends Choices {
    long seed();

    ChoicesState state();

    /// Choices of their own that decide the same from here on.
    KeyedChoices copy();

    /// Continues from a state saved earlier, seed included.
    void load(ChoicesState state);
}
