package org.lkernel.kernel.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A sparse array of words by page number: a page table, the pages of an object, the counts of frames.
///
/// A radix tree of 64-way nodes, as high as its largest index needs. A word of 0 is absence, and a node with
/// nothing in it is removed. Nodes belong to the tree that made them; a copy shares them all, and whichever of
/// the two writes first copies the nodes on the way. So [#copy] costs nothing, and the first writes after it a
/// few nodes each.
///
/// A hart may call [#at] while the owner writes: words are stored whole and in order, and nodes it can meet are
/// never changed in any other way than by filling in an absent child.
final class PageTree {
    private static final int FANOUT_BITS = 6;
    private static final int FANOUT = 1 << FANOUT_BITS;
    private static final int SLOT = FANOUT - 1;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    /// How many nodes the trees of one state have, for the account of what they cost.
    static final class Meter {
        private int nodes;

        private int areas;

        int nodes() {
            return nodes;
        }

        int areas() {
            return areas;
        }

        void areas(int more) {
            areas += more;
        }
    }

    /// Who may change a node in place.
    private static final class Owner {}

    private static final class Node {
        final Owner owner;
        final int shift;
        final @Nullable Node @Nullable [] children;
        final long @Nullable [] words;
        int used;

        Node(Owner owner, int shift, @Nullable Node @Nullable [] children, long @Nullable [] words, int used) {
            this.owner = owner;
            this.shift = shift;
            this.children = children;
            this.words = words;
            this.used = used;
        }

        static Node empty(Owner owner, int shift) {
            return shift == 0
                    ? new Node(owner, 0, null, new long[FANOUT], 0)
                    : new Node(owner, shift, new Node[FANOUT], null, 0);
        }

        Node copyFor(Owner newOwner) {
            return new Node(
                    newOwner,
                    shift,
                    children == null ? null : children.clone(),
                    words == null ? null : words.clone(),
                    used);
        }

        int slot(long index) {
            return (int) (index >>> shift) & SLOT;
        }

        /// Whether the index is past everything this node, as a root, can hold.
        boolean isBelow(long index) {
            return index >>> shift >>> FANOUT_BITS != 0;
        }
    }

    private final Meter meter;
    private Owner owner = new Owner();
    private volatile Node root;
    private long size;
    private int nodes = 1;

    PageTree(Meter meter) {
        this.meter = meter;
        this.root = Node.empty(owner, 0);
        meter.nodes++;
    }

    private PageTree(Meter meter, Node root, long size, int nodes) {
        this.meter = meter;
        this.root = root;
        this.size = size;
        this.nodes = nodes;
    }

    /// An independent tree of the same words, accounted to that meter, whose total is the caller's to carry over.
    PageTree copy(Meter account) {
        owner = new Owner();
        return new PageTree(account, root, size, nodes);
    }

    /// A meter that starts where another one is, for a copied state.
    static Meter meterLike(Meter original) {
        Meter copy = new Meter();
        copy.nodes = original.nodes;
        copy.areas = original.areas;
        return copy;
    }

    /// Takes the tree's nodes off the account; the tree is not used again.
    void discard() {
        meter.nodes -= nodes;
        nodes = 0;
        root = Node.empty(owner, 0);
        size = 0;
    }

    /// How many words there are.
    long size() {
        return size;
    }

    /// How high the tree is: how far the root's children are apart, as a power of two; 0 when it is a leaf.
    int shift() {
        return root.shift;
    }

    /// Makes an empty tree as high as another one was.
    ///
    /// @throws IllegalArgumentException if no tree is that high
    void raiseTo(int shift) {
        if (shift < 0 || shift >= Long.SIZE || shift % FANOUT_BITS != 0) {
            throw new IllegalArgumentException("no tree of pages has a root at " + shift);
        }
        while (root.shift < shift) {
            raise();
        }
    }

    /// Whether the index is past all that the tree can hold without growing.
    boolean isAbove(long index) {
        return root.isBelow(index);
    }

    /// The word, or 0.
    long at(long index) {
        Node node = root;
        if (node.isBelow(index)) {
            return 0;
        }
        while (node.children != null) {
            Node child = node.children[node.slot(index)];
            if (child == null) {
                return 0;
            }
            node = child;
        }
        return (long) WORD.getAcquire(node.words, (int) index & SLOT);
    }

    /// The smallest index in `from ≤ index < end` that has a word, or `end`.
    long next(long from, long end) {
        long at = from;
        while (at < end && !root.isBelow(at)) {
            Node node = root;
            while (node.children != null) {
                Node child = node.children[node.slot(at)];
                if (child == null) {
                    break;
                }
                node = child;
            }
            long found = node.children == null ? inLeaf(node, at) : -1;
            if (found >= 0) {
                return Math.min(found, end);
            }
            at = node.children == null ? (at | SLOT) + 1 : past(node, at);
        }
        return end;
    }

    private static long inLeaf(Node leaf, long from) {
        long[] words = leaf.words;
        for (int slot = (int) from & SLOT; words != null && slot < FANOUT; slot++) {
            if (words[slot] != 0) {
                return (from & ~(long) SLOT) | slot;
            }
        }
        return -1;
    }

    /// The first index of the next child that is there, after an absent one.
    private static long past(Node node, long at) {
        int slot = node.slot(at);
        @Nullable Node[] children = node.children;
        long next = at >>> node.shift << node.shift;
        while (children != null && slot < FANOUT && children[slot] == null) {
            slot++;
            next += 1L << node.shift;
        }
        return next;
    }

    /// Sets the word, or removes it with 0.
    void put(long index, long word) {
        if (word == 0) {
            remove(index);
            return;
        }
        while (root.isBelow(index)) {
            raise();
        }
        Node node = ownRoot();
        while (node.children != null) {
            node = ownChild(node, node.slot(index));
        }
        int slot = (int) index & SLOT;
        if (node.words != null && node.words[slot] == 0) {
            node.used++;
            size++;
        }
        WORD.setRelease(node.words, slot, word);
    }

    private void remove(long index) {
        if (at(index) == 0) {
            return;
        }
        root = without(ownRoot(), index);
        size--;
    }

    /// The node without the word; it is kept even when empty, and its parent drops it then.
    private Node without(Node node, long index) {
        int slot = node.slot(index);
        if (node.children == null) {
            WORD.setRelease(node.words, slot, 0L);
            node.used--;
            return node;
        }
        Node child = without(ownChild(node, slot), index);
        if (child.used == 0) {
            node.children[slot] = null;
            node.used--;
            count(-1);
        }
        return node;
    }

    private void raise() {
        Node old = root;
        Node higher = Node.empty(owner, old.shift + FANOUT_BITS);
        if (old.used > 0 && higher.children != null) {
            higher.children[0] = old;
            higher.used = 1;
            count(1);
        }
        root = higher;
    }

    private Node ownRoot() {
        if (root.owner != owner) {
            root = root.copyFor(owner);
        }
        return root;
    }

    private Node ownChild(Node node, int slot) {
        @Nullable Node[] children = node.children;
        if (children == null) {
            throw new IllegalStateException("a leaf has no children");
        }
        Node child = children[slot];
        if (child == null) {
            child = Node.empty(owner, node.shift - FANOUT_BITS);
            node.used++;
            count(1);
        } else if (child.owner != owner) {
            child = child.copyFor(owner);
        } else {
            return child;
        }
        children[slot] = child;
        return child;
    }

    private void count(int more) {
        nodes += more;
        meter.nodes += more;
    }
}
