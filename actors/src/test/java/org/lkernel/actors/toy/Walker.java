package org.lkernel.actors.toy;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Resumable;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// Makes so many steps, and tells a friend every tenth and at the end: a hart, as far as the fabric can see.
public final class Walker implements Subsystem<Walker.Walk, Walker.Path>, Resumable {
    private final Port port;
    private final Port friend;
    private Path path = new Path();
    private long pause = Long.MAX_VALUE;
    private long pauseAtGreetings = Long.MAX_VALUE;

    public Walker(Port port, Port friend) {
        this.port = port;
        this.friend = friend;
    }

    public sealed interface Walk extends Message {}

    public record Go(int steps, int rounds) implements Walk {}

    public record Passed(long at) implements Walk {}

    /// What it has a bug in.
    public record Stumble() implements Walk {}

    public static final class Path implements State<Path> {
        long walked;
        long greetings;
        int left;
        int rounds;
        long trail;
        boolean walking;

        @Override
        public Path copy() {
            Path copy = new Path();
            copy.walked = walked;
            copy.greetings = greetings;
            copy.left = left;
            copy.rounds = rounds;
            copy.trail = trail;
            copy.walking = walking;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Walk> understands() {
        return Walk.class;
    }

    @Override
    public Path state() {
        return path;
    }

    @Override
    public void load(Path state) {
        path = state;
    }

    @Override
    public void receive(Port sender, Walk message, Outbox outbox) {
        switch (message) {
            case Go go -> {
                path.left = go.steps();
                path.rounds = go.rounds();
                path.walking = true;
                walk(outbox);
            }
            case Stumble() -> throw new IllegalStateException("stumbled");
            case Passed passed -> path.trail = path.trail * 31 + passed.at();
        }
    }

    private void walk(Outbox outbox) {
        while (path.left > 0) {
            if (path.walked >= pause || path.greetings >= pauseAtGreetings) {
                return;
            }
            path.walked++;
            path.left--;
            path.trail = path.trail * 17 + path.walked;
            if (path.walked % 10 == 0) {
                path.greetings++;
                outbox.send(friend, new Passed(path.walked));
            }
        }
        path.walking = false;
        if (path.rounds > 0) {
            outbox.send(friend, new Go(7 + (int) (path.trail & 31), path.rounds - 1));
        }
    }

    @Override
    public boolean unfinished() {
        return path.walking;
    }

    @Override
    public void proceed(Outbox outbox) {
        walk(outbox);
    }

    @Override
    public long retired() {
        return path.walked;
    }

    @Override
    public void pauseAt(long retired) {
        pause = retired;
        pauseAtGreetings = Long.MAX_VALUE;
    }

    /// A greeting is the one call it makes.
    @Override
    public long calls(int number) {
        return path.greetings;
    }

    @Override
    public void pauseAtCall(int number, long calls) {
        pauseAtGreetings = calls;
    }

    @Override
    public long nowNanos() {
        return path.walked;
    }
}
