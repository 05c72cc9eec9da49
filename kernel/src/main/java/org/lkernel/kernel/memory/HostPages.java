package org.lkernel.kernel.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.CodeCache;
import org.lkernel.kernel.hart.TablePool;

/// The host's pages behind the frames of one machine, shared copy-on-write with the machines forked from it.
///
/// A tree of 64-way nodes leads from a frame's number to its page. Every node counts who shares it, as the blocks
/// of a copy-on-write file system do (Rodeh, "B-trees, shadowing, and clones", 2008): a copy is one count at the
/// root, and the first write through a shared path copies that path and its page alone. So forking, and closing a
/// fork, cost what was written since and not what the machine holds.
///
/// What a hart has cached is stale once a machine was forked ([#forks]) or a page copied ([#version]);
/// [Mmu#settle] sees to that before a hart runs on. Machines whose harts run on several threads call [#privatise]
/// after a fork besides.
public final class HostPages {
    /// Frame numbers are below this.
    static final int FRAME_LIMIT = 1 << 24;

    private static final int FANOUT_BITS = 6;
    private static final int FANOUT = 1 << FANOUT_BITS;
    private static final int TOP_SHIFT = 18;
    private static final VarHandle SHARERS;

    static {
        try {
            SHARERS = MethodHandles.lookup().findVarHandle(Node.class, "sharers", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /// A page, or the way to up to 64 nodes of the next level. A page that nobody has touched since the machine was
    /// restored is still with its source.
    private static final class Node {
        final @Nullable Node @Nullable [] children;
        long page;

        private volatile @Nullable PageSource source;

        @SuppressWarnings("unused") // through SHARERS
        private volatile int sharers = 1;

        Node(@Nullable Node @Nullable [] children, long page) {
            this.children = children;
            this.page = page;
        }

        Node(PageSource source) {
            this(null, 0);
            this.source = source;
        }

        /// Lets the source fill the page; a source that cannot leaves everything as it was.
        synchronized void fetch(int frame, PagePool pool) {
            PageSource from = source;
            if (from == null) {
                return;
            }
            long fetched = pool.take();
            if (fetched == 0) {
                throw new IllegalStateException("the host has no memory for a page this machine already has");
            }
            try {
                from.fill(frame, fetched);
            } catch (RuntimeException failure) {
                pool.give(fetched);
                throw failure;
            }
            page = fetched;
            source = null;
            from.released(frame);
        }

        boolean isShared() {
            return (int) SHARERS.getVolatile(this) > 1;
        }

        void share() {
            SHARERS.getAndAdd(this, 1);
        }

        @Nullable
        Node[] below() {
            if (children == null) {
                throw new IllegalStateException("a page has nothing below it");
            }
            return children;
        }
    }

    private final PagePool pool;
    private Node top;
    private volatile int version;
    private volatile int forks;
    private boolean closed;
    /// What this machine's harts have decoded from these pages.
    private CodeCache code = new CodeCache();

    /// The pages of a new machine: none.
    public HostPages(PagePool pool) {
        this(pool, new Node(new Node[FANOUT], 0));
    }

    private HostPages(PagePool pool, Node top) {
        this.pool = pool;
        this.top = top;
        pool.join();
    }

    /// A second machine's view of the same pages.
    public synchronized HostPages copy() {
        top.share();
        forks++;
        return new HostPages(pool, top);
    }

    /// Gives up every page; the last machine's call gives the memory back to the host.
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Taken once, and not again for every page.
        synchronized (pool) {
            release(top, 0);
        }
        top = new Node(new Node[FANOUT], 0);
        pool.leave();
    }

    /// The tables of the harts of this family of machines.
    TablePool tables() {
        return pool.tables();
    }

    /// Changes whenever the pages became shared: no right to write that was cached before still holds.
    public int forks() {
        return forks;
    }

    /// Changes whenever a page that may be cached was replaced by a copy.
    public int version() {
        return version;
    }

    /// The page to read a frame from. Not to be kept beyond the current message.
    public long reading(int frame) {
        return leaf(frame).page;
    }

    /// Whether a write would have to copy the page first.
    public boolean isShared(int frame) {
        Node node = top;
        for (int shift = TOP_SHIFT; shift >= 0; shift -= FANOUT_BITS) {
            if (node.isShared()) {
                return true;
            }
            node = child(node, frame, shift);
        }
        return node.isShared();
    }

    /// The page to write a frame through, this machine's own. Not to be kept beyond the current message.
    public long writing(int frame) {
        long page = isShared(frame) ? unshared(frame) : reading(frame);
        code.invalidate(page);
        return page;
    }

    /// Says who must be told before one of these pages changes under decoded instructions.
    public void watchedBy(CodeCache decoded) {
        code = decoded;
    }

    /// Puts a page of zeroes behind a frame that has none; false when the host has no memory.
    synchronized boolean provide(int frame) {
        long page = pool.take();
        if (page == 0) {
            return false;
        }
        Raw.fill(page, Raw.PAGE_SIZE, (byte) 0);
        place(frame, new Node(null, page));
        return true;
    }

    /// Puts a page behind a frame that has none, to be filled when it is first touched.
    synchronized void provide(int frame, PageSource source) {
        place(frame, new Node(source));
    }

    private void place(int frame, Node page) {
        Node parent = parentOf(frame);
        if (parent.below()[frame & (FANOUT - 1)] != null) {
            throw new IllegalStateException("frame " + frame + " has a page already");
        }
        parent.below()[frame & (FANOUT - 1)] = page;
    }

    /// Takes the page from behind a frame.
    synchronized void withdraw(int frame) {
        Node parent = parentOf(frame);
        Node page = child(parent, frame, 0);
        parent.below()[frame & (FANOUT - 1)] = null;
        if (page.page != 0) {
            code.invalidate(page.page);
        }
        release(page, frame);
    }

    /// Copies every page that is shared, below the given frame number, for harts that run on threads of their
    /// own.
    public void privatise(int frames) {
        for (int frame = 0; frame < frames; frame++) {
            if (holds(frame)) {
                writing(frame);
            }
        }
    }

    /// Whether there is a page behind the frame.
    boolean holds(int frame) {
        @Nullable Node node = top;
        for (int shift = TOP_SHIFT; shift >= 0 && node != null; shift -= FANOUT_BITS) {
            node = node.below()[(frame >>> shift) & (FANOUT - 1)];
        }
        return node != null;
    }

    /// Whether that page is behind the frame.
    boolean isAt(int frame, long page) {
        @Nullable Node node = top;
        for (int shift = TOP_SHIFT; shift >= 0 && node != null; shift -= FANOUT_BITS) {
            node = node.below()[(frame >>> shift) & (FANOUT - 1)];
        }
        return node != null && node.page == page;
    }

    private Node leaf(int frame) {
        Node node = top;
        for (int shift = TOP_SHIFT; shift >= 0; shift -= FANOUT_BITS) {
            node = child(node, frame, shift);
        }
        if (node.source != null) {
            node.fetch(frame, pool);
        }
        return node;
    }

    private static Node child(Node node, int frame, int shift) {
        Node child = node.below()[(frame >>> shift) & (FANOUT - 1)];
        if (child == null) {
            throw new IllegalStateException("frame " + frame + " has no page");
        }
        return child;
    }

    private synchronized long unshared(int frame) {
        Node parent = parentOf(frame);
        Node old = child(parent, frame, 0);
        old.fetch(frame, pool);
        if (!old.isShared()) {
            return old.page;
        }
        long page = pool.take();
        if (page == 0) {
            throw new IllegalStateException("the host has no memory for a page this machine already has");
        }
        Raw.copy(old.page, page, Raw.PAGE_SIZE);
        parent.below()[frame & (FANOUT - 1)] = new Node(null, page);
        code.invalidate(old.page);
        release(old, frame);
        version++;
        return page;
    }

    /// The lowest node above a frame's page, with the whole path to it made this machine's own.
    private Node parentOf(int frame) {
        if (top.isShared()) {
            top = replaced(top);
        }
        Node node = top;
        for (int shift = TOP_SHIFT; shift > 0; shift -= FANOUT_BITS) {
            int slot = (frame >>> shift) & (FANOUT - 1);
            Node child = node.below()[slot];
            if (child == null) {
                child = new Node(new Node[FANOUT], 0);
                node.below()[slot] = child;
            } else if (child.isShared()) {
                child = replaced(child);
                node.below()[slot] = child;
            }
            node = child;
        }
        return node;
    }

    private Node replaced(Node shared) {
        @Nullable Node[] children = shared.below().clone();
        for (Node child : children) {
            if (child != null) {
                child.share();
            }
        }
        // Its children are shared now, so none of them goes.
        release(shared, 0);
        return new Node(children, 0);
    }

    private void release(Node node, int frame) {
        if ((int) SHARERS.getAndAdd(node, -1) > 1) {
            return;
        }
        if (node.children == null) {
            giveBack(node, frame);
            return;
        }
        for (int slot = 0; slot < FANOUT; slot++) {
            Node child = node.children[slot];
            if (child != null) {
                release(child, frame << FANOUT_BITS | slot);
            }
        }
    }

    private void giveBack(Node leaf, int frame) {
        PageSource source = leaf.source;
        if (source != null) {
            source.released(frame);
        } else {
            pool.give(leaf.page);
        }
    }

    /// The frames that have a page, in order.
    public int[] frames() {
        return changedSince(null);
    }

    /// The frames whose page is not the one they had in an earlier copy of these pages, in order; at a cost that
    /// follows their number.
    public int[] changedSince(@Nullable HostPages base) {
        IntStream.Builder frames = IntStream.builder();
        changed(top, base == null ? null : base.top, 0, TOP_SHIFT, frames);
        return frames.build().toArray();
    }

    @SuppressWarnings("ReferenceEquality") // The same node is the same pages.
    private static void changed(Node node, @Nullable Node before, int prefix, int shift, IntStream.Builder frames) {
        if (node == before) {
            return;
        } else if (node.children == null) {
            frames.add(prefix);
            return;
        }
        @Nullable Node @Nullable [] earlier = before == null ? null : before.children;
        for (int slot = 0; slot < FANOUT; slot++) {
            Node child = node.children[slot];
            if (child != null) {
                Node match = earlier == null ? null : earlier[slot];
                changed(child, match, prefix | slot << Math.max(shift, 0), shift - FANOUT_BITS, frames);
            }
        }
    }

    /// Copies the content of a frame.
    public void copy(int frame, byte[] target, int offset) {
        Raw.copy(reading(frame), target, offset, Raw.PAGE_SIZE);
    }
}
