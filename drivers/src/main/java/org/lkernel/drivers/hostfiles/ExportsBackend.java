package org.lkernel.drivers.hostfiles;

import java.util.List;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.device.HostFiles;

/// The host's side of the host-files driver: the exports, by number.
public final class ExportsBackend implements Backend {
    private final List<Export> exports;

    public ExportsBackend(List<Export> exports) {
        this.exports = List.copyOf(exports);
    }

    @Override
    public Message answer(Message question) {
        return switch (question) {
            case HostFiles.Look look ->
                new HostFiles.Looked(exports.get(look.export()).look(look.directory(), look.name()));
            case HostFiles.ListDirectory list ->
                new HostFiles.Listed(exports.get(list.export()).list(list.directory()));
            case HostFiles.ReadPages read ->
                new HostFiles.PagesRead(exports.get(read.export())
                        .read(read.path(), read.offset(), read.length(), read.size(), read.modifiedNanos()));
            case HostFiles.Compare compare ->
                new HostFiles.Same(exports.get(compare.export()).same(compare.path(), compare.candidates()));
            default -> throw new IllegalArgumentException("not a question for host files: " + question);
        };
    }
}
