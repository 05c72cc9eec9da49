package org.lkernel.actors.toy;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// Returns a ball until it has bounced often enough.
public final class Player implements Subsystem<Player.Play, Player.Score> {
    private final Port port;
    private Score score = new Score();

    public Player(Port port) {
        this.port = port;
    }

    public sealed interface Play extends Message {}

    /// A ball with so many bounces left.
    public record Ball(long bounces, int spin, String colour) implements Play {}

    /// Serve a ball to the other player.
    public record Serve(Port to, long bounces) implements Play {}

    public static final class Score implements State<Score> {
        long hits;
        long spins;

        @Override
        public Score copy() {
            Score copy = new Score();
            copy.hits = hits;
            copy.spins = spins;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }

        public long hits() {
            return hits;
        }
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Play> understands() {
        return Play.class;
    }

    @Override
    public Score state() {
        return score;
    }

    @Override
    public void load(Score state) {
        score = state;
    }

    @Override
    public void receive(Port sender, Play message, Outbox outbox) {
        switch (message) {
            case Ball ball -> hit(sender, ball, outbox);
            case Serve serve -> outbox.send(serve.to(), new Ball(serve.bounces(), 0, "white"));
        }
    }

    private void hit(Port sender, Ball ball, Outbox outbox) {
        score.hits++;
        score.spins = score.spins * 31 + ball.spin();
        if (ball.bounces() > 0) {
            outbox.send(sender, new Ball(ball.bounces() - 1, ball.spin() + 1, ball.colour()));
        }
    }
}
