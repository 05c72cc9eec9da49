package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Loan;
import org.lkernel.kernel.task.Identity.Credentials;

/// A task at one of its calls: who it is, what it has open, and what is known for its call.
final class Caller {
    final Core core;
    final Call call;
    final TaskFiles task;
    final Operation.Check check;

    Caller(Core core, Call call, Operation.Check check) {
        this.core = core;
        this.call = call;
        this.task = core.state.task(call.task());
        this.check = check;
    }

    Credentials credentials() {
        return task.identity().credentials();
    }

    boolean capable(int capability) {
        return Permissions.capable(credentials(), capability);
    }

    Directories directories() {
        return core.state.directoriesOf(task.directories());
    }

    void put(Directories changed) {
        core.state.directories = core.state.directories.plus(task.directories(), changed);
    }

    Table table() {
        return core.state.table(task.table());
    }

    void put(Table changed) {
        core.state.tables = core.state.tables.plus(task.table(), changed);
    }

    /// The description behind a descriptor, whatever it was opened for; `EBADF`.
    OpenFile anyFile(int descriptor) {
        Table.Descriptor found = table().at(descriptor);
        if (found == null) {
            throw new Refusal(Errno.EBADF);
        }
        return core.state.file(found.file());
    }

    /// The description behind a descriptor that is not an `O_PATH` one; `EBADF`.
    OpenFile file(int descriptor) {
        OpenFile file = anyFile(descriptor);
        if (file.isPath()) {
            throw new Refusal(Errno.EBADF);
        }
        return file;
    }

    OpenFile readable(int descriptor) {
        OpenFile file = file(descriptor);
        if (!file.readable()) {
            throw new Refusal(Errno.EBADF);
        }
        return file;
    }

    OpenFile writable(int descriptor) {
        OpenFile file = file(descriptor);
        if (!file.writable()) {
            throw new Refusal(Errno.EBADF);
        }
        return file;
    }

    /// Bytes of the caller's memory that no shape describes.
    Bytes argument(long address, int length) {
        Bytes content = check.known(new Question.Argument(address, length)).content();
        if (content == null || content.length() < length) {
            throw new Refusal(Errno.EFAULT);
        }
        return content;
    }

    void answer(long value) {
        core.complete(call, Completion.value(value));
    }

    void answer(long value, long address, Bytes out) {
        core.complete(call, Completion.value(value, address, out));
    }

    /// Stores what was made, or the descriptors are closed again.
    void answerMade(int first, int second, long address, Bytes out) {
        List<CopyOut> outs = List.of(new CopyOut(address, out));
        core.complete(call, new Completion.Returned(0, outs, new Loan.Made(List.of(first, second))));
    }

    void answer(@Nullable Errno errno) {
        core.complete(call, errno == null ? Completion.value(0) : Completion.error(errno));
    }
}
