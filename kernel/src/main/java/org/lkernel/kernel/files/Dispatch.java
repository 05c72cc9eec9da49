package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Segment;

/// Every call of files, and the topic that does it.
final class Dispatch {
    private static final int RANDOM_FLAGS = 7;
    private static final int RANDOM_BOTH = 6;
    private static final int RANDOM_MAXIMUM = 65536;
    private static final int MEMORY_FILE_FLAGS = 0x1b;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_NOEXEC_SEAL = 8;
    private static final int MFD_EXEC = 16;
    private static final int CURRENT = -1;
    /// `AT_HANDLE_FID` and `AT_HANDLE_MNT_ID_UNIQUE`.
    private static final int HANDLE_FLAGS = 0x201;

    private final Core core;
    private final Topics topics;

    Dispatch(Core core, Topics topics) {
        this.core = core;
        this.topics = topics;
    }

    void message(Caller caller, Files message) {
        switch (message) {
            case DescriptorCall call -> descriptors(caller, call);
            case NameCall call -> names(caller, call);
            case TransferCall call -> transfers(caller, call);
            case AttributeCall call -> attributes(caller, call);
            case ChannelCall call -> channels(caller, call);
            case PollCall call -> polls(caller, call);
            case MountCall call -> mounts(caller, call);
            case XattrCall call -> topics.xattrs.message(caller, call);
            case SocketCall call -> topics.connections.message(caller, call);
            case Files.EnterDirectory enter -> topics.names.enter(caller, existing(caller, enter.path()));
            case Files.OpenExecutable open -> topics.executables.open(caller, open);
            case Files.OpenProcess open -> topics.handles.open(caller, open);
            case Files.OpenChild open -> topics.handles.openChild(caller, open);
            case Files.ResolveMap map -> topics.executables.map(caller, map);
            case Files.Request other -> throw new IllegalStateException(other + " is not checked");
        }
    }

    private void descriptors(Caller caller, DescriptorCall message) {
        switch (message) {
            case DescriptorCall.Duplicate call -> topics.controls.duplicate(caller, call);
            case DescriptorCall.DuplicateTo call -> topics.controls.duplicateTo(caller, call);
            case DescriptorCall.Control call -> topics.controls.control(caller, call);
            case DescriptorCall.DeviceControl call -> topics.controls.deviceControl(caller, call);
            case DescriptorCall.LockFile call -> topics.locks.flock(caller, call);
            case DescriptorCall.Close call -> topics.controls.close(caller, call);
            case DescriptorCall.CloseRange call -> topics.controls.closeRange(caller, call);
            case DescriptorCall.TakeDescriptor call -> topics.handles.take(caller, call);
            case DescriptorCall.Seek call -> topics.positions.seek(caller, call);
        }
    }

    private void names(Caller caller, NameCall message) {
        switch (message) {
            case NameCall.WorkingDirectory call -> topics.names.workingDirectory(caller, call);
            case NameCall.MakeNode call -> topics.names.makeNode(caller, call);
            case NameCall.MakeDirectory call -> topics.names.makeDirectory(caller, call);
            case NameCall.Unlink call -> topics.names.unlink(caller, call);
            case NameCall.MakeSymlink call -> topics.names.makeSymlink(caller, call);
            case NameCall.MakeLink call -> topics.names.makeLink(caller, call);
            case NameCall.ChangeDirectory call -> topics.names.changeDirectory(caller, existing(caller, call.path()));
            case NameCall.ChangeDirectoryTo call ->
                topics.names.changeDirectory(
                        caller, caller.anyFile(call.descriptor()).place());
            case NameCall.ChangeRoot call -> topics.names.changeRoot(caller, call);
            case NameCall.Open call -> topics.openings.open(caller, call);
            case NameCall.ListDirectory call -> topics.listings.list(caller, call);
            case NameCall.ReadLink call -> topics.names.readLink(caller, call);
            case NameCall.Mask call -> topics.names.mask(caller, call);
            case NameCall.Rename call -> topics.renames.rename(caller, call);
        }
    }

    private Place existing(Caller caller, Bytes path) {
        return topics.paths
                .find(caller, OpenFlags.WORKING_DIRECTORY, path, true)
                .existing();
    }

    // ---- bytes

