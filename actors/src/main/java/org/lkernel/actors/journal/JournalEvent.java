package org.lkernel.actors.journal;

import org.lkernel.actors.codec.Folds;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// One thing a journal tells.
public sealed interface JournalEvent {
    int INJECTED = 1;
    int ANSWERED = 2;
    int CHECKPOINT = 3;
    int ENDED = 4;
    int CUT = 5;
    int RESEEDED = 6;

    /// When it happened: after so many steps; for an answer during the step of this number.
    long step();

    record Injected(long step, Port receiver, Message message) implements JournalEvent {}

    /// @param question the fold of what was asked, as [#foldOf] says
    record Answered(long step, Port device, int question, Message answer) implements JournalEvent {}

    record Checkpoint(long step, long low, long high) implements JournalEvent {}

    record Ended(long step, long low, long high) implements JournalEvent {}

    record Cut(long step) implements JournalEvent {}

    /// From here on decisions are those of another seed.
    record Reseeded(long step, long seed) implements JournalEvent {}

    /// Thirty-two bits that tell one question from another.
    static int foldOf(Message question) {
        Digest digest = new Digest();
        Folds.fold((Record) question, digest);
        return (int) (digest.low() ^ (digest.high() >>> 32));
    }
}
