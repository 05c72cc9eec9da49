package org.lkernel.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final String START = "\033[m\033(B\033[H\033[2J";

    private final Screen screen = new Screen();

    private void write(String text) {
        screen.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String painting() {
        return new String(screen.painting(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatWasWrittenIsPaintedOnAClearedScreen() {
        write("one\r\n\033[1mtwo\033[m");
        assertEquals(START + "one\r\n\033[1mtwo\033[m", painting());
    }

    @Test
    void aSequenceInPiecesIsOneSequence() {
        for (char character : "a\033[?2004hb".toCharArray()) {
            write(String.valueOf(character));
        }
        assertEquals(START + "ab\033[?2004h", painting());
    }

    @Test
    void questionsToTheTerminalAreNotAskedAgain() {
        write("a\033[6nb\033[cc\033]10;?\007d\033P+q544e\033\\e\033[>0qf\033[18tg\033Zh");
        assertEquals(START + "abcdefgh", painting());
    }

    @Test
    void theTerminalDoesNotRingAgain() {
        write("a\007b");
        assertEquals(START + "ab", painting());
    }

    @Test
    void aClearedScreenForgetsWhatWasOnIt() {
        write("old\033[H\033[Jnew");
        assertEquals(START + START + "new", painting());
        write("\033[2J\033[Hnewer");
        assertEquals(START + START + "newer", painting());
    }

    @Test
    void clearingFromWhereTheCursorIsForgetsNothing() {
        write("old\033[Jnew");
        assertEquals(START + "old\033[Jnew", painting());
    }

    @Test
    void aFullScreenProgramIsPaintedOnTheAlternateScreen() {
        write("shell\033[?1049h\033[?1h\033=page");
        assertTrue(screen.fullScreen());
        assertEquals(START + "shell\033[?1049h" + START + "page\033[?1h\033=", painting());
        assertEquals("\033[?1049l\033[?1l\033>\033[m\033(B", new String(screen.leaving(), StandardCharsets.ISO_8859_1));
        write("\033[?1l\033>\033[?1049l");
        assertFalse(screen.fullScreen());
        assertEquals(START + "shell\033[?1l", painting());
    }

    @Test
    void itKeepsTheEndOfMuchOutputFromALineOn() {
        for (int line = 0; line < 20_000; line++) {
            write("line " + line + "\r\n");
        }
        String painting = painting();
        assertTrue(painting.length() <= Screen.KEPT_BYTES + START.length());
        assertTrue(painting.startsWith(START + "line "), painting.substring(0, 40));
        assertTrue(painting.endsWith("line 19999\r\n"));
    }

    @Test
    void oneWriteMayBeLargerThanWhatIsKept() {
        write("x".repeat(3 * Screen.KEPT_BYTES) + "end");
        assertTrue(painting().endsWith("xend"));
        assertTrue(painting().length() <= Screen.KEPT_BYTES + START.length());
    }

    @Test
    void anEndlessSequenceIsDroppedAndTextGoesOn() {
        write("a\033]" + "0".repeat(100_000) + "\007b");
        assertTrue(painting().endsWith("b"));
    }

    @Test
    void whatIsKeptPaintsTheSameElsewhere() {
        write("shell\r\n\033[?2004h\033[?1049h\033[2;5rpage");
        Screen other = new Screen();
        other.restore(screen.kept());
        assertEquals(painting(), new String(other.painting(), StandardCharsets.ISO_8859_1));
    }
}
