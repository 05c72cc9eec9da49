package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.device.Entropy;
import org.lkernel.kernel.device.HostEntry;
import org.lkernel.kernel.device.HostFiles;
import org.lkernel.kernel.files.FilesState.Ticket;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.task.Tasks;

/// Who is asked what a call must know, and what happens with the answer.
final class Questions {
    private final Core core;
    private final Tree tree;

    Questions(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    /// Puts the question; the call waits as its own message.
    void ask(Call call, Operation.Check check, Question question) {
        Operation.Check waiting = check.asking(question);
        if (question instanceof Question.Mask) {
            core.awaitMask(call, waiting);
        } else {
            core.await(call, waiting);
        }
        switch (question) {
            case Question.Entry entry -> look(call, entry);
            case Question.Listing listing -> list(call, listing);
            case Question.Argument argument ->
                core.send(
                        Port.MEMORY,
                        new Memory.Fetch(
                                call,
                                List.of(new Segment(argument.address(), argument.length())),
                                0,
                                argument.length()));
            case Question.TaskText text -> core.send(Port.TASKS, new Tasks.Describe(call, text.what(), text.pid()));
            case Question.MemoryText text ->
                core.send(Port.MEMORY, new Memory.Describe(call, text.what(), text.space()));
            case Question.Extent extent ->
                core.send(Port.MEMORY, new Memory.Extent(call, extent.object(), extent.offset(), extent.hole()));
            case Question.Occupied occupied -> core.send(Port.MEMORY, new Memory.Occupied(call, occupied.object()));
            case Question.HartsText text -> core.send(Port.SCHEDULER, new Scheduler.Allowed(call, text.task()));
            case Question.Rename rename -> core.send(Port.TASKS, new Tasks.Rename(call, rename.task(), rename.name()));
            case Question.Mask mask -> core.send(Port.TASKS, new Tasks.SwapMask(call, mask.mask()));
            case Question.Foreground foreground ->
                core.send(Port.TASKS, new Tasks.Background(call, foreground.signal(), foreground.orphaned()));
            case Question.Randomness random -> core.send(Port.ENTROPY, new Entropy.Draw(call, random.length()));
        }
    }

    private long ticket(Call call, Question question) {
        long ticket = core.state.nextId();
        core.state.tickets = core.state.tickets.plus(ticket, new Ticket(call, question));
        return ticket;
    }

    private void look(Call call, Question.Entry entry) {
        Origin origin = origin(entry.directory());
        core.send(
                Port.HOST_FILES,
                new HostFiles.Look(
                        ticket(call, entry), origin.export(), origin.components(), Bytes.latin1(entry.name())));
    }

    private void list(Call call, Question.Listing listing) {
        Origin origin = origin(listing.directory());
        core.send(
                Port.HOST_FILES,
                new HostFiles.ListDirectory(ticket(call, listing), origin.export(), origin.components()));
    }

    private Origin origin(long directory) {
        Origin origin = tree.inode(directory).node() instanceof Node.Directory node ? node.origin() : null;
        if (origin == null) {
            throw new IllegalStateException("directory " + directory + " is not of the base");
        }
        return origin;
    }

    private Ticket redeem(long number) {
        Ticket ticket = core.state.tickets.get(number);
        if (ticket == null) {
            throw new IllegalStateException("no ticket " + number);
        }
        core.state.tickets = core.state.tickets.minus(number);
        return ticket;
    }

    /// The base's answer goes into the tree; returned is the call that asked.
    Call looked(long number, @Nullable HostEntry entry) {
        Ticket ticket = redeem(number);
        Question.Entry question = (Question.Entry) ticket.question();
        tree.looked(question.directory(), question.name(), entry);
        return ticket.call();
    }

    Call listed(long number, @Nullable List<HostEntry> entries) {
        Ticket ticket = redeem(number);
        tree.listed(((Question.Listing) ticket.question()).directory(), entries);
        return ticket.call();
    }

    /// The check to repeat now that the call's question is answered, or null when it is no longer waiting for
    /// one.
    Operation.@Nullable Check answered(Call call, @Nullable Bytes content) {
        Ongoing ongoing = core.current(call);
        if (ongoing == null || !(ongoing.operation() instanceof Operation.Check check) || check.asked() == null) {
            return null;
        }
        boolean ofTree = check.asked() instanceof Question.Entry || check.asked() instanceof Question.Listing;
        return ofTree ? check.asking(null) : check.with(new Fact(check.asked(), content));
    }
}
