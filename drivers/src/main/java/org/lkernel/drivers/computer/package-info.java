/// lkernel as a library: boot a machine, stop it anywhere, look into it, fork it, and let the forks differ.
///
/// # A machine in one line
///
/// A [Computer] is a machine with its devices, one program to run, and its console in your hands. It is built by
/// [Computer#builder()], and does nothing until you tell it to run, on the thread you call it from:
///
/// ```java
/// try (Computer computer = Computer.builder().seed(7).harts(2).input("b\na\n").boot("/bin/sort")) {
///     computer.run();
///     computer.console().text();   // "a\nb\n"
///     computer.status();           // OptionalInt[0]
///     computer.digest();           // the same for the same seed, on any host
/// }
/// ```
///
/// The root is the userland inside the library; [ComputerBuilder#root(java.nio.file.Path)] takes a directory of the
/// host instead, for instance a Debian made by `lkernel root debian`. The guest never writes to the host: what it
/// writes stays in its machine.
///
/// # Stopping
///
/// [Computer#run()] comes back when the program has ended or everybody waits. To stop elsewhere, name the place:
///
/// ```java
/// computer.run("syscall:openat:3");   // the third openat(2) is on its way and has had no effect yet
/// computer.run("instruction:100000"); // inside a time slice, exactly there
/// computer.run("message:2000");       // between two messages of the kernel
/// computer.run("time:1.5s");          // by the machine's own clock
/// computer.run(() -> computer.console().text().contains("login:"));
/// computer.step();                    // one message
/// ```
///
/// What these mean to the last detail says [org.lkernel.actors.Until]. Stopping is not an event in the machine: it
/// changes no decision and no digest.
///
/// # Looking
///
/// While it stands still, [Computer#letters()] are the messages on their way, [Computer#state(Class)] is what a
/// subsystem remembers, and [Computer#machine()] has the log, the counts of messages and instructions, and the
/// digests. [ComputerBuilder#watch(org.lkernel.actors.Watcher)] shows every message as it is delivered. Messages are
/// records, made to be matched: `if (message instanceof Hart.Completed(Call call, Completion answer))`.
///
/// # Typing
///
/// A computer built with [ComputerBuilder#terminal()] has a terminal. Run it until it waits for you, type, and run it
/// again:
///
/// ```java
/// try (Computer shell = Computer.builder().terminal().boot("/bin/sh")) {
///     shell.run();
///     shell.resize(40, 120);
///     shell.type("ls | wc -l\n");
///     shell.run();
///     shell.type("\4");            // end of file
///     shell.run();
/// }
/// ```
///
/// # Other runs
///
/// [Computer#fork()] is a second machine that stands where this one does and shares its memory until either writes to
/// it; it costs a fraction of a millisecond and what it changes. Left alone it goes on as its original would. Given
/// another seed it takes other decisions from there on: another order of messages, other time slices.
///
/// ```java
/// try (Computer fork = shell.fork(with -> with.seed(42).watch(mine))) { … }
/// ```
///
/// [Computer#save()] and [Computer#reset] go back in place, which is cheaper still, for a search that tries many
/// continuations of one moment:
///
/// ```java
/// try (Checkpoint here = computer.save()) {
///     for (long seed = 0; seed < 1_000_000; seed++) {
///         computer.machine().reseed(seed);
///         computer.run();
///         computer.reset(here);
///     }
/// }
/// ```
///
/// Forks may run on threads of their own, each on one at a time, and be closed in any order. Close what you open:
/// memory outside the Java heap is given back then, by [Computer#close()] and [Checkpoint#close()], and not before.
///
/// # Below
///
/// A `Computer` is a [org.lkernel.drivers.board.Board], which builds the subsystems, and a
/// [org.lkernel.actors.Machine], which runs them, with backends that answer for the devices on the host.
/// [ComputerBuilder#with] reaches whatever else a machine may be told: a journal, choices of your own, another
/// backend.
///
/// The JVM wants `--sun-misc-unsafe-memory-access=allow`, without which it prints a warning.
@NullMarked
package org.lkernel.drivers.computer;

import org.jspecify.annotations.NullMarked;
