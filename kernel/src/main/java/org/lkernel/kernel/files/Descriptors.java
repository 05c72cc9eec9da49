package org.lkernel.kernel.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;

/// Open file descriptions and the descriptors that share them: how they come, are counted, and go.
final class Descriptors {
    /// The most `RLIMIT_NOFILE` can be: `/proc/sys/fs/nr_open`.
    static final int LIMIT_MAXIMUM = 1 << 20;

    /// `/proc/sys/fs/file-max`.
    static final int FILES_MAXIMUM = 1 << 16;

    private final Core core;
    private final Tree tree;
    private final Closing closing;

    /// What happens behind a description when the last descriptor of it goes.
    interface Closing {
        void closed(OpenFile file);

        /// A task's table lost a descriptor of the inode: its record locks go with it (`fcntl(2)`).
        void released(OpenFile file, int process);
    }

    Descriptors(Core core, Tree tree, Closing closing) {
        this.core = core;
        this.tree = tree;
        this.closing = closing;
    }

    private FilesState state() {
        return core.state;
    }

    // ---- descriptions

    /// A new description without a descriptor. The inode is kept while it is open.
    OpenFile open(int flags, Place place, long parent, String name, Opened opened) {
        if (state().files.size() >= FILES_MAXIMUM) {
            throw new Refusal(Errno.ENFILE);
        }
        core.ledger.afford(Ledger.cost(opened), Errno.ENFILE);
        core.ledger.charge(Ledger.cost(opened));
        OpenFile file =
                new OpenFile(state().nextId(), 0, flags & ~OpenFlags.TRANSIENT, place, parent, name, 0, 0, opened);
        put(file);
        tree.use(place.inode());
        return file;
    }

    void put(OpenFile file) {
        state().files = state().files.plus(file.id(), file);
    }

    @Nullable
    OpenFile file(long id) {
        return state().files.get(id);
    }

    void pin(long id) {
        OpenFile file = file(id);
        if (file != null) {
            put(file.withReferences(file.references() + 1));
        }
    }

    void unpin(long id) {
        OpenFile file = file(id);
        if (file == null) {
            return;
        }
        if (file.references() > 1) {
            put(file.withReferences(file.references() - 1));
            return;
        }
        state().files = state().files.minus(id);
        core.ledger.charge(-Ledger.cost(file.opened()));
        closing.closed(file);
        tree.release(file.place().inode());
    }

    // ---- descriptors

    /// Refuses when the caller has as many as it may.
    int reserve(Caller caller, int least) {
        int number = caller.table().free(least);
        if (number >= caller.task.descriptorLimit()) {
            throw new Refusal(Errno.EMFILE);
        }
        core.ledger.afford(Ledger.DESCRIPTOR, Errno.ENFILE);
        return number;
    }

    /// Gives a description the lowest free descriptor.
    int install(Caller caller, OpenFile file, boolean closeOnExec) {
        int number = reserve(caller, 0);
        set(caller.task, number, file.id(), closeOnExec);
        return number;
    }

    void set(TaskFiles task, int number, long file, boolean closeOnExec) {
        pin(file);
        Table table = state().table(task.table());
        core.ledger.charge(table.at(number) == null ? Ledger.DESCRIPTOR : 0);
        state().tables = state().tables.plus(task.table(), table.with(number, new Table.Descriptor(file, closeOnExec)));
    }

    /// Closes one descriptor; whether there was one.
    boolean close(TaskFiles task, int number) {
        Table table = state().table(task.table());
        Table.Descriptor descriptor = table.at(number);
        if (descriptor == null) {
            return false;
        }
        state().tables = state().tables.plus(task.table(), table.without(number));
        core.ledger.charge(-Ledger.DESCRIPTOR);
        closing.released(state().file(descriptor.file()), task.identity().process());
        unpin(descriptor.file());
        return true;
    }

    // ---- whole tables

    /// Refuses when there is no room for another copy, which shares what it holds only until something changes.
    void affordCopy(long from) {
        core.ledger.afford((long) state().table(from).descriptors().size() * Ledger.DESCRIPTOR, Errno.ENOMEM);
    }

    long copy(long from) {
        Table table = state().table(from);
        long id = state().nextId();
        for (Table.Descriptor descriptor : table.descriptors().values()) {
            pin(descriptor.file());
        }
        core.ledger.charge((long) table.descriptors().size() * Ledger.DESCRIPTOR);
        state().tables = state().tables.plus(id, table.withUsers(1));
        return id;
    }

    void share(long id) {
        Table table = state().table(id);
        state().tables = state().tables.plus(id, table.withUsers(table.users() + 1));
    }

    /// One user less; the last one closes everything, in order.
    void leave(TaskFiles task) {
        Table table = state().table(task.table());
        if (table.users() > 1) {
            state().tables = state().tables.plus(task.table(), table.withUsers(table.users() - 1));
            return;
        }
        for (Integer number : table.descriptors().keySet()) {
            close(task, number);
        }
        state().tables = state().tables.minus(task.table());
    }

    void closeOnExec(TaskFiles task) {
        for (Map.Entry<Integer, Table.Descriptor> entry :
                state().table(task.table()).descriptors().entrySet()) {
            if (entry.getValue().closeOnExec()) {
                close(task, entry.getKey());
            }
        }
    }
}