    private void transfers(Caller caller, TransferCall message) {
        Transfers transfers = topics.transfers;
        switch (message) {
            case TransferCall.Read call ->
                transfers.read(
                        caller, caller.readable(call.descriptor()), one(call.address(), call.length()), call.length());
            case TransferCall.Write call -> transfers.write(caller, caller.writable(call.descriptor()), call.data());
            case TransferCall.ReadVector call ->
                transfers.read(caller, caller.readable(call.descriptor()), call.target(), total(call.target()));
            case TransferCall.WriteVector call ->
                transfers.write(caller, caller.writable(call.descriptor()), call.data());
            case TransferCall.ReadAt call ->
                transfers.readAt(
                        caller, call.descriptor(), one(call.address(), call.length()), call.length(), call.offset());
            case TransferCall.WriteAt call -> transfers.writeAt(caller, call.descriptor(), call.data(), call.offset());
            case TransferCall.ReadVectorAt call ->
                transfers.readAt(caller, call.descriptor(), call.target(), total(call.target()), call.offset());
            case TransferCall.WriteVectorAt call ->
                transfers.writeAt(caller, call.descriptor(), call.data(), call.offset());
            case TransferCall.ReadVectorWith call -> readWith(caller, call);
            case TransferCall.WriteVectorWith call -> writeWith(caller, call);
            case TransferCall.SendFile call -> topics.copies.send(caller, call);
            case TransferCall.Splice call -> topics.copies.splice(caller, call);
            case TransferCall.CopyRange call -> topics.copies.copyRange(caller, call);
            case TransferCall.Tee call -> topics.pipes.tee(caller, call);
            case TransferCall.SpliceMemory call -> spliceMemory(caller, call);
        }
    }

