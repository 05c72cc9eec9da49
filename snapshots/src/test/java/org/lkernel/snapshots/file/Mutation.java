package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A snapshot's bytes, changed by chance or by somebody who knows the format and makes the hashes fit again.
final class Mutation {
    private static final int COUNT_AT = 24;
    private static final int OFFSET_AT = Format.NAME_BYTES + 8;
    private static final int STORED_AT = OFFSET_AT + 8;
    private static final int RAW_AT = STORED_AT + 8;
    private static final int HASH_AT = RAW_AT + 8;

    private final SplittableRandom random;
    private byte[] bytes;
    private ByteBuffer numbers;

    Mutation(byte[] good, SplittableRandom random) {
        this.random = random;
        this.bytes = good.clone();
        this.numbers = view();
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        return bytes;
    }

    /// Changes one thing.
    Mutation mutate() {
        switch (random.nextInt(12)) {
            case 0 -> flipBits();
            case 1 -> resize(random.nextInt(bytes.length + 1));
            case 2 -> resize(bytes.length + random.nextInt(1, 10_000));
            case 3 -> overwrite();
            case 4 -> copyOver();
            case 5 -> putInt(random.nextInt(2, Format.FIXED_BYTES / 4) * 4);
            case 6 -> putInt(tableEntry() + random.nextInt(Format.ENTRY_BYTES / 4) * 4);
            case 7 -> putLong(tableEntry() + OFFSET_AT + random.nextInt(3) * 8);
            case 8 -> swap(tableEntry(), tableEntry(), Format.ENTRY_BYTES);
            case 9 -> swap(tableEntry() + OFFSET_AT, tableEntry() + OFFSET_AT, 3 * 8);
            case 10 -> putInt(within(1, 4));
            default -> putInt(within(2, Format.CHUNK_ENTRY_BYTES) + Sha256.BYTES);
        }
        return this;
    }

    /// Makes every hash fit that still lies where it can be found.
    Mutation fixHashes() {
        int count = count();
        for (int entry = 0; entry < count; entry++) {
            if (entry == 2) {
                fixChunks();
            }
            int at = Format.FIXED_BYTES + entry * Format.ENTRY_BYTES;
            int offset = offset(entry);
            if (entry > 0 && offset >= 0) {
                put(at + HASH_AT, Sha256.of(bytes, offset, (int) numbers.getLong(at + STORED_AT)));
            }
        }
        fixHeader();
        return this;
    }

    void fixHeader() {
        int seal = Format.headerBytes(count()) - Format.SEAL_BYTES;
        if (seal + Format.SEAL_BYTES <= bytes.length) {
            put(seal, Sha256.of(bytes, 0, seal));
        }
    }

    private void fixChunks() {
        int lines = offset(2);
        int position = offset(0);
        if (lines < 0 || position < 0) {
            return;
        }
        int end = lines + (int) numbers.getLong(Format.FIXED_BYTES + 2 * Format.ENTRY_BYTES + STORED_AT);
        for (int at = lines; at + Format.CHUNK_ENTRY_BYTES <= end; at += Format.CHUNK_ENTRY_BYTES) {
            int length = numbers.getInt(at + Sha256.BYTES);
            if (length < 0 || length > bytes.length - position) {
                return;
            }
            put(at, Sha256.of(bytes, position, length));
            position += length;
        }
    }

    /// A child's link to the parent whose bytes these are.
    void relink(byte[] parent) {
        int count = ByteBuffer.wrap(parent).order(ByteOrder.LITTLE_ENDIAN).getInt(COUNT_AT);
        int header = Format.headerBytes(Math.clamp(count, 0, Format.MOST_SECTIONS));
        if (header <= parent.length) {
            put(32, Sha256.of(parent, 0, header - Format.SEAL_BYTES));
            fixHeader();
        }
    }

    private int count() {
        int count =
                bytes.length < Format.FIXED_BYTES ? 0 : Math.clamp(numbers.getInt(COUNT_AT), 0, Format.MOST_SECTIONS);
        return Math.clamp((bytes.length - Format.FIXED_BYTES) / Format.ENTRY_BYTES, 0, count);
    }

    /// Where a section lies; negative when it lies outside.
    private int offset(int entry) {
        int at = Format.FIXED_BYTES + entry * Format.ENTRY_BYTES;
        if (entry >= count()) {
            return -1;
        }
        long offset = numbers.getLong(at + OFFSET_AT);
        long stored = numbers.getLong(at + STORED_AT);
        boolean inside = offset >= 0 && offset <= bytes.length && stored >= 0 && stored <= bytes.length - offset;
        return inside ? (int) offset : -1;
    }

    private void put(int at, Sha256 hash) {
        hash.write(numbers.slice(at, Sha256.BYTES));
    }

    private int tableEntry() {
        return Format.FIXED_BYTES + random.nextInt(Math.max(1, count())) * Format.ENTRY_BYTES;
    }

    /// A place in one of the container's own sections, at a multiple of `unit`.
    private int within(int entry, int unit) {
        int offset = offset(entry);
        if (offset < 0) {
            return 0;
        }
        long units = numbers.getLong(Format.FIXED_BYTES + entry * Format.ENTRY_BYTES + STORED_AT) / unit;
        return offset + unit * random.nextInt((int) Math.max(1, units));
    }

    private void flipBits() {
        for (int i = random.nextInt(1, 9); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void resize(int length) {
        bytes = Arrays.copyOf(bytes, length);
        numbers = view();
    }

    private void overwrite() {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(300));
        Arrays.fill(bytes, from, to, (byte) (random.nextBoolean() ? 0 : random.nextInt()));
    }

    private void copyOver() {
        int length = random.nextInt(Math.min(bytes.length, 5000) + 1);
        int from = random.nextInt(bytes.length - length + 1);
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, from, bytes, to, length);
    }

    private void swap(int one, int other, int length) {
        if (Math.max(one, other) + length <= bytes.length) {
            byte[] kept = Arrays.copyOfRange(bytes, one, one + length);
            System.arraycopy(bytes, other, bytes, one, length);
            System.arraycopy(kept, 0, bytes, other, length);
        }
    }

    private void putInt(int at) {
        if (at + Integer.BYTES <= bytes.length) {
            numbers.putInt(at, (int) extreme(numbers.getInt(at)));
        }
    }

    private void putLong(int at) {
        if (at + Long.BYTES <= bytes.length) {
            numbers.putLong(at, extreme(numbers.getLong(at)));
        }
    }

    private long extreme(long was) {
        return switch (random.nextInt(10)) {
            case 0 -> was + 1;
            case 1 -> was - 1;
            case 2 -> -1;
            case 3 -> Long.MAX_VALUE - random.nextInt(5000);
            case 4 -> Long.MIN_VALUE;
            case 5 -> Integer.MAX_VALUE - random.nextInt(20);
            case 6 -> Integer.MIN_VALUE;
            case 7 -> 1L << random.nextInt(64);
            case 8 -> random.nextInt(70_000);
            default -> random.nextLong();
        };
    }
}
