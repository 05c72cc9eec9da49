package org.lkernel.cli.strace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.NameCall;
import org.lkernel.kernel.files.TransferCall;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.ProcessCall;

class CallTraceTest {
    private final StringWriter text = new StringWriter();
    private final CallTrace trace = new CallTrace(new PrintWriter(text), true, true);

    private static Call call(int task, long serial) {
        return new Call(task, 1, 0, serial, 0);
    }

    private void fromHart(Message made) {
        trace.delivering(1, Port.hart(0), Port.FILES, made);
    }

    private void answer(Message answer) {
        trace.delivering(2, Port.FILES, Port.hart(0), answer);
    }

    @Test
    void aFailedCallNamesItsErrorAndItsFlags() {
        fromHart(new NameCall.Open(call(1, 1), -100, Bytes.utf8("/x"), 02000000, 0));
        answer(new Hart.Completed(call(1, 1), Completion.error(Errno.ENOENT)));
        assertEquals(
                "1     openat(AT_FDCWD, \"/x\", O_RDONLY|O_CLOEXEC, 000) = -1 ENOENT (No such file or directory)\n",
                text.toString());
    }

    @Test
    void aCallThatAnotherTaskOvertakesIsUnfinishedAndResumed() {
        fromHart(new TransferCall.Read(call(1, 1), 0, 4096, 10));
        fromHart(new ProcessCall.ExitGroup(call(2, 1), 3));
        answer(new Hart.Completed(call(2, 1), new Completion.Exited()));
        answer(new Scheduler.Remove(2, 0));
        answer(new Scheduler.Wake(call(1, 1), Completion.value(3, 4096, Bytes.utf8("a\n\0"))));
        assertEquals(
                List.of(
                        "1     read(0,  <unfinished ...>",
                        "2     exit_group(3)                           = ?",
                        "2     +++ exited with 3 +++",
                        "1     <... read resumed>\"a\\n\\0\", 10)          = 3"),
                text.toString().lines().toList());
    }

    @Test
    void anAnswerToAnotherCallOfTheTaskIsNotTheResult() {
        fromHart(new TransferCall.Read(call(1, 2), 0, 4096, 10));
        answer(new Hart.Completed(call(1, 1), new Completion.Retried()));
        assertEquals("", text.toString());
    }

    @Test
    void longStringsAreCutAt32BytesAndEscapedAsInC() {
        assertEquals("\"" + "a".repeat(32) + "\"...", Shown.quoted(Bytes.utf8("a".repeat(33)), 32));
        assertEquals("\"\\\"\\\\\\0017\\377\"", Shown.quoted(Bytes.latin1("\"\\\u00017\u00ff"), 32));
    }
}
