package org.lkernel.kernel.files;

/// The events of `poll(2)`, in the numbers of `asm-generic/poll.h`; those of `epoll(7)` are the same.
///
/// Each kind of object has the bits that Linux gives it: an event counter is `IN` and never `READ_NORMAL`. A level is
/// made of them, and so is the *key* of a wake: what has come to be true of an object, which is what an edge is.
final class Readiness {
    static final int IN = 1;
    static final int PRIORITY = 2;
    static final int OUT = 4;
    static final int ERR = 8;
    static final int HUP = 0x10;
    static final int INVALID = 0x20;
    static final int READ_NORMAL = 0x40;
    static final int READ_BAND = 0x80;
    static final int WRITE_NORMAL = 0x100;
    static final int WRITE_BAND = 0x200;
    static final int READ_HUP = 0x2000;

    /// What nearly everything readable is, and everything writable.
    static final int READ = IN | READ_NORMAL;

    static final int WRITE = OUT | WRITE_NORMAL;
    /// What a file that nobody polls specially always is.
    static final int ALWAYS = READ | WRITE;
    static final int SOCKET_WRITE = WRITE | WRITE_BAND;
    static final int SOCKET_READ = READ | READ_BAND | PRIORITY;

    // ---- of wakes alone

    /// Everybody is meant, whatever they are interested in: these two are in every interest.
    static final int ANYTHING = ERR | HUP;
    /// Those who have the reading end, or the writing end, and nobody else.
    static final int READERS = 1 << 16;

    static final int WRITERS = 1 << 17;
    static final int EVENTS = 0xffff;

    private Readiness() {}

    /// Whether a wake with that key is for this end.
    static boolean addresses(int key, OpenFile file) {
        return (key & (READERS | WRITERS)) == 0
                || (key & READERS) != 0 && file.readable()
                || (key & WRITERS) != 0 && file.writable();
    }
}
