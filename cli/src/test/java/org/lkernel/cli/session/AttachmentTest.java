package org.lkernel.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;

class AttachmentTest {
    private final StringBuilder shown = new StringBuilder();
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("saved it");

    private final Link link = new Link() {
        @Override
        public void type(Bytes characters) {
            asked.add("type " + characters.toUtf8());
        }

        @Override
        public void resize(int rows, int columns) {
            asked.add("resize " + rows + " " + columns);
        }

        @Override
        public void redraw(int rows, int columns) {
            asked.add("redraw");
        }

        @Override
        public CompletableFuture<String> save(String file) {
            asked.add("save " + file);
            return answer;
        }

        @Override
        public void detach() {
            asked.add("detach");
        }

        @Override
        public void quit() {
            asked.add("quit");
        }
    };

    private final Attachment attachment = new Attachment(
            new Attachment.Display() {
                @Override
                public void write(byte[] bytes) {
                    shown.append(new String(bytes, StandardCharsets.UTF_8));
                }

                @Override
                public int rows() {
                    return 24;
                }

                @Override
                public int columns() {
                    return 80;
                }
            },
            new Screen(),
            link,
            "work",
            "work.snapshot");

    private void press(String keys) {
        attachment.typed(Bytes.utf8(keys));
    }

    private void guestWrites(String text) throws IOException {
        attachment.show(text.getBytes(StandardCharsets.UTF_8));
    }

    private String shownSince(int from) {
        return shown.substring(from);
    }

    @Test
    void keysGoToTheGuestUpToTheEscapeCharacter() {
        press("ls\n\035dx");
        assertEquals(List.of("type ls\n", "detach", "type x"), asked);
    }

    @Test
    void theEscapeCharacterItselfIsSentByPressingItTwice() {
        press("a\035\035b");
        assertEquals(List.of("type a", "type \035", "type b"), asked);
    }

    @Test
    void outputIsKeptBackWhileTheMenuIsOpenAndShownAfterwards() throws IOException {
        guestWrites("before");
        press("\035");
        int open = shown.length();
        guestWrites("meanwhile");
        assertEquals("", shownSince(open));
        press("r");
        assertTrue(shownSince(open).endsWith("meanwhile"), shownSince(open));
        assertTrue(shownSince(open).startsWith("\033[?1049l"), "the terminal brings back what was there");
    }

    @Test
    void muchOutputMeanwhileIsPaintedFromWhatTheScreenRemembers() throws IOException {
        press("\035");
        for (int line = 0; line < 50_000; line++) {
            guestWrites("line " + line + "\r\n");
        }
        int before = shown.length();
        press("r");
        assertTrue(shownSince(before).endsWith("line 49999\r\n"));
        assertTrue(shownSince(before).length() < 2 * Screen.KEPT_BYTES);
    }

    @Test
    void aFullScreenProgramIsPaintedOverTheMenuAndAskedToDrawItself() throws IOException {
        guestWrites("shell\033[?1049hpage");
        press("\035r");
        assertEquals(List.of("redraw"), asked);
        assertTrue(shown.toString().endsWith("page"));
    }

    @Test
    void aFailureToSaveIsShownAndTheSessionGoesOn() {
        answer = CompletableFuture.failedFuture(new SessionException("/full: no space left on device"));
        press("\035s\r");
        assertTrue(shown.toString().contains("/full: no space left on device"));
        press("xls\n");
        assertEquals(List.of("save work.snapshot", "type ls\n"), asked);
    }

    @Test
    void aTerminalIsGivenBackWithoutTheGuestsModes() throws IOException {
        guestWrites("\033[?1049h\033[?25l");
        String farewell = new String(attachment.farewell(), StandardCharsets.UTF_8);
        assertEquals("\033[?1049l\033[?25h\033[m\033(B", farewell);
    }
}
