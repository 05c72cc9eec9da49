package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;

/// The translations a hart holds, by address space: what is in its translation lookaside buffer.
///
/// They may be stale until the shootdown has been handled, so they decide what the hart does next as much as its
/// registers do, and are saved with them: as pages, frames and rights, never as addresses of the host. The space run
/// longest ago makes room for a new one. Filling it in is neither a message nor digested, so neither is what it
/// holds.
public final class HeldSpaces implements Digestible {
    /// How many spaces a hart holds at once.
    public static final int MAXIMUM = 32;
    /// What no space is called.
    static final int NONE = 0;

    /// The one run longest ago first.
    private final int[] spaces = new int[MAXIMUM];

    private final @Nullable Translations[] held = new Translations[MAXIMUM];
    private int count;

    /// A space as it is saved: its number, and its translations as words in the order of their pages.
    @SuppressWarnings("ArrayRecordComponent") // made to be written out, and not compared
    public record Content(int space, long[] words) {}

    /// What that content was taken from.
    ///
    /// @throws IllegalArgumentException if no hart can hold that
    public static HeldSpaces of(Iterable<Content> contents) {
        HeldSpaces spaces = new HeldSpaces();
        for (Content content : contents) {
            if (spaces.count == MAXIMUM || content.space() == NONE || spaces.find(content.space()) != null) {
                throw new IllegalArgumentException(
                        "no hart holds space %d as number %d".formatted(content.space(), spaces.count));
            }
            spaces.add(content.space(), Translations.of(content.words()));
        }
        return spaces;
    }

    /// All spaces, the one run longest ago first.
    public Content[] content() {
        Content[] content = new Content[count];
        for (int index = 0; index < count; index++) {
            content[index] = new Content(spaces[index], at(index).words());
        }
        return content;
    }

    /// An independent copy, at the cost of a few words for each space.
    HeldSpaces copy() {
        HeldSpaces copy = new HeldSpaces();
        for (int index = 0; index < count; index++) {
            copy.add(spaces[index], at(index).copy());
        }
        return copy;
    }

    /// What is held of a space, or null.
    @Nullable
    Translations find(int space) {
        int index = indexOf(space);
        return index < 0 ? null : held[index];
    }

    /// What is held of a space that is about to be run; of a new one, nothing. The caller has made room.
    Translations use(int space) {
        Translations found = find(space);
        forget(space);
        return add(space, found == null ? new Translations() : found);
    }

    /// The space that has to be forgotten before that one can be used, or [#NONE].
    int leaver(int space) {
        return count == MAXIMUM && indexOf(space) < 0 ? spaces[0] : NONE;
    }

    void forget(int space) {
        int index = indexOf(space);
        if (index >= 0) {
            count--;
            System.arraycopy(spaces, index + 1, spaces, index, count - index);
            System.arraycopy(held, index + 1, held, index, count - index);
            held[count] = null;
        }
    }

    private Translations add(int space, Translations translations) {
        spaces[count] = space;
        held[count++] = translations;
        return translations;
    }

    private Translations at(int index) {
        Translations translations = held[index];
        if (translations == null) {
            throw new IllegalStateException("the hart holds %d of %s".formatted(index, Arrays.toString(spaces)));
        }
        return translations;
    }

    private int indexOf(int space) {
        // Most often the one asked for is among those run last.
        for (int index = count - 1; index >= 0; index--) {
            if (spaces[index] == space) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public void digest(Digest digest) {
        // Nothing: two runs that sent the same messages are the same run.
    }
}
