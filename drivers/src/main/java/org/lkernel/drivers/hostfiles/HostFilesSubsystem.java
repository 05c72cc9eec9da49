package org.lkernel.drivers.hostfiles;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.HostEntry;
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
        HostEntry entry = looked.entry();
        HostEntry told = entry == null ? null : known(look.export(), look.directory(), entry);
        outbox.send(Port.FILES, new Files.HostLooked(look.ticket(), told));
    }

    private void list(HostFiles.ListDirectory list, Outbox outbox) {
        state.lookups++;
        HostFiles.Listed listed = (HostFiles.Listed) input.ask(port(), list);
        List<HostEntry> entries = listed.entries();
        List<HostEntry> told = entries == null
                ? null
                : entries.stream()
                        .map(entry -> known(list.export(), list.directory(), entry))
                        .toList();
        outbox.send(Port.FILES, new Files.HostListed(list.ticket(), told));
    }

    /// The entry with the name by which its file was shown first, if it has several and this is another.
    ///
    /// The host's own numbers of files say nothing on another host, so it is asked about those few that may be the
    /// same.
    private HostEntry known(int export, List<Bytes> directory, HostEntry entry) {
        if (entry.links() <= 1) {
            return entry;
        }
        Linked name = Linked.of(export, path(directory, entry.name()), entry);
        List<String> candidates = state.linked.tailSet(name.first()).stream()
                .takeWhile(name::resembles)
                .map(Linked::path)
                .filter(path -> !path.equals(name.path()))
                .toList();
        String first = candidates.isEmpty()
                ? null
                : ((HostFiles.Same) input.ask(port(), new HostFiles.Compare(export, name.path(), candidates))).path();
        if (first == null) {
            state.linked = state.linked.plus(name);
        }
        return entry.shownFirst(first);
    }

    private static String path(List<Bytes> directory, Bytes name) {
        return Stream.concat(directory.stream(), Stream.of(name))
                .map(Bytes::toLatin1)
                .collect(Collectors.joining("/"));
    }

    private void read(HostFiles.ReadPages read, Outbox outbox) {
        Bytes content = ((HostFiles.PagesRead) input.ask(port(), read)).content();
        state.readBytes += content == null ? 0 : content.length();
        outbox.send(Port.FILES, new Files.HostPagesRead(read.ticket(), content));
    }
}
