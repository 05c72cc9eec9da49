package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Until;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.memory.PagePool;

/// A whole machine forked in process: shells, threads and pipes go on in both, and share nothing but what neither
/// has written to.
final class ForkTest {
    private static final String SCRIPT =
            "f() { for i in 1 2 3; do echo $1$i; done; }; f a | sort -r & f b | cat; wait; threads >/dev/null; echo $?";
    private static final int LIVE = 1_000;

    private static Computer script(long seed) {
        return Computer.builder().seed(seed).harts(2).boot("/bin/sh", "-c", SCRIPT);
    }

    private static Computer shell() {
        Computer shell = Computer.builder().terminal().boot("/bin/sh");
        assertEquals(Stop.QUIET, shell.run());
        return shell;
    }

    private static String finished(Computer computer) {
        computer.run();
        return computer.digest() + " " + computer.console().text();
    }

    private static String whole(long seed) {
        try (Computer computer = script(seed)) {
            return finished(computer);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void forksAtRandomPlacesEndAsTheirOriginalDoes(long seed) {
        String whole = whole(seed);
        Random random = new Random(seed);
        try (Computer computer = script(seed)) {
            Stop stop = Stop.CONDITION;
            while (stop == Stop.CONDITION) {
                Until place = random.nextBoolean()
                        ? new Until.Message(computer.machine().steps() + 1 + random.nextInt(600))
                        : new Until.Instruction(computer.machine().retired() + 1 + random.nextInt(60_000));
                stop = computer.run(place);
                try (Computer fork = computer.fork()) {
                    fork.run(new Until.Message(computer.machine().steps() + random.nextInt(100)));
                    try (Computer second = fork.fork()) {
                        assertEquals(whole, finished(fork), "forked at " + place);
                        assertEquals(whole, finished(second), "forked again after " + place);
                    }
                }
            }
            assertEquals(whole, finished(computer));
        }
    }

    @Test
    void forksWithOtherSeedsDifferAndSayTheSame() {
        try (Computer computer = script(1)) {
            computer.run("syscall:write:1");
            List<String> digests = new ArrayList<>();
            for (long seed = 1; seed <= 5; seed++) {
                long other = seed;
                try (Computer fork = computer.fork(with -> with.seed(other))) {
                    fork.run();
                    assertEquals(OptionalInt.of(0), fork.status());
                    digests.add(fork.digest());
                }
            }
            assertEquals(5, digests.stream().distinct().count());
            computer.run();
            assertEquals(computer.digest(), digests.getFirst());
        }
    }

    @Test
    void whatIsTypedInOneIsNotSeenInTheOther() {
        try (Computer shell = shell();
                Computer left = shell.fork();
                Computer right = shell.fork()) {
            left.type("x=left; echo $x > /tmp/f; echo $x\n");
            left.run();
            right.type("echo $x; cat /tmp/f\n");
            right.run();
            assertTrue(
                    left.console().text().contains("\nleft\r\n"), left.console().text());
            assertTrue(
                    right.console().text().contains("/tmp/f: "), right.console().text());
            try (Computer later = left.fork()) {
                later.type("cat /tmp/f; exit 7\n");
                later.run();
                assertEquals(OptionalInt.of(7), later.status());
                assertEquals(OptionalInt.empty(), left.status());
            }
        }
    }

    @Test
    void aResetMachineRunsTheSameAgain() {
        try (Computer shell = shell();
                Checkpoint prompt = shell.save()) {
            shell.type("x=1; ls / | sort -r; echo $x\n");
            shell.run();
            String first = shell.digest();
            byte[] text = shell.console().output();
            for (String between : List.of("", "echo otherwise > /tmp/g\n", "cowtest | tail -n 1\n")) {
                shell.reset(prompt);
                shell.type(between);
                shell.run();
                shell.reset(prompt);
                shell.type("x=1; ls / | sort -r; echo $x\n");
                shell.run();
                assertEquals(first, shell.digest(), "after " + between);
                assertArrayEquals(text, shell.console().output());
            }
        }
    }

    @Test
    void thousandsOfForksHoldNoMoreThanTheyWroteAndGiveItBack() {
        Computer shell = shell();
        PagePool pages = shell.board().pages();
        int atFirst = pages.live();
        int tablesAtFirst = pages.tables().lent();
        List<Computer> forks = new ArrayList<>();
        for (int count = 0; count < LIVE; count++) {
            forks.add(shell.fork());
        }
        assertEquals(atFirst, pages.live(), "an idle fork has no page of its own");
        assertEquals(tablesAtFirst, pages.tables().lent(), "nor has its hart a table");
        forks.forEach(fork -> fork.type("echo hello\n"));
        forks.subList(0, LIVE / 10).forEach(Computer::run);
        int written = pages.live() - atFirst;
        assertTrue(written > 0 && written < 40 * LIVE / 10, written + " pages of those that ran");
        assertEquals(
                1,
                forks.subList(0, LIVE / 10).stream()
                        .map(Computer::digest)
                        .distinct()
                        .count());
        Collections.shuffle(forks, new Random(1));
        forks.forEach(Computer::close);
        assertEquals(atFirst, pages.live(), "every page was given back");
        assertEquals(tablesAtFirst, pages.tables().lent(), "and every table");
        shell.close();
        assertEquals(0, pages.live());
        assertEquals(0, pages.tables().lent());
        assertEquals(0, pages.machines());
    }

    @Test
    void thousandsOfForksOneAfterTheOtherLeaveNothingBehind() {
        try (Computer shell = shell();
                Checkpoint prompt = shell.save()) {
            PagePool pages = shell.board().pages();
            int atFirst = pages.live();
            String digest = "";
            for (int count = 0; count < LIVE; count++) {
                try (Computer fork = shell.fork()) {
                    fork.type("echo hello\n");
                    fork.run();
                    if (count % 100 == 0) {
                        digest = digest.isEmpty() ? fork.digest() : digest;
                        assertEquals(digest, fork.digest());
                        fork.reset(prompt);
                    }
                }
            }
            assertEquals(atFirst, pages.live());
            assertEquals(2, pages.machines(), "the shell and the checkpoint");
        }
    }

    @Test
    void forksRunOnThreadsOfTheirOwn() throws Exception {
        String whole = whole(9);
        Computer computer = script(9);
        PagePool pages = computer.board().pages();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> ends = new ArrayList<>();
            while (computer.run(new Until.Message(computer.machine().steps() + 150)) == Stop.CONDITION) {
                Computer fork = computer.fork();
                ends.add(threads.submit(() -> {
                    try (fork;
                            Computer second = fork.fork()) {
                        assertEquals(whole, finished(second));
                        return finished(fork);
                    }
                }));
            }
            assertTrue(ends.size() > 10, "there are forks");
            assertEquals(whole, finished(computer));
            for (Future<String> end : ends) {
                assertEquals(whole, end.get());
            }
        }
        computer.close();
        assertEquals(0, pages.live());
    }

    @Test
    void aForkOutOfMemoryHurtsNoOther() {
        try (Computer shell = Computer.builder().terminal().memory(16L << 20).boot("/bin/sh")) {
            shell.run();
            try (Computer hog = shell.fork();
                    Computer sibling = shell.fork()) {
                hog.type("forkbomb\n");
                hog.run();
                sibling.type("echo well\n");
                sibling.run();
                assertNotEquals(hog.digest(), sibling.digest());
                assertTrue(
                        sibling.console().text().contains("\nwell\r\n"),
                        sibling.console().text());
            }
        }
    }
}
