package org.lkernel.cli.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a terminal was told lately, and how it was left: enough to paint another one like it.
///
/// It keeps the last bytes that went to the main screen and to the alternate one, cut where a line or a control
/// sequence begins, and the modes that outlast them. Questions to the terminal are not kept: asked again, their
/// answers would be typed into the guest.
public final class Screen {
    /// How much is kept of each of the two screens.
    static final int KEPT_BYTES = 1 << 16;

    private static final String ESCAPE = "\033";
    private static final String RESET = ESCAPE + "[m" + ESCAPE + "(B";
    private static final String HOME = ESCAPE + "[H" + ESCAPE + "[2J";

    private final ControlText text = new ControlText(this::plain, this::sequence);
    private Tail main = new Tail(KEPT_BYTES);
    private @Nullable Tail alternate;
    private Modes modes = Modes.INITIAL;
    /// The sequence just before, when no text came since.
    private @Nullable Control before;

    /// A screen as JSON has it; the bytes in Base64.
    public record Kept(
            String main,
            @Nullable String alternate,
            SortedMap<Integer, Boolean> modes,
            boolean keypad,
            String region) {}

    /// Takes note of what the terminal is told.
    public synchronized void write(byte[] bytes) {
        text.take(bytes);
    }

    /// Whether a full-screen program has the alternate screen.
    public synchronized boolean fullScreen() {
        return alternate != null;
    }

    private Tail current() {
        Tail other = alternate;
        return other == null ? main : other;
    }

    private void plain(byte[] bytes, int length) {
        before = null;
        current().append(bytes, length);
    }

    private void sequence(String sequence) {
        Control control = Control.of(sequence);
        switch (control) {
            case Control.Question() -> {}
            case Control.Home() -> place(sequence, before instanceof Control.Clear clear && clear.everything());
            case Control.Clear _ -> place(sequence, before instanceof Control.Home);
            case Control.Reset() -> {
                main = new Tail(KEPT_BYTES);
                alternate = null;
                modes = Modes.INITIAL;
            }
            case Control.Mode mode -> change(mode, sequence);
            case Control.Keypad keypad -> modes = modes.withKeypad(keypad.application());
            case Control.Region region -> {
                modes = modes.withRegion(region.sequence());
                current().append(sequence);
            }
            case Control.Other() -> current().append(sequence);
        }
        before = control;
    }

    /// An empty screen and the cursor in its corner: all that came before has gone from sight.
    private void place(String sequence, boolean anew) {
        if (anew) {
            current().restart(RESET + modes.region() + HOME);
        } else {
            current().append(sequence);
        }
    }

    private void change(Control.Mode mode, String sequence) {
        for (int number : mode.numbers()) {
            if (Modes.isAlternateScreen(number)) {
                alternate = mode.on() ? new Tail(KEPT_BYTES) : null;
            } else {
                modes = modes.with(number, mode.on());
            }
        }
        current().append(mode.isPicture() ? sequence : "");
    }

    /// What makes a terminal that is in its initial state look like this one.
    public synchronized byte[] painting() {
        ByteArrayOutputStream paint = new ByteArrayOutputStream();
        put(paint, RESET + HOME);
        main.copyTo(paint);
        Tail other = alternate;
        if (other != null) {
            put(paint, Modes.ENTER_ALTERNATE + RESET + HOME);
            other.copyTo(paint);
        }
        put(paint, modes.setting());
        return paint.toByteArray();
    }

    /// The modes alone, for a terminal that shows the right picture already.
    synchronized byte[] setting() {
        return modes.setting().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What brings a terminal that looks like this one back to its initial state, the cursor below what is there.
    public synchronized byte[] leaving() {
        String leave = (alternate == null ? "" : Modes.LEAVE_ALTERNATE) + modes.resetting() + RESET;
        return leave.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(ByteArrayOutputStream to, String control) {
        to.writeBytes(control.getBytes(StandardCharsets.ISO_8859_1));
    }

    public synchronized Kept kept() {
        Tail other = alternate;
        return new Kept(
                main.inBase64(),
                other == null ? null : other.inBase64(),
                new TreeMap<>(modes.changed()),
                modes.keypad(),
                modes.region());
    }

    /// Becomes the screen that was kept; what a file says beyond the bounds is cut.
    public synchronized void restore(Kept kept) {
        main = Tail.ofBase64(kept.main(), KEPT_BYTES);
        String other = kept.alternate();
        alternate = other == null ? null : Tail.ofBase64(other, KEPT_BYTES);
        Modes restored = Modes.INITIAL.withKeypad(kept.keypad());
        if (Control.of(kept.region()) instanceof Control.Region region) {
            restored = restored.withRegion(region.sequence());
        }
        for (var mode : kept.modes().entrySet()) {
            restored = restored.with(mode.getKey(), mode.getValue());
        }
        modes = restored;
    }
}
