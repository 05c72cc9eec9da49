package org.lkernel.drivers.hostfiles;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.files.Files;

/// The host-files driver: passes each look-up to the host through `Input` and the answer to `Files`.
public final class HostFilesSubsystem implements Subsystem<HostFiles, HostFilesState> {
    private final Input input;
    private HostFilesState state = new HostFilesState();

    public HostFilesSubsystem(Input input) {
        this.input = input;
    }

    @Override
    public Port port() {
        return Port.HOST_FILES;
    }

    @Override
    public Class<HostFiles> understands() {
        return HostFiles.class;
    }

    @Override
    public HostFilesState state() {
        return state;
    }

    @Override
    public void load(HostFilesState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, HostFiles message, Outbox outbox) {
        switch (message) {
            case HostFiles.Attach attach -> outbox.info("hostfiles0 at board0: " + String.join(", ", attach.exports()));
            case HostFiles.Look look -> look(look, outbox);
            case HostFiles.ListDirectory list -> list(list, outbox);
            case HostFiles.ReadPages read -> read(read, outbox);
        }
    }

    private void look(HostFiles.Look look, Outbox outbox) {
        state.lookups++;
        HostFiles.Looked looked = (HostFiles.Looked) input.ask(port(), look);
        outbox.send(Port.FILES, new Files.HostLooked(look.ticket(), looked.entry()));
    }

    private void list(HostFiles.ListDirectory list, Outbox outbox) {
        state.lookups++;
        HostFiles.Listed listed = (HostFiles.Listed) input.ask(port(), list);
        outbox.send(Port.FILES, new Files.HostListed(list.ticket(), listed.entries()));
    }

    private void read(HostFiles.ReadPages read, Outbox outbox) {
        Bytes content = ((HostFiles.PagesRead) input.ask(port(), read)).content();
        state.readBytes += content == null ? 0 : content.length();
        outbox.send(Port.FILES, new Files.HostPagesRead(read.ticket(), content));
    }
}
