package org.lkernel.actors;

import org.lkernel.actors.fabric.Ready;
import org.lkernel.kernel.Choices;

/// Chooses, among the messages that could be delivered next, the one that is.
@FunctionalInterface
public interface Order {
    /// What [#next] answers to let time pass to the next deadline before anything is delivered.
    int TIME_PASSES = -1;

    /// A position in `ready`, or [#TIME_PASSES] if it may say so; asked only when there are two or more.
    int next(Ready ready);

    /// Whether time may pass while messages wait, so that it is asked for single messages too. As long as an idle
    /// jump is among the messages it may not answer with another.
    default boolean mindsTime() {
        return false;
    }

    /// What it will choose from, once, before anything is delivered.
    default void over(Ready ready) {}

    /// The oldest first: no choice is drawn.
    static Order arrival() {
        return ready -> {
            int oldest = 0;
            for (int index = 1; index < ready.size(); index++) {
                if (ready.arrival(index) < ready.arrival(oldest)) {
                    oldest = index;
                }
            }
            return oldest;
        };
    }

    /// Any, as the choices say. Decisions are keyed by the receiver that is first in canonical order.
    static Order chosen(Choices choices) {
        return ready -> choices.choose(Choices.Site.DELIVERY, ready.receiver(0).id(), ready.size());
    }
}
