package org.lkernel.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MenuTest {
    private final Menu menu = new Menu("work", "work.snapshot");

    private static Menu.Wish type(Menu menu, String keys) {
        Menu.Wish wish = new Menu.Wish.Stay();
        for (byte key : keys.getBytes(StandardCharsets.UTF_8)) {
            wish = menu.type(key);
        }
        return wish;
    }

    @Test
    void theEscapeCharacterTwiceIsTheCharacterItself() {
        assertInstanceOf(Menu.Wish.SendEscape.class, type(menu, "\035"));
    }

    @Test
    void returnEscapeAndRResume() {
        for (String key : new String[] {"\r", "\033", "r", " ", "\003"}) {
            assertInstanceOf(Menu.Wish.Resume.class, type(menu, key));
        }
    }

    @Test
    void aNamedSessionCanBeLeftAndAnUnnamedOneCannot() {
        assertInstanceOf(Menu.Wish.Detach.class, type(menu, "d"));
        assertInstanceOf(Menu.Wish.Stay.class, type(new Menu("", "file"), "d"));
    }

    @Test
    void aSnapshotGoesToTheProposedFileOrToAnother() {
        assertEquals(new Menu.Wish.Save("work.snapshot"), type(menu, "s\r"));
        Menu other = new Menu("work", "work.snapshot");
        assertEquals(new Menu.Wish.Save("größe"), type(other, "s\025grö\177öße\r"));
    }

    @Test
    void anAnswerStaysUntilAKeyIsPressed() {
        type(menu, "s\r");
        assertInstanceOf(Menu.Wish.Stay.class, type(menu, "x"));
        menu.tell("saved it");
        assertTrue(menu.lines().contains("saved it"));
        assertInstanceOf(Menu.Wish.Resume.class, type(menu, "x"));
    }

    @Test
    void itFitsTheSmallestWindow() {
        assertTrue(menu.drawn(1, 1).contains("\033[1;1H"));
        assertEquals(2, menu.drawn(2, 10).split("\033\\[7m", -1).length - 1);
    }
}
