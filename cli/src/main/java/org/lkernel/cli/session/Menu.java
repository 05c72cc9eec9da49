package org.lkernel.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The session menu: what the next keys mean while it is open, and what it looks like.
///
/// It knows nothing of terminals or machines: a key goes in, and what is wanted comes out.
final class Menu {
    /// Ctrl-].
    static final byte ESCAPE = 0x1d;

    private static final int RETURN = '\r';
    private static final int LINE_FEED = '\n';
    private static final int BACKSPACE = '\b';
    private static final int DELETE = 0x7f;
    private static final int KILL_LINE = 0x15;
    private static final int INTERRUPT = 0x03;
    private static final int ESC = 0x1b;
    private static final int LONGEST_NAME = 1024;

    /// What a key led to.
    sealed interface Wish {
        /// The menu stays, changed perhaps.
        record Stay() implements Wish {}

        record Resume() implements Wish {}

        /// The guest shall have the escape character.
        record SendEscape() implements Wish {}

        record Save(String file) implements Wish {}

        record Detach() implements Wish {}

        record Quit() implements Wish {}
    }

    private enum Page {
        CHOICE,
        FILE,
        WAITING,
        MESSAGE
    }

    private final String session;
    private final String proposedFile;
    private Page page = Page.CHOICE;
    private byte[] name = new byte[0];
    private String message = "";

    /// @param session its name, or empty when it has none and cannot be left
    Menu(String session, String proposedFile) {
        this.session = session;
        this.proposedFile = proposedFile;
    }

    Wish type(byte key) {
        return switch (page) {
            case CHOICE -> choose(key);
            case FILE -> edit(key);
            case WAITING -> new Wish.Stay();
            case MESSAGE -> new Wish.Resume();
        };
    }

    private Wish choose(byte key) {
        return switch (key) {
            case ESCAPE -> new Wish.SendEscape();
            case 's' -> {
                page = Page.FILE;
                name = proposedFile.getBytes(StandardCharsets.UTF_8);
                yield new Wish.Stay();
            }
            case 'd' -> session.isEmpty() ? new Wish.Stay() : new Wish.Detach();
            case 'q' -> new Wish.Quit();
            case 'r', RETURN, LINE_FEED, ' ', ESC, INTERRUPT -> new Wish.Resume();
            default -> new Wish.Stay();
        };
    }

    private Wish edit(byte key) {
        switch (key) {
            case RETURN, LINE_FEED -> {
                return named();
            }
            case ESC, INTERRUPT, ESCAPE -> page = Page.CHOICE;
            case KILL_LINE -> name = new byte[0];
            case BACKSPACE, DELETE -> eraseCharacter();
            default -> append(key);
        }
        return new Wish.Stay();
    }

    private Wish named() {
        page = name.length == 0 ? Page.CHOICE : Page.WAITING;
        return name.length == 0 ? new Wish.Stay() : new Wish.Save(new String(name, StandardCharsets.UTF_8));
    }

    private void append(byte key) {
        if ((key < 0 || key >= ' ') && name.length < LONGEST_NAME) {
            name = java.util.Arrays.copyOf(name, name.length + 1);
            name[name.length - 1] = key;
        }
    }

    /// One character back, which may be several bytes of UTF-8.
    private void eraseCharacter() {
        int end = name.length;
        do {
            end--;
        } while (end > 0 && (name[end] & 0xc0) == 0x80);
        name = java.util.Arrays.copyOf(name, Math.max(0, end));
    }

    /// The answer to a wish, shown until a key is pressed.
    void tell(String text) {
        page = Page.MESSAGE;
        message = text;
    }

    /// The menu as lines of text.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(session.isEmpty() ? "lkernel" : "lkernel session " + session);
        switch (page) {
            case CHOICE -> {
                lines.add("s  save a snapshot");
                lines.add(
                        session.isEmpty()
                                ? "-  detach: for sessions with a name (boot --name)"
                                : "d  detach: it goes on");
                lines.add("q  quit: the machine ends");
                lines.add("^] send Ctrl-] to the guest");
                lines.add("r  resume, as Return and Escape");
            }
            case FILE -> lines.add("save to: " + new String(name, StandardCharsets.UTF_8));
            case WAITING -> lines.add("saving " + new String(name, StandardCharsets.UTF_8) + " ...");
            case MESSAGE -> {
                lines.add(message);
                lines.add("(any key)");
            }
        }
        return lines;
    }

    /// The menu drawn at the bottom of a screen: lines of equal length in reverse video, the cursor at the end of the
    /// last.
    String drawn(int rows, int columns) {
        List<String> lines = lines();
        int width = Math.max(
                1,
                Math.min(
                        columns,
                        2 + lines.stream().mapToInt(String::length).max().orElse(1)));
        StringBuilder drawn = new StringBuilder("\033[m\033[?25l");
        int top = Math.max(1, rows - lines.size() + 1);
        for (int index = 0; index < lines.size() && top + index <= Math.max(1, rows); index++) {
            String line = " " + lines.get(index) + " ".repeat(width);
            drawn.append("\033[")
                    .append(top + index)
                    .append(";1H\033[7m")
                    .append(line, 0, width)
                    .append("\033[m");
        }
        return drawn.toString();
    }
}
