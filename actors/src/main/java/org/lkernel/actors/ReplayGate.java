package org.lkernel.actors;

import org.jspecify.annotations.Nullable;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.journal.JournalEvent;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// The second gate closed to the host: a journal answers, and says what came when. Any difference from the run
/// it was written in is an error at once.
final class ReplayGate implements InputGate {
    private final JournalReader journal;
    private final boolean verifying;
    private final KeyedChoices choices;
    private long step;
    private boolean needsImage;
    private @Nullable JournalEvent upcoming;
    /// Where `upcoming` begins.
    private long upcomingPosition;

    /// @param verifying whether digests are compared, which needs a machine that folds one
    ReplayGate(JournalReader journal, boolean verifying, KeyedChoices choices) {
        this.choices = choices;
        this.journal = journal;
        this.verifying = verifying;
        this.needsImage = journal.header().firstStep() > 0;
    }

    private JournalEvent upcoming() {
        JournalEvent event = upcoming;
        if (event == null) {
            upcomingPosition = journal.position();
            event = journal.next();
            upcoming = event;
        }
        return event;
    }

    private void consume() {
        upcoming = null;
    }

    @Override
    public Message ask(Port device, Message question) {
        JournalEvent event = upcoming();
        if (!(event instanceof JournalEvent.Answered answered)
                || answered.step() != step
                || !answered.device().equals(device)
                || answered.question() != JournalEvent.foldOf(question)) {
            throw diverged("%s asks %s, the journal has %s".formatted(device, question, event));
        }
        consume();
        return answered.answer();
    }

    @Override
    public void at(long newStep) {
        step = newStep;
    }

    @Override
    public long dueStep() {
        return upcoming().step();
    }

    @Override
    public void boundary(long now, Digest digest, Injector injector) {
        step = now;
        if (needsImage) {
            throw new JournalException("the journal begins at step %d: load an image of that step first"
                    .formatted(journal.header().firstStep()));
        }
        while (upcoming().step() <= now && take(upcoming(), now, digest, injector)) {
            consume();
        }
    }

    /// Whether the event is over with; the last one stays.
    private boolean take(JournalEvent event, long now, Digest digest, Injector injector) {
        if (event.step() < now) {
            throw diverged("the journal has %s before this step".formatted(event));
        }
        return switch (event) {
            case JournalEvent.Injected injected -> {
                injector.inject(injected.receiver(), injected.message());
                yield true;
            }
            case JournalEvent.Answered answered ->
                throw diverged("%s did not ask for %s".formatted(answered.device(), answered.answer()));
            case JournalEvent.Checkpoint checkpoint -> verified(checkpoint.low(), checkpoint.high(), digest);
            case JournalEvent.Ended ended -> !verified(ended.low(), ended.high(), digest);
            case JournalEvent.Cut _ -> false;
            case JournalEvent.Reseeded reseeded -> decideAs(reseeded.seed());
        };
    }

    private boolean verified(long low, long high, Digest digest) {
        if (verifying && (low != digest.low() || high != digest.high())) {
            throw diverged("the digest is %s, in the journal %s"
                    .formatted(digest.hex(), Digest.of(low, high).hex()));
        }
        return true;
    }

    private JournalException diverged(String difference) {
        return new JournalException("the replay differs from the journal at step %d: %s".formatted(step, difference));
    }

    @Override
    public void injected(long now, Port receiver, Message message) {
        throw new IllegalStateException("a replay takes its input from the journal");
    }

    @Override
    public void reseeded(long now, long seed) {
        throw new IllegalStateException("a replay takes its decisions from the journal");
    }

    @Override
    public void midway(long now) {
        while (!needsImage && upcoming() instanceof JournalEvent.Reseeded reseeded && reseeded.step() == now) {
            decideAs(reseeded.seed());
            consume();
        }
    }

    private boolean decideAs(long seed) {
        choices.load(choices.state().withSeed(seed));
        return true;
    }

    @Override
    public void settle() {}

    @Override
    public boolean open() {
        return false;
    }

    @Override
    public boolean exhausted(long now) {
        JournalEvent event = upcoming();
        return event.step() <= now && (event instanceof JournalEvent.Ended || event instanceof JournalEvent.Cut);
    }

    @Override
    public long position() {
        return upcoming == null ? journal.position() : upcomingPosition;
    }

    @Override
    public void load(long newStep, long position, long seed) {
        step = newStep;
        upcoming = null;
        needsImage = false;
        journal.seek(newStep, position);
    }

    @Override
    public void end(long now, Digest digest) {}

    @Override
    public void close() {
        journal.close();
    }
}
