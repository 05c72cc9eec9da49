package org.lkernel.drivers.entropy;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.Entropy;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Struct;

/// The entropy device: random bits that are choices of the machine, hence the same for the same seed.
public final class EntropySubsystem implements Subsystem<Entropy, EntropyState> {
    private final Choices choices;
    private EntropyState state = new EntropyState();

    public EntropySubsystem(Choices choices) {
        this.choices = choices;
    }

    @Override
    public Port port() {
        return Port.ENTROPY;
    }

    @Override
    public Class<Entropy> understands() {
        return Entropy.class;
    }

    @Override
    public EntropyState state() {
        return state;
    }

    @Override
    public void load(EntropyState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Entropy message, Outbox outbox) {
        switch (message) {
            case Entropy.Attach() -> outbox.info("entropy0 at board0: seeded");
            case Entropy.Draw draw -> outbox.send(Port.FILES, new Files.EntropyGiven(draw.call(), draw(draw.length())));
        }
    }

    private Bytes draw(int length) {
        state.drawnBytes += length;
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += 8) {
            long bits = choices.bits(Choices.Site.ENTROPY, port().id());
            Struct.store(bytes, at, Math.min(8, length - at), bits);
        }
        return Bytes.wrap(bytes);
    }
}
