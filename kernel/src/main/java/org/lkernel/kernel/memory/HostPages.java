package org.lkernel.kernel.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

    /// A page, or the way to up to 64 nodes of the next level.
    private static final class Node {
        final @Nullable Node @Nullable [] children;
        final long page;

        @SuppressWarnings("unused") // through SHARERS
        private volatile int sharers = 1;

        Node(@Nullable Node @Nullable [] children, long page) {
            this.children = children;
            this.page = page;
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
        release(top);
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
        Node parent = parentOf(frame);
        if (parent.below()[frame & (FANOUT - 1)] != null) {
            throw new IllegalStateException("frame " + frame + " has a page already");
        }
        parent.below()[frame & (FANOUT - 1)] = new Node(null, page);
        return true;
    }

    /// Takes the page from behind a frame.
    synchronized void withdraw(int frame) {
        Node parent = parentOf(frame);
        Node page = child(parent, frame, 0);
        parent.below()[frame & (FANOUT - 1)] = null;
        code.invalidate(page.page);
        release(page);
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

    private Node leaf(int frame) {
        Node node = top;
        for (int shift = TOP_SHIFT; shift >= 0; shift -= FANOUT_BITS) {
            node = child(node, frame, shift);
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
        release(old);
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
        release(shared);
        return new Node(children, 0);
    }

    private void release(Node node) {
        if ((int) SHARERS.getAndAdd(node, -1) > 1) {
            return;
        }
        if (node.children == null) {
            pool.give(node.page);
            return;
        }
        for (Node child : node.children) {
            if (child != null) {
                release(child);
            }
        }
    }
}
