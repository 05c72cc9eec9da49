package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.pcollections.TreePVector;

/// A terminal: its settings, whose it is, and the characters typed and not yet read.
///
/// @param session whose controlling terminal it is, 0 for nobody's
/// @param foreground the process group that may read and gets the signals, 0 for none
/// @param lines complete lines; an empty one is an end of file
/// @param editing the line being typed, or in non-canonical mode all there is to read
/// @param literal whether the next character is taken as it is (VLNEXT)
/// @param stopped whether output is held by VSTOP; `held` is what waits
record Terminal(
        long id,
        int session,
        int foreground,
        Termios termios,
        int rows,
        int columns,
        TreePVector<Bytes> lines,
        Bytes editing,
        boolean literal,
        boolean stopped,
        Bytes held,
        boolean hungUp) {
    static Terminal fresh(long id, int rows, int columns) {
        return new Terminal(
                id,
                0,
                0,
                Termios.INITIAL,
                rows,
                columns,
                TreePVector.empty(),
                Bytes.EMPTY,
                false,
                false,
                Bytes.EMPTY,
                false);
    }

    Terminal withOwner(int newSession, int newForeground) {
        return new Terminal(
                id, newSession, newForeground, termios, rows, columns, lines, editing, literal, stopped, held, hungUp);
    }

    Terminal withTermios(Termios changed) {
        return new Terminal(
                id, session, foreground, changed, rows, columns, lines, editing, literal, stopped, held, hungUp);
    }

    Terminal withWindow(int newRows, int newColumns) {
        return new Terminal(
                id, session, foreground, termios, newRows, newColumns, lines, editing, literal, stopped, held, hungUp);
    }

    Terminal withInput(TreePVector<Bytes> newLines, Bytes newEditing) {
        return new Terminal(
                id, session, foreground, termios, rows, columns, newLines, newEditing, literal, stopped, held, hungUp);
    }

    Terminal withEditing(Bytes changed) {
        return withInput(lines, changed);
    }

    Terminal withLiteral(boolean changed) {
        return new Terminal(
                id, session, foreground, termios, rows, columns, lines, editing, changed, stopped, held, hungUp);
    }

    Terminal withHeld(boolean newStopped, Bytes newHeld) {
        return new Terminal(
                id, session, foreground, termios, rows, columns, lines, editing, literal, newStopped, newHeld, hungUp);
    }

    Terminal hangUp() {
        return new Terminal(id, 0, 0, termios, rows, columns, lines, editing, literal, false, Bytes.EMPTY, true);
    }

    boolean canonical() {
        return termios.locals(Termios.ICANON);
    }

    /// How many bytes a read could take now.
    int available() {
        int complete = 0;
        for (Bytes line : lines) {
            complete += line.length();
        }
        return canonical() ? complete : complete + editing.length();
    }

    boolean ready() {
        if (canonical()) {
            return !lines.isEmpty();
        }
        int least = termios.character(Termios.VTIME) == 0 ? Math.max(1, termios.character(Termios.VMIN)) : 1;
        return available() >= least;
    }
}
