package org.lkernel.kernel.hart;

import java.util.Arrays;

/// What a hart has translated of one address space: guest page numbers, each with its frame and the rights that the
/// page table gave when the hart walked it.
///
/// A translation is one word: the page above the frame above the rights, so that sorted words are in the order of
/// their pages. They lie in a table with open addressing, sized by what it holds. A removed page keeps its place
/// without rights, so that no probe breaks off early; growing drops such places. Copies share the table until one
/// of them changes it.
final class Translations {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;
    private static final int RIGHTS = READ | WRITE | EXECUTE;

    static final int FRAME_LIMIT = 1 << 24;
    private static final int FRAME_SHIFT = 3;
    private static final int PAGE_SHIFT = FRAME_SHIFT + 24;

    private static final long VACANT = -1;
    private static final int FIRST_SIZE = 64;

    private long[] places;
    private int used;
    private boolean shared;

    Translations() {
        this(vacant(FIRST_SIZE), 0, false);
    }

    private Translations(long[] places, int used, boolean shared) {
        this.places = places;
        this.used = used;
        this.shared = shared;
    }

    private static long[] vacant(int size) {
        long[] places = new long[size];
        Arrays.fill(places, VACANT);
        return places;
    }

    /// The translations that [#words] gave.
    ///
    /// @throws IllegalArgumentException if they cannot have come from there
    static Translations of(long[] words) {
        Translations translations = new Translations();
        long before = -1;
        for (long word : words) {
            if (page(word) <= before || page(word) >= Tlb.PAGES || (word & RIGHTS) == 0) {
                throw new IllegalArgumentException("no translation is %x after page %x".formatted(word, before));
            }
            before = page(word);
            translations.put(before, frame(word), (int) word & RIGHTS);
        }
        return translations;
    }

    /// All translations, in the order of their pages.
    long[] words() {
        long[] words = new long[used];
        int count = 0;
        for (long word : places) {
            if (isTranslation(word)) {
                words[count++] = word;
            }
        }
        Arrays.sort(words, 0, count);
        return Arrays.copyOf(words, count);
    }

    /// An independent copy, at the cost of a few words.
    Translations copy() {
        shared = true;
        return new Translations(places, used, true);
    }

    static long page(long word) {
        return word >>> PAGE_SHIFT;
    }

    static int frame(long word) {
        return (int) (word >>> FRAME_SHIFT) & (FRAME_LIMIT - 1);
    }

    static boolean allows(long word, Access access) {
        return switch (access) {
            case READ -> (word & READ) != 0;
            case WRITE -> (word & WRITE) != 0;
            case EXECUTE -> (word & EXECUTE) != 0;
        };
    }

    /// Whether what [#at] gave is one.
    static boolean isTranslation(long word) {
        return word != VACANT && (word & RIGHTS) != 0;
    }

    /// How many places [#at] has.
    int places() {
        return places.length;
    }

    /// What is at a place of the table, for going through all of them in no useful order.
    long at(int place) {
        return places[place];
    }

    /// The translation of that page, or 0.
    long find(long page) {
        long word = places[place(page)];
        return isTranslation(word) ? word : 0;
    }

    void put(long page, int frame, int rights) {
        own();
        int place = place(page);
        if (places[place] == VACANT && 2 * ++used > places.length) {
            grow();
            place = place(page);
        }
        places[place] = page << PAGE_SHIFT | (long) frame << FRAME_SHIFT | rights;
    }

    void remove(long page) {
        if (find(page) != 0) {
            own();
            places[place(page)] = page << PAGE_SHIFT;
        }
    }

    void removeWrite(long page) {
        if ((find(page) & WRITE) != 0) {
            own();
            places[place(page)] &= ~(long) WRITE;
        }
    }

    /// The pages of that range that have a translation, in no useful order.
    long[] pagesIn(long firstPage, long count) {
        long[] found = new long[(int) Math.min(count, used)];
        int length = 0;
        if (count < places.length) {
            for (long page = firstPage; page < firstPage + count; page++) {
                if (find(page) != 0) {
                    found = append(found, length++, page);
                }
            }
        } else {
            for (long word : places) {
                if (isTranslation(word) && page(word) >= firstPage && page(word) - firstPage < count) {
                    found = append(found, length++, page(word));
                }
            }
        }
        return Arrays.copyOf(found, length);
    }

    private static long[] append(long[] array, int length, long value) {
        long[] room = length < array.length ? array : Arrays.copyOf(array, 2 * length + 1);
        room[length] = value;
        return room;
    }

    private void own() {
        if (shared) {
            places = places.clone();
            shared = false;
        }
    }

    private int place(long page) {
        int mask = places.length - 1;
        int place = (int) ((page * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (places[place] != VACANT && places[place] >>> PAGE_SHIFT != page) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] old = places;
        int live = 1;
        for (long word : old) {
            live += isTranslation(word) ? 1 : 0;
        }
        places = vacant(Math.max(FIRST_SIZE, Integer.highestOneBit(live) * 4));
        used = live;
        for (long word : old) {
            if (isTranslation(word)) {
                places[place(page(word))] = word;
            }
        }
    }
}
