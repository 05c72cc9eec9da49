package org.lkernel.kernel.files;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.Memory;

/// What the objects of files cost the machine, in bytes of kernel memory: charged to `--memory`, of which they may
/// have a quarter.
///
/// Each object costs what its host representation takes, generously rounded; so a guest that makes as many as it
/// can meets an error before the host's heap has grown past that quarter. What is read from the base is not
/// charged: the host's tree bounds it. `Memory` takes the total off what programs may have; it is told when the
/// total has moved by [#GRAIN], so that no ordinary call costs a message.
final class Ledger {
    /// An inode, the object with its pages, and what they are found by.
    static final int INODE = 1024;
    /// A name in a directory, found by name and by cookie.
    static final int ENTRY = 512;
    /// An open description, and the pipe, counter, timer, socket or interest list behind it.
    static final int FILE = 1024;

    static final int DESCRIPTOR = 128;
    /// An interest of an epoll, found from both sides.
    static final int WATCH = 512;
    /// A message or piece that waits in a socket, without its bytes.
    static final int PACKET = 256;
    /// One of those a parked `poll(2)` or `select(2)` waits for.
    static final int WAIT = 256;

    /// A record lock.
    static final int LOCK = 128;
    /// An extended attribute, without its name and value.
    static final int ATTRIBUTE = 256;

    private static final int SHARE = 4;
    private static final int GRAIN = 256 << 10;

    private final Core core;
    private final long limit;

    Ledger(Core core, long memoryBytes) {
        this.core = core;
        this.limit = memoryBytes / SHARE;
    }

    /// Whether so much more is not too much.
    boolean allows(long bytes) {
        return core.state.chargedBytes + bytes <= limit;
    }

    /// Refuses what would be too much.
    void afford(long bytes, Errno errno) {
        if (!allows(bytes)) {
            throw new Refusal(errno);
        }
    }

    /// The same for names and what they name, which leave a quarter of it alone: who has filled the file system can
    /// still open files, to make room.
    void affordName(long bytes, Errno errno) {
        afford(bytes + limit / SHARE, errno);
    }

    /// Something came to be, or went: then `bytes` is negative.
    void charge(long bytes) {
        FilesState state = core.state;
        state.chargedBytes += bytes;
        if (Math.abs(state.chargedBytes - state.toldBytes) >= GRAIN) {
            state.toldBytes = state.chargedBytes;
            core.send(Port.MEMORY, new Memory.Charge(state.chargedBytes));
        }
    }

    /// What an inode's own content costs beside the inode.
    static long cost(Node node) {
        return switch (node) {
            case Node.Directory directory -> (long) directory.entries().size() * ENTRY;
            case Node.Symlink symlink -> symlink.target().length();
            case Node.Regular r -> 0;
            case Node.Device d -> 0;
            case Node.Fifo f -> 0;
            case Node.Socket s -> 0;
            case Node.Generated g -> 0;
            case Node.Stream s -> 0;
            case Node.Anonymous a -> 0;
        };
    }

    /// What a description costs, with the text that was made for it alone.
    static long cost(Opened opened) {
        return FILE
                + (opened instanceof Opened.Text text ? (long) text.content().length() : 0L);
    }

    /// What a waiting call keeps.
    static long cost(Operation operation) {
        return switch (operation) {
            case Operation.Poll poll -> (long) poll.entries().size() * WAIT;
            case Operation.Select select -> (long) select.entries().size() * WAIT;
            case Operation.Write write -> write.chunk().length();
            case Operation.Copy copy -> copy.chunk().length();
            case Operation.Check c -> 0;
            case Operation.Extend e -> 0;
            case Operation.Settle s -> 0;
            case Operation.Read r -> 0;
            case Operation.HostRead h -> 0;
            case Operation.OpenFifo o -> 0;
            case Operation.EpollWait w -> 0;
            case Operation.Lock l -> 0;
            case Operation.Head h -> 0;
            case Operation.More m -> 0;
            case Operation.ReceiveMessage m -> 0;
            case Operation.Accept a -> 0;
            case Operation.Connect c -> 0;
            case Operation.Receive r -> 0;
        };
    }
}
