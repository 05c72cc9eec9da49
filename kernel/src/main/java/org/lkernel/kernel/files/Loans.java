package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Loan;

/// What comes back because an answer could not be stored, and what the call returns then: [Loan].
final class Loans {
    private final Core core;
    private final Descriptors descriptors;
    private final Pipes pipes;
    private final Sockets sockets;
    private final Epolls epolls;

    Loans(Core core, Descriptors descriptors, Pipes pipes, Sockets sockets, Epolls epolls) {
        this.core = core;
        this.descriptors = descriptors;
        this.pipes = pipes;
        this.sockets = sockets;
        this.epolls = epolls;
    }

    void takeBack(Files.TakeBack back) {
        long kept = switch (back.answer().loan()) {
            case Loan.Taken taken -> take(back, taken);
            case Loan.Made made -> close(back.call(), made.descriptors());
            case Loan.Reported reported -> epolls.takeBack(reported, (int) (back.stored() / Epolls.EVENT));
            case null -> 0;
        };
        core.keep();
        core.complete(back.call(), kept > 0 ? Completion.value(kept) : Completion.error(Errno.EFAULT));
    }

    private long close(Call call, List<Integer> numbers) {
        numbers.forEach(number -> descriptors.close(core.state.task(call.task()), number));
        return 0;
    }

    /// Pieces that were stored whole are read, those behind them are not.
    private long take(Files.TakeBack back, Loan.Taken taken) {
        int kept = 0;
        int next = 0;
        while (next < taken.lengths().size() && kept + taken.lengths().get(next) <= back.stored()) {
            kept += taken.lengths().get(next++);
        }
        boolean all = next == taken.lengths().size();
        List<Long> rights = all ? List.of() : files(back.call(), taken.descriptors());
        if (!all) {
            putBack(taken, pieces(back.answer(), taken, kept, next), rights);
        }
        close(back.call(), taken.descriptors());
        return all ? 0 : kept;
    }

    private List<Long> files(Call call, List<Integer> numbers) {
        Table table = core.state.table(core.state.task(call.task()).table());
        return numbers.stream().map(number -> table.required(number).file()).toList();
    }

    private static List<Bytes> pieces(Completion.Returned answer, Loan.Taken taken, int kept, int next) {
        Gathering stored = new Gathering();
        for (CopyOut out : answer.outs()) {
            stored.put(out.content());
        }
        Bytes all = stored.toBytes();
        List<Bytes> pieces = new ArrayList<>();
        int at = kept;
        for (int length : taken.lengths().subList(next, taken.lengths().size())) {
            pieces.add(all.slice(at, length));
            at += length;
        }
        pieces.set(pieces.size() - 1, pieces.getLast().concat(taken.lost()));
        return pieces;
    }

    private void putBack(Loan.Taken taken, List<Bytes> pieces, List<Long> rights) {
        if (core.state.pipes.containsKey(taken.stream())) {
            pipes.putBack(taken.stream(), pieces, taken.packet());
        } else if (core.state.sockets.containsKey(taken.stream())) {
            sockets.putBack(taken.stream(), pieces, rights);
        }
    }
}
