package org.lkernel.cli.strace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.Machine;
import org.lkernel.cli.strace.Settings.Stamp;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.console.StandardInput;
import org.lkernel.drivers.console.StreamBackend;
import org.lkernel.drivers.hostfiles.EmbeddedExport;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;

class CallTraceTest {
    private static final Settings EVERY_TASK = new Settings(true, true, Stamp.NONE, false, Settings.STRING_BYTES);

    private final StringWriter text = new StringWriter();

    private static Program program(String... words) {
        List<Bytes> arguments = List.of(words).stream().map(Bytes::utf8).toList();
        List<Bytes> environment = List.of(Bytes.utf8("PATH=/bin"));
        return new Program(arguments.getFirst(), arguments, environment, Bytes.utf8("/"), false);
    }

    /// Runs the program to its end and returns the digest.
    private static String run(Program program, Function<AddressSpaces, Tracer> tracer) {
        Hardware hardware = new Hardware(1, 64L << 20, true, false, List.of(new EmbeddedExport()), List.of());
        Board board = new Board(hardware, tracer);
        StandardInput nothing = new StandardInput(java.io.InputStream.nullInputStream());
        try (Machine machine = Machine.builder()
                .topology(board)
                .backend(
                        Port.CONSOLE,
                        new StreamBackend(nothing, OutputStream.nullOutputStream(), OutputStream.nullOutputStream()))
                .backend(Port.HOST_FILES, new ExportsBackend(hardware.exports()))
                .backend(Port.REAL_TIME_CLOCK, TimeBackend.fixed())
                .build()) {
            board.boot(machine, program);
            machine.run();
            return machine.fullDigest();
        }
    }

    private List<String> trace(Settings settings, String set, String... words) {
        Program program = program(words);
        run(program, spaces -> new CallTrace(new PrintWriter(text), spaces, program, settings, CallFilter.of(set)));
        return text.toString().lines().toList();
    }

    @Test
    void aProgramIsTracedFromItsStartToItsEndWithWhatTheHartAnswersItself() {
        assertEquals(
                List.of(
                        "1     execve(\"/bin/date\", [\"/bin/date\"], [/* 1 vars */]) = 0",
                        "1     clock_gettime(CLOCK_REALTIME, {tv_sec=1767225600, tv_nsec=8019}) = 0",
                        "1     ioctl(1, TCGETS, 0x3ffffefd60)    = -1 ENOTTY (Inappropriate ioctl for device)",
                        "1     write(1, \"Thu Jan  1 00:00:00 UTC 2026\\n\", 29) = 29",
                        "1     exit_group(0)                     = ?",
                        "1     +++ exited with 0 +++"),
                trace(EVERY_TASK, "all", "/bin/date").stream()
                        .map(line -> line.replaceAll("tv_nsec=\\d+", "tv_nsec=8019")
                                .replaceAll("TCGETS, 0x\\w+", "TCGETS, 0x3ffffefd60"))
                        .toList());
    }

    @Test
    void callsThatOthersOvertakeAreUnfinishedAndResumedAndSignalsComeBehindThem() {
        List<String> lines = trace(EVERY_TASK, "%process", "/bin/sh", "-c", "(exit 3); exit 4");
        assertTrue(lines.contains("1     wait4(-1,  <unfinished ...>"), text.toString());
        int resumed = lines.indexOf("1     <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 2");
        assertTrue(resumed > 0, text.toString());
        assertEquals(
                "1     --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=2, si_uid=0, si_status=3, si_utime=0,"
                        + " si_stime=0} ---",
                lines.get(resumed + 1));
        assertTrue(lines.contains("2     +++ exited with 3 +++"), text.toString());
        assertEquals("1     +++ exited with 4 +++", lines.getLast());
    }

    @Test
    void onlyTheFirstTaskIsShownUnlessTheOthersAreFollowed() {
        Settings first = new Settings(false, false, Stamp.NONE, false, Settings.STRING_BYTES);
        List<String> lines = trace(first, "exit_group", "/bin/sh", "-c", "(exit 3); exit 4");
        assertEquals(
                List.of("exit_group(4)                           = ?", "+++ exited with 4 +++"),
                lines.stream().filter(line -> !line.startsWith("---")).toList());
    }

