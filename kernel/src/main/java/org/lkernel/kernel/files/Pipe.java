package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// A pipe or an open FIFO: bytes on their way, and how many ends there are.
///
/// A pipe is made of pages, as in Linux, and that shows: a short write goes into the last page only if it fits there
/// whole, a page that was read half is not written to again in front, and a pipe is full when no page is left,
/// however little is in them.
///
/// @param readersEver and `writersEver` count every opening, so that who waits for a partner cannot miss a
/// short-lived one
/// @param content of each page what is not read yet
/// @param skipped how much of the first page has been read
/// @param sealed whether nothing may be written behind what is in the last page
/// @param gone how many pages there were before those of now
/// @param packets the numbers, counted from the pipe's first page ever, of those that are read as a whole (`O_DIRECT`)
record Pipe(
        long id,
        long inode,
        int capacity,
        int readers,
        int writers,
        long readersEver,
        long writersEver,
        int size,
        PVector<Bytes> content,
        int skipped,
        boolean sealed,
        long gone,
        TreePSet<Long> packets) {
    /// `pipe(7)`: what a pipe holds, and the largest write that is never mixed with another.
    static final int CAPACITY = 65536;

    static final int PAGE = 4096;
    static final int CAPACITY_MAXIMUM = 1 << 20;

    /// What a read gets, and the pipe without it.
    ///
    /// @param lengths of the pieces the bytes were in
    /// @param packet whether they are one, and `lost` what was behind them in it
    record Taken(Bytes content, List<Integer> lengths, boolean packet, Bytes lost, Pipe rest) {}

    static Pipe fresh(long id, long inode) {
        return new Pipe(id, inode, CAPACITY, 0, 0, 0, 0, 0, TreePVector.empty(), 0, false, 0, TreePSet.<Long>empty());
    }

    int pages() {
        return capacity / PAGE;
    }

    boolean isFull() {
        return content.size() >= pages();
    }

    /// What can be written in any case.
    int room() {
        return Math.max(0, pages() - content.size()) * PAGE;
    }

    Pipe withCapacity(int changed) {
        return new Pipe(
                id,
                inode,
                changed,
                readers,
                writers,
                readersEver,
                writersEver,
                size,
                content,
                skipped,
                sealed,
                gone,
                packets);
    }

    Pipe withReaders(int change) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers + change,
                writers,
                readersEver + Math.max(change, 0),
                writersEver,
                size,
                content,
                skipped,
                sealed,
                gone,
                packets);
    }

    Pipe withWriters(int change) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers,
                writers + change,
                readersEver,
                writersEver + Math.max(change, 0),
                size,
                content,
                skipped,
                sealed,
                gone,
                packets);
    }

    private Pipe with(int newSize, PVector<Bytes> changed, int newSkipped, boolean newSealed, long newGone) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers,
                writers,
                readersEver,
                writersEver,
                newSize,
                changed,
                newSkipped,
                newSealed,
                newGone,
                packets);
    }

    private Pipe withPackets(TreePSet<Long> changed) {
        return new Pipe(
                id,
                inode,
                capacity,
                readers,
                writers,
                readersEver,
                writersEver,
                size,
                content,
                skipped,
                sealed,
                gone,
                changed);
    }

    // ---- writing

    /// What is free behind the bytes of the last page.
    int roomInLast() {
        int last = content.size() - 1;
        if (last < 0 || sealed) {
            return 0;
        }
        return PAGE - content.get(last).length() - (last == 0 ? skipped : 0);
    }

    /// As much as there is room for; the first `leading` bytes into the last page, if they fit there.
    Pipe append(Bytes piece, int leading) {
        Pipe pipe = this;
        int at = 0;
        if (leading > 0 && leading <= roomInLast()) {
            int last = content.size() - 1;
            Bytes joined = content.get(last).concat(piece.slice(0, leading));
            pipe = with(size + leading, content.with(last, joined), skipped, sealed, gone);
            at = leading;
        }
        while (at < piece.length() && !pipe.isFull()) {
            int part = Math.min(PAGE, piece.length() - at);
            pipe = pipe.page(at == 0 && part == piece.length() ? piece : piece.slice(at, part), false);
            at += part;
        }
        return pipe;
    }

    /// The same, in pages that nothing may be joined with.
    Pipe appendSealed(Bytes piece) {
        Pipe pipe = this;
        for (int at = 0; at < piece.length() && !pipe.isFull(); at += PAGE) {
            pipe = pipe.page(piece.slice(at, Math.min(PAGE, piece.length() - at)), true);
        }
        return pipe;
    }

    /// As many of another pipe's pages as there is room for.
    Pipe appendPages(List<Bytes> pages) {
        Pipe pipe = this;
        for (Bytes page : pages) {
            pipe = pipe.appendSealed(page);
        }
        return pipe;
    }

    /// The same, each page a packet.
    Pipe appendPackets(Bytes piece) {
        Pipe pipe = this;
        for (int at = 0; at < piece.length() && !pipe.isFull(); at += PAGE) {
            Pipe longer = pipe.page(piece.slice(at, Math.min(PAGE, piece.length() - at)), true);
            pipe = longer.withPackets(longer.packets.plus(longer.gone + longer.content.size() - 1));
        }
        return pipe;
    }

    private Pipe page(Bytes bytes, boolean alone) {
        return with(size + bytes.length(), content.plus(bytes), content.isEmpty() ? 0 : skipped, alone, gone);
    }

    // ---- reading

    /// The first `length` bytes, at most what there is, or the first packet, of which the rest is lost.
    ///
    /// @param whole whether a packet is taken as one; a splice cuts it
    Taken take(int length, boolean whole) {
        if (content.get(0).length() >= length && packets.isEmpty()) {
            return new Taken(content.get(0).slice(0, length), List.of(length), false, Bytes.EMPTY, drop(length));
        }
        List<Integer> lengths = new ArrayList<>();
        Gathering taken = new Gathering();
        Bytes lost = Bytes.EMPTY;
        Pipe pipe = this;
        boolean packet = false;
        while (taken.size() < length && pipe.size > 0 && !packet) {
            Bytes first = pipe.content.get(0);
            int part = Math.min(first.length(), length - taken.size());
            packet = whole && packets.contains(pipe.gone);
            taken.put(part == first.length() ? first : first.slice(0, part));
            lengths.add(part);
            pipe = pipe.drop(packet ? first.length() : part);
            if (packet) {
                lost = first.slice(part, first.length() - part);
            }
        }
        return new Taken(taken.toBytes(), List.copyOf(lengths), packet, lost, pipe);
    }

    /// Without so many bytes of the first page.
    private Pipe drop(int length) {
        Bytes first = content.get(0);
        if (length < first.length()) {
            Bytes rest = first.slice(length, first.length() - length);
            return with(size - length, content.with(0, rest), skipped + length, sealed, gone);
        }
        Pipe rest = with(size - length, content.minus(0), 0, sealed && content.size() > 1, gone + 1);
        return packets.isEmpty() ? rest : rest.withPackets(packets.minus(gone));
    }

    /// With bytes that were taken in front again, as the pages they were in.
    Pipe putBack(List<Bytes> pieces, boolean packet) {
        Pipe pipe = this;
        for (int index = pieces.size() - 1; index >= 0; index--) {
            Bytes piece = pieces.get(index);
            boolean alone = pipe.content.isEmpty() ? packet : pipe.sealed;
            pipe = pipe.with(pipe.size + piece.length(), pipe.content.plus(0, piece), 0, alone, pipe.gone - 1);
            pipe = packet ? pipe.withPackets(pipe.packets.plus(pipe.gone)) : pipe;
        }
        return pipe;
    }

    /// The first `length` bytes, by page.
    List<Bytes> pages(int length) {
        List<Bytes> pages = new ArrayList<>();
        int left = length;
        for (int index = 0; left > 0; index++) {
            Bytes page = content.get(index);
            int part = Math.min(page.length(), left);
            pages.add(page.slice(0, part));
            left -= part;
        }
        return pages;
    }
}
