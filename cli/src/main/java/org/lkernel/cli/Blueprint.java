package org.lkernel.cli;

import java.util.List;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.saved.Tree;

/// A machine as it is to be built.
///
/// @param trees the files it is shown; the hardware's exports are theirs
/// @param words the command's arguments
/// @param replayLine the command that repeats the run
record Blueprint(Mode mode, long seed, List<Tree> trees, Hardware hardware, List<String> words, String replayLine) {
    Blueprint {
        trees = List.copyOf(trees);
        words = List.copyOf(words);
    }
}