    @Test
    void aMachineHasTheSameDigestWithATracerAndWithout() {
        Program program = program("/bin/sh", "-c", "ls /bin | sort | wc -l; date; kill -9 $$");
        String plain = run(program, spaces -> Tracer.NONE);
        String traced = run(
                program,
                spaces -> new CallTrace(new PrintWriter(text), spaces, program, EVERY_TASK, CallFilter.of("all")));
        assertEquals(plain, traced);
        assertTrue(text.toString().endsWith("1     +++ killed by SIGKILL +++\n"), text.toString());
    }

    @Test
    void aSummaryCountsCallsAndFailures() {
        CallSummary summary = new CallSummary(true, CallFilter.of("all"));
        run(program("/bin/cat", "/none"), spaces -> summary);
        Map<String, CallSummary.Count> counts = summary.counts();
        assertEquals(1, counts.get("openat").errors());
        assertEquals(1, counts.get("exit_group").calls());
    }

    @Test
    void everyArgumentOfEveryCallIsOfAKindThatCanBeShown() {
        List<String> unknown = Board.SYSTEM_CALLS.supported().stream()
                .flatMap(entry -> entry.parameters().stream()
                        .filter(parameter -> !Kinds.isKnown(parameter.kind()))
                        .map(parameter -> entry.name() + "." + parameter.name() + ": " + parameter.kind()))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void classesOfCallsFollowFromTheTable() {
        assertTrue(CallFilter.of("trace=%file").test(Board.SYSTEM_CALLS.entry(56)));
        assertTrue(CallFilter.of("!%file").test(Board.SYSTEM_CALLS.entry(63)));
        assertTrue(CallFilter.of("%desc,exit_group").test(Board.SYSTEM_CALLS.entry(94)));
        assertThrows(IllegalArgumentException.class, () -> CallFilter.of("openat,nosuch"));
    }

    @Test
    void flagsAndNumbersHaveTheNamesOfLinux() {
        assertEquals("O_RDWR|O_CREAT|O_CLOEXEC", Names.show("open_flags", 02000102));
        assertEquals("MAP_PRIVATE|MAP_ANONYMOUS", Names.show("mmap_flags", 0x22));
        assertEquals("PROT_NONE", Names.show("mmap_prot", 0));
        assertEquals("0x63 /* CLOCK_??? */", Names.show("clock", 0x63));
        assertEquals("rseq", CallNames.name(293));
        assertEquals("syscall_0x1f3", CallNames.name(0x1f3));
    }

    @Test
    void everyCallOfTheKernelHasTheNameThatLinuxHasForItsNumber() {
        for (SyscallTable.Entry entry : Board.SYSTEM_CALLS.supported()) {
            assertEquals(CallNames.name(entry.number()), entry.name());
        }
    }

    @Test
    void longStringsAreCutAt32BytesAndEscapedAsInC() {
        assertEquals("\"" + "a".repeat(32) + "\"...", Text.quoted(Bytes.utf8("a".repeat(33)), 32));
        assertEquals("\"\\\"\\\\\\0017\\377\"", Text.quoted(Bytes.latin1("\"\\\u00017\u00ff"), 32));
    }

    @Test
    void whatIsToGoWrongIsSaidAsStraceSaysIt() {
        assertEquals(
                "[sys.errno:write:3:errno=EIO]",
                Tampering.faults("inject=write:error=EIO:when=3").toString());
        for (String when : List.of("3+", "3+2", "3..9", "3..9+2")) {
            assertEquals(
                    "[sys.retval:write:" + when + ":value=7]",
                    Tampering.faults("inject=write:retval=7:when=" + when).toString());
        }
        assertEquals(
                "[sys.errno:read:every:errno=ENOSYS, sys.errno:write:every:errno=ENOSYS]",
                Tampering.faults("fault=read,write").toString());
        assertEquals(
                "[signal:write:1:signal=SIGTERM]",
                Tampering.faults("inject=write:signal=SIGTERM:when=1").toString());
        for (String wrong : List.of(
                "inject=write",
                "inject=write:retval=x",
                "inject=write:retval=1:error=EIO",
                "inject=write:error=EIO:when=9..3",
                "inject=nosuch:error=EIO",
                "inject=write:error=EWHAT",
                "inject=write:error=EIO:when=0")) {
            assertThrows(IllegalArgumentException.class, () -> Tampering.faults(wrong), wrong);
        }
    }
}
