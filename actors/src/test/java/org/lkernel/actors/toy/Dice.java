package org.lkernel.actors.toy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// Throws dice to a neighbour, taking some faces from the choices and some from the host: a user of both gates.
public final class Dice implements Subsystem<Dice.Game, Dice.Table> {
    private final Port port;
    private final List<Port> neighbours;
    private final Choices choices;
    private final Input input;
    private Table table = new Table();

    public Dice(Port port, List<Port> neighbours, Choices choices, Input input) {
        this.port = port;
        this.neighbours = neighbours;
        this.choices = choices;
        this.input = input;
    }

    public sealed interface Game extends Message {}

    public record Throw(int left, long sum) implements Game {}

    public record Shout(Bytes text, @Nullable Suit suit, List<Integer> faces) implements Game {}

    public enum Suit {
        RED,
        BLACK
    }

    /// The question to the host.
    public record Roll(long number) implements Message {}

    public record Rolled(int face, @Nullable Bytes remark) implements Message {}

    public static final class Table implements State<Table> {
        long sum;
        long asked;
        Bytes heard = Bytes.EMPTY;

        @Override
        public Table copy() {
            Table copy = new Table();
            copy.sum = sum;
            copy.asked = asked;
            copy.heard = heard;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }

        public long sum() {
            return sum;
        }
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Game> understands() {
        return Game.class;
    }

    @Override
    public Table state() {
        return table;
    }

    @Override
    public void load(Table state) {
        table = state;
    }

    @Override
    public void receive(Port sender, Game message, Outbox outbox) {
        switch (message) {
            case Throw thrown -> cast(thrown, outbox);
            case Shout shout -> table.heard = shout.text();
        }
    }

    private void cast(Throw thrown, Outbox outbox) {
        int face = choices.choose(Choices.Site.PICK_TASK, port.id(), 6);
        if (face == 0) {
            face = ((Rolled) input.ask(port, new Roll(table.asked++))).face();
            outbox.info("the host rolled " + face);
        }
        table.sum = table.sum * 31 + thrown.sum() + face;
        if (thrown.left() > 0) {
            outbox.send(neighbours.get(face % neighbours.size()), new Throw(thrown.left() - 1, table.sum));
        }
        if (face == 5) {
            outbox.send(neighbours.getFirst(), new Shout(Bytes.utf8("five"), Suit.RED, List.of(face)));
        }
    }
}
