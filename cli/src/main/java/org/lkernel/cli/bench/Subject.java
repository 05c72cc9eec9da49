package org.lkernel.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// Something that takes time.
///
/// @param words of the program that does it; `{}` stands for how often
/// @param first how often in a first run: so many that it can be measured, so few that it ends soon in the slowest
record Subject(String name, Group group, String title, List<String> words, long first) {
    static final String AMOUNT = "{}";

    /// Which subjects are alike.
    enum Group {
        CALLS("services of the kernel", Clock.GUEST),
        INTEGERS("computing with integers", Clock.GUEST),
        FLOATS("computing with floating point", Clock.GUEST),
        PROGRAMS("whole programs", Clock.HOST),
        MACHINES("machines", Clock.OWN);

        final String title;
        final Clock clock;

        Group(String title, Clock clock) {
            this.title = title;
            this.clock = clock;
        }
    }

    /// Who measures.
    enum Clock {
        /// The program prints how many nanoseconds each took.
        GUEST,
        /// The whole process is timed.
        HOST,
        /// lkernel does it, without a program, and prints how many nanoseconds each took.
        OWN
    }

    private static Subject call(String name, String title, long first) {
        return new Subject(name, Group.CALLS, title, List.of("/bin/bench", name, AMOUNT), first);
    }

    private static Subject kernel(String name, Group group, String title) {
        return new Subject(name, group, title, List.of("/bin/kernels", name, AMOUNT), 0);
    }

    private static Subject program(String name, String title, String... words) {
        return new Subject(name, Group.PROGRAMS, title, List.of(words), 0);
    }

    private static Subject machine(String name, String title, long amount) {
        return new Subject(name, Group.MACHINES, title, List.of(), amount);
    }

    /// All that can be measured without another root.
    static List<Subject> all() {
        return List.of(
                call("null", "null system call", 20_000),
                call("pipe", "pipe: write and read a byte", 10_000),
                call("switch", "a byte to another process and back", 2_000),
                call("fork", "fork and wait", 50),
                call("exec", "fork, exec and wait", 20),
                call("map", "map, touch and unmap 64 pages", 200),
                call("signal", "signal oneself", 2_000),
                call("open", "open and close a file", 2_000),
                call("file", "write and read 4 KiB of a file", 2_000),
                call("create", "create and unlink a file", 1_000),
                kernel("sieve", Group.INTEGERS, "sieve and heap sort"),
                kernel("mixing", Group.INTEGERS, "rotate and multiply"),
                kernel("lists", Group.INTEGERS, "lists and hash tables"),
                kernel("crc", Group.INTEGERS, "checksums by table"),
                kernel("machine", Group.INTEGERS, "an interpreter's switch"),
                kernel("recursion", Group.INTEGERS, "recursive calls"),
                kernel("indirect", Group.INTEGERS, "calls by pointer"),
                kernel("strings", Group.INTEGERS, "strings"),
                kernel("matrix", Group.FLOATS, "matrices"),
                kernel("bodies", Group.FLOATS, "bodies that attract"),
                program("true", "/bin/true", "/bin/true"),
                program("echo", "echo hi", "/bin/echo", "hi"),
                program(
                        "loop",
                        "a shell that counts to 10,000",
                        "/bin/sh",
                        "-c",
                        "i=0; while [ $i -lt 10000 ]; do i=$((i+1)); done"),
                machine("machine-fork", "fork a machine", 4_000),
                machine("machine-reset", "reset a machine after a command", 2_000),
                machine("machine-save", "save a machine", 40),
                machine("machine-resume", "resume a machine, to its next instruction", 40));
    }

    /// What is measured besides with a root of Debian's programs.
    static List<Subject> ofRoot() {
        return List.of(
                program("bash", "bash -c :", "/bin/bash", "-c", ":"),
                program("python", "python3 -c 'print(1)'", "/usr/bin/python3", "-c", "print(1)"),
                program("json", "python3 -c 'import json'", "/usr/bin/python3", "-c", "import argparse, json"),
                program("sqlite", "one query of sqlite3", "/usr/bin/sqlite3", ":memory:", "select 6*7;"),
                program("perl", "perl -e 'print 1'", "/usr/bin/perl", "-e", "print 1"),
                program("git", "git --version", "/usr/bin/git", "--version"),
                program("node", "node -e 1", "/usr/bin/node", "-e", "1"));
    }

    /// Whether it is done so often, and not for so long or once.
    boolean isCounted() {
        return first > 0;
    }

    List<String> words(long amount) {
        List<String> all = new ArrayList<>(words);
        all.replaceAll(word -> word.equals(AMOUNT) ? String.valueOf(amount) : word);
        return List.copyOf(all);
    }
}
