package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;
import org.pcollections.TreePVector;

/// What characters do to a terminal, one after another: editing, echo and signals, as `termios(3)` and Linux's
/// n_tty have it.
final class LineDiscipline {
    private static final int SIGINT = 2;
    private static final int SIGQUIT = 3;
    private static final int SIGTSTP = 20;
    private static final int LINE_MAXIMUM = 4095;

    /// What may wait to be read in all.
    private static final int INPUT_MAXIMUM = 65536;

    private static final int LINES_MAXIMUM = 4096;
    private static final int DELETE = 0x7f;

    private final Gathering echo = new Gathering();
    private final List<Integer> signals = new ArrayList<>();
    private Terminal terminal;

    LineDiscipline(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /// What is to be shown, after output processing.
    Bytes echo() {
        return echo.toBytes();
    }

    /// For the foreground group, in order.
    List<Integer> signals() {
        return signals;
    }

    void type(Bytes characters) {
        for (int index = 0; index < characters.length(); index++) {
            character(characters.at(index) & 0xff);
        }
    }

    private void character(int typed) {
        Termios settings = terminal.termios();
        int octet = settings.inputs(Termios.ISTRIP) ? typed & 0x7f : typed;
        if (terminal.literal()) {
            terminal = terminal.withLiteral(false);
            insert(octet);
            return;
        }
        if (octet == '\r' && settings.inputs(Termios.IGNCR)) {
            return;
        }
        if (octet == '\r' && settings.inputs(Termios.ICRNL)) {
            octet = '\n';
        } else if (octet == '\n' && settings.inputs(Termios.INLCR)) {
            octet = '\r';
        }
        if (!flows(octet) && !signals(octet)) {
            if (terminal.canonical()) {
                edit(octet);
            } else {
                insert(octet);
            }
        }
    }

    /// VSTOP and VSTART.
    private boolean flows(int octet) {
        Termios settings = terminal.termios();
        if (!settings.inputs(Termios.IXON)) {
            return false;
        }
        if (settings.is(octet, Termios.VSTOP)) {
            terminal = terminal.withHeld(true, terminal.held());
            return true;
        }
        if (settings.is(octet, Termios.VSTART)) {
            release();
            return true;
        }
        return false;
    }

    private void release() {
        Bytes held = terminal.held();
        terminal = terminal.withHeld(false, Bytes.EMPTY);
        echo.put(held);
    }

    private boolean signals(int octet) {
        Termios settings = terminal.termios();
        if (!settings.locals(Termios.ISIG)) {
            return false;
        }
        int signal = settings.is(octet, Termios.VINTR)
                ? SIGINT
                : settings.is(octet, Termios.VQUIT) ? SIGQUIT : settings.is(octet, Termios.VSUSP) ? SIGTSTP : 0;
        if (signal == 0) {
            return false;
        }
        if (terminal.stopped()) {
            release();
        }
        if (!settings.locals(Termios.NOFLSH)) {
            terminal = terminal.withInput(TreePVector.empty(), Bytes.EMPTY);
        }
        echo(octet);
        signals.add(signal);
        return true;
    }

    private void edit(int octet) {
        Termios settings = terminal.termios();
        boolean extended = settings.locals(Termios.IEXTEN);
        if (settings.is(octet, Termios.VERASE)) {
            erase(1);
        } else if (extended && settings.is(octet, Termios.VWERASE)) {
            erase(wordLength());
        } else if (settings.is(octet, Termios.VKILL)) {
            kill();
        } else if (extended && settings.is(octet, Termios.VLNEXT)) {
            terminal = terminal.withLiteral(true);
            if (settings.locals(Termios.ECHO) && settings.locals(Termios.ECHOCTL)) {
                put("^\b");
            }
        } else if (extended && settings.is(octet, Termios.VREPRINT)) {
            reprint(octet);
        } else if (octet == '\n') {
            if (settings.locals(Termios.ECHO) || settings.locals(Termios.ECHONL)) {
                newline();
            }
            endLine(octet);
        } else if (settings.is(octet, Termios.VEOF)) {
            endInput();
        } else if (settings.is(octet, Termios.VEOL) || extended && settings.is(octet, Termios.VEOL2)) {
            echo(octet);
            endLine(octet);
        } else {
            insert(octet);
        }
    }

    private void endLine(int octet) {
        if (terminal.lines().size() >= LINES_MAXIMUM) {
            return;
        }
        Bytes line = terminal.editing().concat(Bytes.wrap(new byte[] {(byte) octet}));
        terminal = terminal.withInput(terminal.lines().plus(line), Bytes.EMPTY);
    }

    /// VEOF: what was typed is readable as it is; with nothing typed, that is the end.
    private void endInput() {
        if (terminal.lines().size() < LINES_MAXIMUM) {
            terminal = terminal.withInput(terminal.lines().plus(terminal.editing()), Bytes.EMPTY);
        }
    }

    private void insert(int octet) {
        int most = terminal.canonical() ? LINE_MAXIMUM : INPUT_MAXIMUM;
        if (terminal.editing().length() >= most || terminal.available() >= INPUT_MAXIMUM) {
            if (terminal.termios().inputs(Termios.IMAXBEL)) {
                echo.put(7);
            }
            return;
        }
        terminal = terminal.withEditing(terminal.editing().concat(Bytes.wrap(new byte[] {(byte) octet})));
        echo(octet);
    }

    // ---- echo

    private void put(String text) {
        for (int index = 0; index < text.length(); index++) {
            echo.put(text.charAt(index));
        }
    }

    private void newline() {
        Termios settings = terminal.termios();
        put(settings.outputs(Termios.OPOST) && settings.outputs(Termios.ONLCR) ? "\r\n" : "\n");
    }

    private static boolean isControl(int octet) {
        return octet < 0x20 || octet == DELETE;
    }

    private void echo(int octet) {
        Termios settings = terminal.termios();
        if (!settings.locals(Termios.ECHO)) {
            return;
        }
        if (octet == '\n') {
            newline();
        } else if (settings.locals(Termios.ECHOCTL) && isControl(octet) && octet != '\t') {
            echo.put('^');
            echo.put(octet ^ 0x40);
        } else {
            echo.put(octet);
        }
    }

    private void reprint(int octet) {
        echo(octet);
        newline();
        Bytes line = terminal.editing();
        for (int index = 0; index < line.length(); index++) {
            echo(line.at(index) & 0xff);
        }
    }

    // ---- erasing

    /// How many bytes the last `characters` characters take.
    private int tail(int characters) {
        Bytes line = terminal.editing();
        int at = line.length();
        for (int left = characters; left > 0 && at > 0; left--) {
            at--;
            while (terminal.termios().inputs(Termios.IUTF8) && at > 0 && isContinuation(line.at(at))) {
                at--;
            }
        }
        return line.length() - at;
    }

    private static boolean isContinuation(byte octet) {
        return (octet & 0xc0) == 0x80;
    }

    private void erase(int characters) {
        for (int left = characters; left > 0 && !terminal.editing().isEmpty(); left--) {
            Bytes line = terminal.editing();
            int bytes = tail(1);
            int first = line.at(line.length() - bytes) & 0xff;
            terminal = terminal.withEditing(line.slice(0, line.length() - bytes));
            if (terminal.termios().locals(Termios.ECHO)) {
                rubOut(first);
            }
        }
    }

    private void rubOut(int octet) {
        Termios settings = terminal.termios();
        if (!settings.locals(Termios.ECHOE)) {
            echo(settings.character(Termios.VERASE));
        } else if (octet == '\t') {
            put("\b".repeat(tabWidth()));
        } else if (!isControl(octet)) {
            put("\b \b");
        } else if (settings.locals(Termios.ECHOCTL)) {
            put("\b \b\b \b");
        }
    }

    /// How far the tab that was just erased had moved the cursor, counted from the start of the line being typed.
    private int tabWidth() {
        int column = 0;
        Bytes line = terminal.editing();
        for (int index = 0; index < line.length(); index++) {
            int octet = line.at(index) & 0xff;
            if (octet == '\t') {
                column = (column | 7) + 1;
            } else if (!isContinuation(line.at(index))) {
                column += isControl(octet) && terminal.termios().locals(Termios.ECHOCTL) ? 2 : 1;
            }
        }
        return 8 - (column & 7);
    }

    /// The last word and the blanks behind it, in characters.
    private int wordLength() {
        Bytes line = terminal.editing();
        int at = line.length();
        boolean word = false;
        int characters = 0;
        while (at > 0) {
            int octet = line.at(at - 1) & 0xff;
            boolean letter = octet == '_' || Character.isLetterOrDigit(octet) || octet >= 0x80;
            if (word && !letter) {
                break;
            }
            word = word || letter;
            characters += isContinuation(line.at(at - 1)) ? 0 : 1;
            at--;
        }
        return characters;
    }

    private void kill() {
        Termios settings = terminal.termios();
        if (settings.locals(Termios.ECHOKE) && settings.locals(Termios.ECHOE)) {
            erase(Integer.MAX_VALUE);
            return;
        }
        terminal = terminal.withEditing(Bytes.EMPTY);
        echo(settings.character(Termios.VKILL));
        if (settings.locals(Termios.ECHO) && settings.locals(Termios.ECHOK)) {
            newline();
        }
    }

    // ---- output

    /// What a program writes, as it goes to the screen.
    static Bytes processed(Termios settings, Bytes written) {
        if (!settings.outputs(Termios.OPOST)) {
            return written;
        }
        Gathering shown = new Gathering();
        for (int index = 0; index < written.length(); index++) {
            int octet = written.at(index);
            if (octet == '\n' && settings.outputs(Termios.ONLCR)) {
                shown.put('\r');
            }
            shown.put(octet == '\r' && settings.outputs(Termios.OCRNL) ? '\n' : octet);
        }
        return shown.toBytes();
    }
}
