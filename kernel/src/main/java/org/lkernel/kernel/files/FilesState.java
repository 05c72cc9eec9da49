package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.pcollections.TreePMap;

/// What files remember. Everything that has a name of its own here (an inode, a pipe, a table…) has one number
/// out of one series, so that a number alone says what is waited for.
public final class FilesState implements State<FilesState> {
    /// A file operation that `Memory` finishes: what to put right if it falls short.
    ///
    /// @param offset where it began; `oldSize` and `newSize` differ for a write that extends
    /// @param moves whether the description's own offset was advanced
    record Transfer(long serial, long file, long inode, long offset, long oldSize, long newSize, boolean moves) {}

    /// Whose question a ticket of the host-files driver stands for.
    record Ticket(Call call, Question question) {}

    /// A page-in under way.
    record PageRequest(ObjectKey object, long firstIndex) {}

    long nextId = 1;
    long nextSequence = 1;
    /// The latest machine time any call told.
    long nowNanos;
    /// Nanoseconds since 1970 at machine time 0.
    long epochNanos;
    /// What all objects cost, and what `Memory` was last told; see [Ledger].
    long chargedBytes;

    long toldBytes;

    TreePMap<Integer, TaskFiles> tasks = TreePMap.empty();
    TreePMap<Long, Table> tables = TreePMap.empty();
    TreePMap<Long, Directories> directories = TreePMap.empty();
    TreePMap<Long, OpenFile> files = TreePMap.empty();

    /// The terminal at the console, or 0.
    long console;
    /// The inodes of the machine's own three streams.
    TreePMap<Integer, Long> streams = TreePMap.empty();
    /// The file that descriptors 0, 1 and 2 of the first task are, when they are a terminal.
    Place consolePlace = new Place(0, 0);
    /// Where files without a name are.
    Place anonymous = new Place(0, 0);
    long rootMount;
    TreePMap<Long, Inode> inodes = TreePMap.empty();
    /// The inodes of the base's files with several names, by where they were first.
    TreePMap<Origin.Name, Long> linked = TreePMap.empty();
    TreePMap<Long, Mount> mounts = TreePMap.empty();
    /// Which mount covers a place.
    TreePMap<Mounts.Covered, Long> covered = TreePMap.empty();
    TreePMap<Long, TreePMap<String, org.lkernel.kernel.Bytes>> attributes = TreePMap.empty();

    TreePMap<Long, Pipe> pipes = TreePMap.empty();
    TreePMap<Long, Terminal> terminals = TreePMap.empty();
    TreePMap<Long, Counter> counters = TreePMap.empty();
    TreePMap<Long, Timer> timers = TreePMap.empty();
    /// Which timer an alarm of the clock is for.
    TreePMap<Long, Long> alarms = TreePMap.empty();
    TreePMap<Long, Epoll> epolls = TreePMap.empty();
    TreePMap<Long, UnixSocket> sockets = TreePMap.empty();
    TreePMap<Long, Handle> handles = TreePMap.empty();
    /// The handle of a process that is not reaped.
    TreePMap<Integer, Long> handleOf = TreePMap.empty();
    TreePMap<Ongoing.Slot, Epoll.Watch> watches = TreePMap.empty();
    TreePMap<Long, Locks.Held> locks = TreePMap.empty();

    TreePMap<Integer, Ongoing> ongoing = TreePMap.empty();
    TreePMap<Ongoing.Slot, Integer> queues = TreePMap.empty();
    TreePMap<Integer, Transfer> transfers = TreePMap.empty();
    /// The files that are being changed, and the tasks that change them; see [Turns].
    TreePMap<Long, Integer> turns = TreePMap.empty();
    TreePMap<Long, Ticket> tickets = TreePMap.empty();
    TreePMap<Long, PageRequest> pageRequests = TreePMap.empty();

