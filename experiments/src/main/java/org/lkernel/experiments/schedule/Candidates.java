package org.lkernel.experiments.schedule;

import java.util.Arrays;
import org.lkernel.kernel.Port;

/// What could happen next, and what fifo would do: filled in anew for each decision, and not kept by anybody.
///
/// A *chain* is a row of events of which one follows the other: a task, or a channel between two subsystems. The
/// *resource* of an event is what it touches, as far as that is known before it happens: a word of memory, a
/// subsystem. Two events conflict that have one resource, unless both only read it.
public final class Candidates {
    /// The resource of an event of which nothing is known yet.
    public static final long UNKNOWN = 0;

    private static final int LETTERS = 1 << 24;
    /// The chain of the clock's deadlines.
    public static final int TIME = 1 << 25;

    private int[] chains = new int[16];
    private long[] numbers = new long[16];
    private long[] resources = new long[16];
    private boolean[] writes = new boolean[16];
    private int[] places = new int[16];
    private int count;
    private int usual;

    public int count() {
        return count;
    }

    /// The position of what fifo would do.
    public int usual() {
        return usual;
    }

    public int chain(int index) {
        return chains[index];
    }

    public boolean isTask(int index) {
        return chains[index] < LETTERS;
    }

    /// Which event of its chain it is: another number is another event.
    public long number(int index) {
        return numbers[index];
    }

    public long resource(int index) {
        return resources[index];
    }

    public boolean writes(int index) {
        return writes[index];
    }

    public boolean conflict(int one, int other) {
        return resources[one] != UNKNOWN && resources[one] == resources[other] && (writes[one] || writes[other]);
    }

    /// The position of an event of that chain, or -1.
    public int find(int chain) {
        for (int index = 0; index < count; index++) {
            if (chains[index] == chain) {
                return index;
            }
        }
        return -1;
    }

    public Subject subject(int index) {
        return subject(chains[index], numbers[index]);
    }

    static Subject subject(int chain, long number) {
        if (chain == TIME) {
            return new Subject.Time();
        } else if (chain < LETTERS) {
            return new Subject.Task(chain, number);
        }
        return new Subject.Letter(new Port(chain >>> 8 & 0xff), new Port(chain & 0xff), number);
    }

    /// The position of that subject, however far it has come, or -1.
    int find(Subject named) {
        return switch (named) {
            case Subject.Task task -> find(task.task());
            case Subject.Letter letter ->
                find(letterChain(letter.sender().id(), letter.receiver().id()));
            case Subject.Time _ -> find(TIME);
        };
    }

    static int letterChain(int sender, int receiver) {
        return LETTERS | sender << 8 | receiver;
    }

    /// A number that no other event has.
    long key(int index) {
        return (long) chains[index] << 37 ^ numbers[index];
    }

    /// Where its source keeps it.
    int place(int index) {
        return places[index];
    }

    void clear() {
        count = 0;
        usual = 0;
    }

    void add(int chain, long number, long resource, boolean writing, int place) {
        if (count == chains.length) {
            grow();
        }
        chains[count] = chain;
        numbers[count] = number;
        resources[count] = resource;
        writes[count] = writing;
        places[count++] = place;
    }

    /// Adds one of others, whose position there is its place here.
    void add(Candidates others, int index) {
        add(others.chains[index], others.numbers[index], others.resources[index], others.writes[index], index);
    }

    void usual(int index) {
        usual = index;
    }

    private void grow() {
        chains = Arrays.copyOf(chains, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count);
        resources = Arrays.copyOf(resources, 2 * count);
        writes = Arrays.copyOf(writes, 2 * count);
        places = Arrays.copyOf(places, 2 * count);
    }
}
