package org.lkernel.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// A terminal lent to a machine: keys go one way, output the other, and Ctrl-] opens the session menu over what the
/// guest has drawn.
///
/// While the menu is open the guest's output goes to the [Screen] alone. A menu over the main screen is drawn on the
/// alternate one, so that the terminal itself brings back what was there; over a full-screen program it is painted
/// over afterwards, and the program asked to draw itself again.
public final class Attachment {
    private static final String MENU_SCREEN = "\033[?1049h";
    private static final String MENU_LEFT = "\033[?1049l\033[?25h";
    /// More than this is painted from the screen's memory instead of shown as it came.
    private static final int HELD_BYTES = 1 << 16;

    /// What an attachment needs of a terminal.
    public interface Display {
        void write(byte[] bytes) throws IOException;

        int rows();

        int columns();
    }

    private final Display display;
    private final Screen screen;
    private final Link link;
    private final String session;
    private final String proposedFile;
    private @Nullable Menu menu;
    private final HeldOutput held = new HeldOutput(HELD_BYTES);
    private boolean overFullScreen;
    private boolean gone;

    /// @param session the session's name, or empty
    public Attachment(Display display, Screen screen, Link link, String session, String proposedFile) {
        this.display = display;
        this.screen = screen;
        this.link = link;
        this.session = session;
        this.proposedFile = proposedFile;
    }

    /// Paints a terminal that has seen nothing of this session yet.
    public synchronized void paint() throws IOException {
        display.write(screen.painting());
    }

    /// Output of the guest's, already in the screen's memory or not.
    public synchronized void show(byte[] bytes) throws IOException {
        screen.write(bytes);
        if (gone) {
            return;
        }
        if (menu == null) {
            display.write(bytes);
        } else {
            held.add(bytes);
        }
    }

    /// The window has another size.
    public void resized() {
        if (display.rows() > 0) {
            link.resize(display.rows(), display.columns());
        }
    }

    /// Keys from the terminal, on the one thread that reads it.
    public void typed(Bytes keys) {
        int start = 0;
        for (int index = 0; index < keys.length(); index++) {
            if (isOpen()) {
                press(keys.at(index));
                start = index + 1;
            } else if (keys.at(index) == Menu.ESCAPE) {
                pass(keys, start, index);
                start = index + 1;
                open();
            }
        }
        pass(keys, start, keys.length());
    }

    private void pass(Bytes keys, int from, int to) {
        if (to > from) {
            link.type(keys.slice(from, to - from));
        }
    }

    private synchronized boolean isOpen() {
        return menu != null;
    }

    private synchronized void open() {
        menu = new Menu(session, proposedFile);
        held.clear();
        overFullScreen = screen.fullScreen();
        if (!overFullScreen) {
            put(MENU_SCREEN);
            put(screen.painting());
        }
        draw();
    }

    private synchronized void draw() {
        Menu open = menu;
        if (open != null) {
            put(open.drawn(display.rows(), display.columns()));
        }
    }

    private synchronized void close() {
        menu = null;
        put(MENU_LEFT);
        if (overFullScreen || screen.fullScreen() || held.hasLost()) {
            put(screen.painting());
            link.redraw(display.rows(), display.columns());
        } else {
            put(screen.setting());
            put(held.take());
        }
    }

    private void press(byte key) {
        Menu open = menu;
        if (open == null) {
            return;
        }
        switch (open.type(key)) {
            case Menu.Wish.Stay() -> redraw();
            case Menu.Wish.Resume() -> close();
            case Menu.Wish.SendEscape() -> {
                close();
                link.type(Bytes.wrap(new byte[] {Menu.ESCAPE}));
            }
            case Menu.Wish.Save save -> save(open, save.file());
            case Menu.Wish.Detach() -> {
                close();
                link.detach();
            }
            case Menu.Wish.Quit() -> {
                close();
                link.quit();
            }
        }
    }

    private synchronized void redraw() {
        put(screen.painting());
        draw();
    }

    private void save(Menu open, String file) {
        redraw();
        try {
            open.tell(link.save(file).join());
        } catch (CompletionException | java.util.concurrent.CancellationException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            open.tell(String.valueOf(cause.getMessage()));
        }
        redraw();
    }

    private void put(String control) {
        put(control.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] bytes) {
        try {
            if (!gone) {
                display.write(bytes);
            }
        } catch (IOException hungUp) {
            gone = true;
        }
    }

    /// What gives the terminal back as it was: the menu closed, the guest's modes taken off it.
    public synchronized byte[] farewell() {
        gone = true;
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        if (menu != null) {
            last.writeBytes(MENU_LEFT.getBytes(StandardCharsets.UTF_8));
        }
        last.writeBytes(screen.leaving());
        return last.toByteArray();
    }
}
