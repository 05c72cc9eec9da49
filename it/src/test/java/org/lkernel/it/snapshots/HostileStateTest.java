package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.kernel.State;
import org.lkernel.kernel.memory.HostPages;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.PagePool;
import org.lkernel.kernel.memory.PageSource;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.memory.StoredMemory;
import org.lkernel.snapshots.codec.Listing;
import org.lkernel.snapshots.codec.MalformedValue;
import org.lkernel.snapshots.codec.StateCodec;

/// States that somebody has tampered with, hashes put right: they are refused, or make a machine that runs or
/// crashes as a kernel may, and never anything else. `-Dsnapshot.mutations=N` says how many are tried.
final class HostileStateTest {
    private static final int MUTATIONS = Integer.getInteger("snapshot.mutations", 3_000);
    private static final int STEPS = 100;
    /// What reading may allocate beyond a multiple of what is read.
    private static final long ALLOWANCE_BYTES = 1 << 20;

    private static final int ALLOWED_FACTOR = 400;

    private final StateCodec codec = new StateCodec(Listing.CURRENT);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void whateverAStateSaysOfItselfNothingButTheMachineComesToHarm() {
        Guest.Setup setup = Guest.setup().seed(1).harts(2).memory(64 << 20);
        try (Guest original =
                setup.boot("/bin/sh", "-c", "threads | cat & seq 1 50 | while read n; do echo $n; done")) {
            original.machine().run(3_000);
            try (MachineImage image = original.machine().save()) {
                List<byte[]> stored =
                        image.sections().stream().map(this::stored).toList();
                int refused = 0;
                for (int seed = 0; seed < MUTATIONS; seed++) {
                    refused += tamper(image, stored, setup, new Random(seed)) ? 0 : 1;
                }
                assertTrue(refused > MUTATIONS / 10 && refused < MUTATIONS, refused + " of " + MUTATIONS);
            }
        }
    }

    private byte[] stored(MachineImage.Section section) {
        return codec.write(section.state() instanceof MemoryState memory ? memory.stored() : section.state());
    }

    /// Changes one state; whether it was taken.
    private boolean tamper(MachineImage image, List<byte[]> stored, Guest.Setup setup, Random random) {
        int index = random.nextInt(stored.size());
        byte[] content = mutated(stored.get(index), random);
        State<?> state;
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            state = read(content, image.sections().get(index));
        } catch (MalformedValue | IllegalArgumentException named) {
            return false;
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < ALLOWANCE_BYTES + (long) ALLOWED_FACTOR * content.length, allocated + " bytes");
        }
        try {
            return runs(image, index, state, setup);
        } finally {
            state.close();
        }
    }

    private State<?> read(byte[] content, MachineImage.Section section) {
        if (section.state() instanceof MemoryState memory) {
            return MemoryState.of(codec.read(content, StoredMemory.class), new PagePool(), copies(memory.host()));
        }
        return codec.read(content, State.class);
    }

    private static PageSource copies(HostPages pages) {
        return new PageSource() {
            @Override
            public void fill(int frame, long page) {
                byte[] content = new byte[Raw.PAGE_SIZE];
                pages.copy(frame, content, 0);
                Raw.copy(content, 0, page, Raw.PAGE_SIZE);
            }

            @Override
            public void released(int frame) {
                // They stay where they are.
            }
        };
    }

    private static boolean runs(MachineImage image, int index, State<?> state, Guest.Setup setup) {
        List<MachineImage.Section> sections = new ArrayList<>(image.sections());
        sections.set(index, new MachineImage.Section(sections.get(index).port(), state));
        MachineImage tampered = new MachineImage(
                image.step(),
                sections,
                image.letters(),
                image.choices(),
                image.digestLow(),
                image.digestHigh(),
                image.inputs(),
                image.log());
        try (Guest guest = setup.boot("/bin/true")) {
            guest.machine().load(tampered);
            guest.machine().run(STEPS);
            return true;
        } catch (KernelCrash | IllegalArgumentException harmless) {
            return false;
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] content = original.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(content.length);
            switch (random.nextInt(4)) {
                case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> content[at] = (byte) random.nextInt(256);
                case 2 -> content[at] = (byte) 0xff;
                default -> {
                    int length = Math.min(random.nextInt(16), content.length - at);
                    System.arraycopy(original, random.nextInt(original.length - length + 1), content, at, length);
                }
            }
        }
        return content;
    }
}
