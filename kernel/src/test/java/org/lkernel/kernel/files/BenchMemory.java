package org.lkernel.kernel.files;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.syscall.Struct;

/// What stands in for `Memory` on the bench: objects as arrays, and the caller's memory as another.
final class BenchMemory {
    private static final int PAGE = 4096;

    long chargedBytes;
    private final byte[] guest;
    private Memory.@org.jspecify.annotations.Nullable MapResolved resolved;
    final Map<Long, byte[]> objects = new TreeMap<>();

    BenchMemory(int guestBytes) {
        guest = new byte[guestBytes];
    }

    void store(long address, Bytes content) {
        content.copyTo(0, guest, (int) address, content.length());
    }

    Bytes load(long address, int length) {
        return Bytes.copyOf(guest, (int) address, length);
    }

    private byte[] object(ObjectKey key, long size) {
        byte[] pages = objects.getOrDefault(key.id(), new byte[0]);
        if (pages.length < size) {
            pages = Arrays.copyOf(pages, (int) size);
        }
        objects.put(key.id(), pages);
        return pages;
    }

    /// What an `mmap` was last told of its file.
    Memory.MapResolved resolved() {
        return java.util.Objects.requireNonNull(resolved);
    }

    void receive(Memory.Request request, Bench bench) {
        switch (request) {
            case Memory.MapResolved answer -> resolved = answer;
            case Memory.ReadObject read -> {
                Bytes content = Bytes.copyOf(
                        pages(read.object(), read.offset() + read.length(), bench), (int) read.offset(), (int)
                                read.length());
                int done = 0;
                for (Segment segment : read.target()) {
                    int part = (int) Math.min(segment.length(), content.length() - done);
                    store(segment.address(), content.slice(done, part));
                    done += part;
                }
                bench.answered(read.call(), Completion.value(read.length()));
            }
            case Memory.WriteObject write -> {
                Bytes source = write.source().inline() == null
                        ? gather(write.source().segments())
                        : write.source().inline();
                byte[] pages = pages(write.object(), write.offset() + write.length(), bench);
                source.copyTo(0, pages, (int) write.offset(), (int) write.length());
                if (write.reported()) {
                    bench.tell(new Files.Written(write.call(), write.length(), null, false));
                } else {
                    bench.answered(write.call(), Completion.value(write.length()));
                }
            }
            case Memory.Fetch fetch -> {
                Bytes all = gather(fetch.source());
                int skip = (int) fetch.skip();
                bench.tell(new Files.Fetched(
                        fetch.call(), all.slice(skip, Math.min(fetch.length(), all.length() - skip))));
            }
            case Memory.LoadObject load ->
                bench.tell(new Files.ObjectRead(
                        load.call(),
                        Bytes.copyOf(
                                pages(load.object(), load.offset() + load.length(), bench),
                                (int) load.offset(),
                                load.length())));
            case Memory.StoreObject store -> {
                byte[] pages =
                        pages(store.object(), store.offset() + store.content().length(), bench);
                store.content()
                        .copyTo(0, pages, (int) store.offset(), store.content().length());
                bench.tell(new Files.ObjectStored(store.call(), null));
            }
            case Memory.Resize resize -> {
                objects.put(resize.object().id(), Arrays.copyOf(pages(resize.object(), resize.size(), bench), (int)
                        resize.size()));
                if (resize.call() != null) {
                    bench.tell(new Files.Resized(resize.call()));
                }
            }
            case Memory.Clear clear -> {
                byte[] pages = pages(clear.object(), clear.offset() + clear.length(), bench);
                Arrays.fill(pages, (int) clear.offset(), (int) (clear.offset() + clear.length()), (byte) 0);
                bench.tell(new Files.Resized(clear.call()));
            }
            case Memory.Adopt adopt -> pages(adopt.object(), 0, bench);
            case Memory.Relay relay -> bench.answered(relay.call(), relay.completion());
            case Memory.CopyObject copy ->
                objects.put(
                        copy.copy().id(), Arrays.copyOf(pages(copy.original(), copy.size(), bench), (int) copy.size()));
            case Memory.DropObject drop -> objects.remove(drop.object().id());
            case Memory.Charge charge -> chargedBytes = charge.bytes();
            case Memory.Occupied occupied -> {
                byte[] pages = objects.getOrDefault(occupied.object().id(), new byte[0]);
                byte[] number = new byte[Long.BYTES];
                Struct.store(number, 0, Long.BYTES, (pages.length + PAGE - 1) / PAGE);
                bench.tell(new Files.Described(occupied.call(), Bytes.wrap(number)));
            }
            case Memory.PagedIn paged -> throw new AssertionError("asked for in pages()");
            default -> throw new AssertionError("not for memory: " + request);
        }
    }

    /// An object's bytes; those of the base come from the host at once.
    private byte[] pages(ObjectKey key, long size, Bench bench) {
        if (key.backing() == ObjectKey.Backing.PAGED && !objects.containsKey(key.id())) {
            objects.put(
                    key.id(),
                    bench.host.content(bench.files.state().inode(key.id() / 2)).toArray());
        }
        return object(key, size);
    }

    private Bytes gather(List<Segment> segments) {
        Bytes all = Bytes.EMPTY;
        for (Segment segment : segments) {
            all = all.concat(load(segment.address(), (int) segment.length()));
        }
        return all;
    }
}