    /// What must be there under a number: its absence is a bug of the kernel, never a guest's mistake.
    private static <K, V> V present(TreePMap<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing under " + key);
        }
        return value;
    }

    TaskFiles task(int task) {
        return present(tasks, task);
    }

    Ongoing ongoing(int task) {
        return present(ongoing, task);
    }

    Table table(long id) {
        return present(tables, id);
    }

    Directories directoriesOf(long id) {
        return present(directories, id);
    }

    OpenFile file(long id) {
        return present(files, id);
    }

    Inode inode(long id) {
        return present(inodes, id);
    }

    Handle handle(long id) {
        return present(handles, id);
    }

    Mount mount(long id) {
        return present(mounts, id);
    }

    /// Where every path begins.
    Place top() {
        return new Place(rootMount, mount(rootMount).root());
    }

    Pipe pipe(long id) {
        return present(pipes, id);
    }

    Terminal terminal(long id) {
        return present(terminals, id);
    }

    Counter counter(long id) {
        return present(counters, id);
    }

    Timer timer(long id) {
        return present(timers, id);
    }

    Epoll epoll(long id) {
        return present(epolls, id);
    }

    PageRequest pageRequest(long ticket) {
        return present(pageRequests, ticket);
    }

    long stream(int number) {
        return present(streams, number);
    }

    UnixSocket socket(long id) {
        return present(sockets, id);
    }

    long nextId() {
        return nextId++;
    }

    /// What a task's descriptor leads to.
    public Behind behind(int task, int descriptor) {
        return Behind.of(this, task, descriptor);
    }

    /// The files of the base that are open, mapped or running.
    public List<BaseFile> baseFilesInUse() {
        List<BaseFile> found = new ArrayList<>();
        for (Inode inode : inodes.values()) {
            Origin origin = inode.uses() > 0 && inode.node() instanceof Node.Regular file ? file.origin() : null;
            if (origin != null) {
                found.add(new BaseFile(origin.export(), origin.path(), origin.size(), origin.modifiedNanos()));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public FilesState copy() {
        FilesState copy = new FilesState();
        copy.become(this);
        return copy;
    }

    /// Makes this state what another is, in place.
    void become(FilesState from) {
        nextId = from.nextId;
        nextSequence = from.nextSequence;
        nowNanos = from.nowNanos;
        epochNanos = from.epochNanos;
        chargedBytes = from.chargedBytes;
        toldBytes = from.toldBytes;
        tasks = from.tasks;
        tables = from.tables;
        directories = from.directories;
        files = from.files;
        console = from.console;
        streams = from.streams;
        consolePlace = from.consolePlace;
        anonymous = from.anonymous;
        rootMount = from.rootMount;
        inodes = from.inodes;
        linked = from.linked;
        mounts = from.mounts;
        covered = from.covered;
        attributes = from.attributes;
        copyObjects(from);
        copyWaiting(from);
    }

    private void copyObjects(FilesState from) {
        pipes = from.pipes;
        terminals = from.terminals;
        counters = from.counters;
        timers = from.timers;
        alarms = from.alarms;
        epolls = from.epolls;
        sockets = from.sockets;
        handles = from.handles;
        handleOf = from.handleOf;
        watches = from.watches;
        locks = from.locks;
    }

    private void copyWaiting(FilesState from) {
        ongoing = from.ongoing;
        queues = from.queues;
        transfers = from.transfers;
        turns = from.turns;
        tickets = from.tickets;
        pageRequests = from.pageRequests;
    }

    @Override
    public @Nullable String flaw(boolean thorough) {
        return thorough ? FilesFlaws.of(this) : null;
    }

    @Override
    public boolean owes(int task) {
        return ongoing.containsKey(task) || transfers.containsKey(task);
    }

    @Override
    public List<Observation> observe(Port port) {
        return FilesObservation.of(this);
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.FILES);
    }

    @Override
    public int schemaVersion() {
        return 6;
    }

    @Override
    public void project(Projection into) {
        new FilesProjection(this, into).project();
    }

    /// A regular file: the pages it has, and how much of them counts.
    public record Content(ObjectKey object, long size) {}

    /// The regular file of that absolute path, as far as is known without asking anybody; mount points and links are
    /// followed by nobody.
    public @Nullable Content regular(String path) {
        Place place = top();
        for (String name : path.substring(1).split("/")) {
            Inode inode = inodes.get(place.inode());
            Node.Entry entry = inode != null && inode.node() instanceof Node.Directory directory
                    ? directory.entries().get(name)
                    : null;
            if (entry == null || entry.inode() == 0) {
                return null;
            }
            place = new Place(place.mount(), entry.inode());
            Long over = covered.get(new Mounts.Covered(place.mount(), place.inode()));
            place = over == null ? place : new Place(over, mount(over).root());
        }
        Inode inode = inodes.get(place.inode());
        return inode != null && inode.node() instanceof Node.Regular file
                ? new Content(file.object(), inode.size())
                : null;
    }
}
