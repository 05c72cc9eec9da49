package org.lkernel.kernel.files;

/// The topics of files, built once and bound to one another: each does its part on the same state.
final class Topics implements Descriptors.Closing {
    final Tree tree;
    final Mounts mounts;
    final Paths paths;
    final Descriptors descriptors;
    final Terminals terminals;
    final Pipes pipes;
    final Counters counters;
    final Sockets sockets;
    final Connections connections;
    final Streams streams;
    final Turns turns;
    final Transfers transfers;
    final Positions positions;
    final Copies copies;
    final Locks locks;
    final Polls polls;
    final Handles handles;
    final Levels levels;
    final Epolls epolls;
    final Loans loans;
    final Interests interests;
    final Names names;
    final Renames renames;
    final Listings listings;
    final Openings openings;
    final Attributes attributes;
    final Sizes sizes;
    final Executables executables;
    final TaskTables tables;
    final Controls controls;
    final Mounting mounting;
    final Xattrs xattrs;
    final Questions questions;
    final Dispatch dispatch;
    final Boot boot;

    Topics(Core core, Setup setup) {
        ProcTree proc = new ProcTree(core, setup.harts());
        tree = new Tree(core, proc);
        mounts = new Mounts(core, tree);
        MagicLinks magic = new ProcLinks(core, proc, mounts);
        paths = new Paths(tree, mounts, magic);
        descriptors = new Descriptors(core, tree, this);
        terminals = new Terminals(core);
        pipes = new Pipes(core, tree, descriptors);
        counters = new Counters(core, descriptors);
        sockets = new Sockets(core, tree);
        SocketWrites writes = new SocketWrites(core, sockets);
        streams = new Streams(core, pipes, terminals, counters, sockets, writes);
        turns = new Turns(core, tree, descriptors);
        transfers = new Transfers(core, tree, descriptors, terminals, turns);
        positions = new Positions(tree, descriptors);
        copies = new Copies(core, tree, descriptors, streams, transfers, terminals, turns);
        locks = new Locks(core, tree);
        handles = new Handles(core, descriptors, proc);
        levels = new Levels(core, pipes, terminals, counters, sockets);
        polls = new Polls(core, levels);
        epolls = new Epolls(core, levels);
        interests = new Interests(core, descriptors, levels, epolls);
        names = new Names(core, tree, mounts, paths, magic);
        renames = new Renames(core, tree, mounts, paths, names);
        connections = new Connections(core, tree, descriptors, paths, names, sockets);
        listings = new Listings(tree, proc, descriptors);
        ProcText procText = new ProcText(core, tree, proc, mounts, setup);
        openings = new Openings(
                core, tree, mounts, paths, names, descriptors, pipes, terminals, transfers, procText, turns);
        attributes = new Attributes(core, tree, mounts, paths);
        sizes = new Sizes(core, tree, paths, openings, transfers, turns);
        tables = new TaskTables(core, tree, descriptors, terminals);
        executables = new Executables(core, mounts, paths, tables);
        controls = new Controls(core, tree, mounts, descriptors, terminals, pipes, sockets, locks, tables);
        mounting = new Mounting(core, tree, mounts, paths);
        xattrs = new Xattrs(core, tree, paths);
        questions = new Questions(core, tree);
        loans = new Loans(core, descriptors, pipes, sockets, epolls);
        dispatch = new Dispatch(core, this);
        boot = new Boot(core, tree, mounts, setup);
        core.attach(new Operations(
                core, descriptors, streams, pipes, polls, epolls, locks, copies, counters, connections, sockets));
    }

    @Override
    public void closed(OpenFile file) {
        interests.closed(file);
        locks.closed(file);
        switch (file.opened()) {
            case Opened.PipeEnd end -> pipes.closed(file, end.pipe());
            case Opened.Counter counter -> counters.closed(counter.counter());
            case Opened.Timer timer -> counters.closedTimer(timer.timer());
            case Opened.SocketEnd end -> sockets.closed(end.socket());
            case Opened.Plain p -> {}
            case Opened.Text t -> {}
            case Opened.HostStream h -> {}
            case Opened.TerminalLine l -> {}
            case Opened.Memoryless m -> {}
            case Opened.Epoll e -> {}
            case Opened.OfProcess process -> handles.closed(process.handle());
        }
    }

    @Override
    public void released(OpenFile file, int process) {
        locks.released(file.place().inode(), process);
    }
}
