package org.lkernel.cli.warm;

import java.io.IOException;
import java.util.List;

/// What a launcher asks for: to run, in its place, the command with the last words of its process.
///
/// @param words how many there are
record Request(ProcessEntry process, int words, boolean onTerminal) {
    private static final String RUN = "run";
    /// Where the launcher has the pipe `ask` open: what tells its process from any other.
    static final int ASKING = 5;

    /// The commands that begin in a moment, and so gain by it. Sessions have processes of their own.
    private static final List<String> SERVED = List.of("boot", "run", "strace", "resume", "replay", "dmesg");

    private static final String NAMED = "--name";

    static Request parse(String line) throws IOException {
        String[] all = line.split(" ", -1);
        try {
            if (all.length == 4 && all[0].equals(RUN)) {
                return new Request(
                        new ProcessEntry(Long.parseLong(all[1])), Integer.parseInt(all[2]), all[3].equals("tty"));
            }
        } catch (NumberFormatException malformed) {
            // Said below, as of anything else.
        }
        throw new IOException("not a request: " + line);
    }

    /// Whether the process is what it says, and this one can stand in for it.
    boolean isServed(Slot slot, Standing standing) throws IOException {
        if (words < 1 || !process.holds(ASKING, slot.ask()) || !standing.isThatOf(process)) {
            return false;
        }
        List<String> all = process.words(words);
        return SERVED.contains(all.getFirst())
                && all.stream().noneMatch(word -> word.equals(NAMED) || word.startsWith(NAMED + "="));
    }
}