    private static List<Segment> one(long address, long length) {
        if (length < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        return List.of(new Segment(address, length));
    }

    private static long total(List<Segment> segments) {
        long total = 0;
        for (Segment segment : segments) {
            total += segment.length();
        }
        return total;
    }

    private void readWith(Caller caller, TransferCall.ReadVectorWith call) {
        OpenFile file = positioned(caller, call.descriptor(), call.offset());
        if (!file.readable()) {
            throw new Refusal(Errno.EBADF);
        }
        requireKnown(call.flags(), neverWaits(file) ? NO_WAIT : 0);
        if (call.offset() == CURRENT) {
            topics.transfers.read(caller, file, call.target(), total(call.target()));
        } else {
            topics.transfers.readAt(caller, call.descriptor(), call.target(), total(call.target()), call.offset());
        }
    }

    private void writeWith(Caller caller, TransferCall.WriteVectorWith call) {
        OpenFile file = positioned(caller, call.descriptor(), call.offset());
        if (call.offset() != CURRENT && file.opened() instanceof Opened.Text) {
            throw new Refusal(Errno.ESPIPE);
        }
        if (!file.writable()) {
            throw new Refusal(Errno.EBADF);
        }
        requireKnown(call.flags(), APPEND);
        if ((call.flags() & APPEND) != 0) {
            topics.transfers.append(caller, file, call.data());
        } else if (call.offset() == CURRENT) {
            topics.transfers.write(caller, file, call.data());
        } else {
            topics.transfers.writeAt(caller, call.descriptor(), call.data(), call.offset());
        }
    }

    private static final int NO_WAIT = 8;
    private static final int APPEND = 16;

    private OpenFile positioned(Caller caller, int descriptor, long offset) {
        OpenFile file = caller.file(descriptor);
        if (offset != CURRENT) {
            Positions.requireSeekable(file);
        }
        return file;
    }

    private static boolean neverWaits(OpenFile file) {
        return file.opened() instanceof Opened.Plain || file.opened() instanceof Opened.Memoryless;
    }

    /// `RWF_HIPRI`, `RWF_DSYNC` and `RWF_SYNC` ask for what is so anyway.
    private static void requireKnown(int flags, int more) {
        if ((flags & ~(7 | more)) != 0) {
            throw new Refusal(Errno.ENOTSUP);
        }
    }

    private void spliceMemory(Caller caller, TransferCall.SpliceMemory call) {
        OpenFile file = caller.file(call.descriptor());
        if (!Splicing.isPipe(file)) {
            throw new Refusal(Errno.EBADF);
        }
        if (file.writable()) {
            long length = total(call.segments());
            core.attempt(caller.call, Operation.Write.plain(file.id(), call.segments(), length, Bytes.EMPTY));
        } else {
            topics.transfers.read(caller, file, call.segments(), total(call.segments()));
        }
    }

    // ---- attributes

    private void attributes(Caller caller, AttributeCall message) {
        Attributes attributes = topics.attributes;
        switch (message) {
            case AttributeCall.StatFileSystem call ->
                caller.answer(0, call.address(), attributes.fileSystem(existing(caller, call.path())));
            case AttributeCall.StatFileSystemOf call ->
                caller.answer(
                        0,
                        call.address(),
                        attributes.fileSystem(caller.anyFile(call.descriptor()).place()));
            case AttributeCall.Truncate call -> topics.sizes.truncate(caller, call);
            case AttributeCall.TruncateOpen call -> topics.sizes.truncateOpen(caller, call);
            case AttributeCall.Allocate call -> topics.sizes.allocate(caller, call);
            case AttributeCall.Access call -> attributes.access(caller, call.directory(), call.path(), call.mode(), 0);
            case AttributeCall.AccessWith call ->
                attributes.access(caller, call.directory(), call.path(), call.mode(), call.flags());
            case AttributeCall.ChangeModeOpen call ->
                attributes.changeMode(caller, caller.file(call.descriptor()).place(), call.mode());
            case AttributeCall.ChangeMode call ->
                attributes.changeMode(caller, topics.paths.at(caller, call.directory(), call.path(), 0), call.mode());
            case AttributeCall.ChangeModeWith call ->
                attributes.changeMode(caller, named(caller, call.directory(), call.path(), call.flags()), call.mode());
            case AttributeCall.ChangeOwner call ->
                attributes.changeOwner(
                        caller, named(caller, call.directory(), call.path(), call.flags()), call.user(), call.group());
            case AttributeCall.ChangeOwnerOpen call ->
                attributes.changeOwner(caller, caller.file(call.descriptor()).place(), call.user(), call.group());
            case AttributeCall.Stat call -> attributes.stat(caller, call);
            case AttributeCall.StatOpen call -> attributes.statOpen(caller, call);
            case AttributeCall.StatExtended call -> attributes.statExtended(caller, call);
            case AttributeCall.SetTimes call -> attributes.setTimes(caller, call);
            case AttributeCall.SyncAll call -> caller.answer(0);
            case AttributeCall.Sync call -> synced(caller, call.descriptor());
            case AttributeCall.SyncData call -> synced(caller, call.descriptor());
            case AttributeCall.SyncRange call -> syncedRange(caller, call);
            case AttributeCall.SyncFileSystem call -> answerOpen(caller, call.descriptor());
            case AttributeCall.ReadAhead call -> readAhead(caller, call);
            case AttributeCall.Advise call -> advised(caller, call);
        }
    }

    private Place named(Caller caller, int directory, Bytes path, int flags) {
        if ((flags & ~(OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        return topics.paths.at(caller, directory, path, flags);
    }

    /// There is no disk: what is written is as safe as it will be. What has no content cannot be asked to be.
    private void synced(Caller caller, int descriptor) {
        Inode inode = topics.tree.inode(caller.file(descriptor).place().inode());
        if (!inode.isRegular() && !inode.isDirectory() || ProcName.isGenerated(inode.id())) {
            throw new Refusal(Errno.EINVAL);
        }
        caller.answer(0);
    }

    private void syncedRange(Caller caller, AttributeCall.SyncRange call) {
        OpenFile file = caller.file(call.descriptor());
        if ((call.flags() & ~7) != 0 || call.offset() < 0 || call.length() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Inode inode = topics.tree.inode(file.place().inode());
        if (!inode.isRegular() && !inode.isDirectory()) {
            throw new Refusal(Errno.ESPIPE);
        }
        caller.answer(0);
    }

    private void readAhead(Caller caller, AttributeCall.ReadAhead call) {
        OpenFile file = caller.readable(call.descriptor());
        if (!topics.tree.inode(file.place().inode()).isRegular()) {
            throw new Refusal(Errno.EINVAL);
        }
        caller.answer(0);
    }

    private static void answerOpen(Caller caller, int descriptor) {
        caller.file(descriptor);
        caller.answer(0);
    }

    private void advised(Caller caller, AttributeCall.Advise call) {
        OpenFile file = caller.file(call.descriptor());
        if (Splicing.isPipe(file)) {
            throw new Refusal(Errno.ESPIPE);
        }
        if (call.advice() < 0 || call.advice() > 5 || call.length() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        caller.answer(0);
    }

    // ---- channels

    private void channels(Caller caller, ChannelCall message) {
        Place nowhere = core.state.anonymous;
        switch (message) {
            case ChannelCall.MakeCounter call -> topics.counters.make(caller, call, nowhere);
            case ChannelCall.MakePipe call -> topics.pipes.make(caller, call, nowhere);
            case ChannelCall.MakeTimer call -> topics.counters.makeTimer(caller, call, nowhere);
            case ChannelCall.SetTimer call -> topics.counters.set(caller, call);
            case ChannelCall.ReadTimer call -> topics.counters.read(caller, call);
            case ChannelCall.Random call -> random(caller, call);
            case ChannelCall.MakeMemoryFile call -> makeMemoryFile(caller, call);
        }
    }

    private static void random(Caller caller, ChannelCall.Random call) {
        if ((call.flags() & ~RANDOM_FLAGS) != 0 || (call.flags() & RANDOM_BOTH) == RANDOM_BOTH) {
            throw new Refusal(Errno.EINVAL);
        }
        int length = Math.clamp(call.length(), 0, RANDOM_MAXIMUM);
        if (length == 0) {
            caller.answer(0);
            return;
        }
        Bytes random = caller.check.known(new Question.Randomness(length)).content();
        Bytes given = random == null ? Bytes.EMPTY : random;
        caller.answer(given.length(), call.address(), given);
    }

    private void makeMemoryFile(Caller caller, ChannelCall.MakeMemoryFile call) {
        boolean both = (call.flags() & (MFD_NOEXEC_SEAL | MFD_EXEC)) == (MFD_NOEXEC_SEAL | MFD_EXEC);
        if ((call.flags() & ~MEMORY_FILE_FLAGS) != 0 || both || call.name().length() > 249) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean noExecution = (call.flags() & MFD_NOEXEC_SEAL) != 0;
        int marks = noExecution
                ? Seals.SEALABLE | Seals.EXECUTE
                : (call.flags() & MFD_ALLOW_SEALING) != 0 ? Seals.SEALABLE : 0;
        topics.descriptors.reserve(caller, 0);
        Inode inode = topics.tree.make(
                Boot.MEMORY_FILE_DEVICE,
                Mode.REGULAR | (noExecution ? 0666 : 0777),
                caller.credentials().fileUser(),
                caller.credentials().fileGroup(),
                Tree.freshContent().marked(marks));
        String name = "/memfd:" + call.name().toLatin1() + " (deleted)";
        topics.tree.put(inode.withLinks(0, core.nowNanos()).named(0, name));
        Place place = new Place(core.state.anonymous.mount(), inode.id());
        OpenFile file = topics.descriptors.open(
                OpenFlags.READ_WRITE | OpenFlags.LARGE_FILE, place, 0, name, new Opened.Plain());
        caller.answer(topics.descriptors.install(caller, file, (call.flags() & 1) != 0));
    }

    // ---- waiting for several

    private void polls(Caller caller, PollCall message) {
        switch (message) {
            case PollCall.MakeEpoll call -> topics.interests.make(caller, call, core.state.anonymous);
            case PollCall.ControlEpoll call -> topics.interests.control(caller, call);
            case PollCall.AwaitEpoll call -> {
                Polls.mask(caller, call.mask());
                long deadline = Epolls.deadline(caller, call.timeoutMillis());
                topics.epolls.await(caller, call.epoll(), call.address(), call.maximum(), deadline);
            }
            case PollCall.AwaitEpollUntil call -> {
                long deadline = Polls.deadline(caller, call.timeout());
                Polls.mask(caller, call.mask());
                topics.epolls.await(caller, call.epoll(), call.address(), call.maximum(), deadline);
            }
            case PollCall.Select call -> topics.polls.select(caller, call);
            case PollCall.Poll call -> topics.polls.poll(caller, call);
        }
    }

    // ---- trees

    private void mounts(Caller caller, MountCall message) {
        switch (message) {
            case MountCall.MountOn call -> topics.mounting.mount(caller, call);
            case MountCall.Unmount call -> topics.mounting.unmount(caller, call);
            case MountCall.NameToHandle call -> {
                topics.paths.at(caller, call.directory(), call.path(), handleFlags(call.flags()));
                throw new Refusal(Errno.ENOTSUP);
            }
        }
    }

    /// The flag that follows a link is the other way round here.
    private static int handleFlags(int flags) {
        if ((flags & ~(OpenFlags.AT_SYMLINK_FOLLOW | OpenFlags.AT_EMPTY_PATH | HANDLE_FLAGS)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean follows = (flags & OpenFlags.AT_SYMLINK_FOLLOW) != 0;
        return flags & OpenFlags.AT_EMPTY_PATH | (follows ? 0 : OpenFlags.AT_SYMLINK_NOFOLLOW);
    }
}
