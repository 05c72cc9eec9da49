package org.lkernel.experiments.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.memory.MemoryState;

/// The names that a program's ELF file has for its addresses.
final class Symbols {
    private static final int SYMTAB = 2;
    private static final int SECTION_BYTES = 64;
    private static final int SYMBOL_BYTES = 24;
    private static final int DYNAMIC = 3;

    private record Symbol(String name, long size) {}

    private final NavigableMap<Long, Symbol> byAddress = new TreeMap<>();
    private final long offset;

    private Symbols(long offset) {
        this.offset = offset;
    }

    /// Those of the first program of a machine; none if its file is not found on the host or has none.
    static Symbols of(Target target, Computer computer) {
        byte @Nullable [] file = read(target);
        if (file == null) {
            return new Symbols(0);
        }
        ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Symbols symbols = new Symbols(elf.getShort(16) == DYNAMIC ? base(target, computer) : 0);
        symbols.read(elf);
        return symbols;
    }

    private static byte @Nullable [] read(Target target) {
        String program = target.words().getFirst();
        try {
            Path host = target.onHost(program);
            byte[] file = host == null ? null : Files.readAllBytes(host);
            return file == null || file.length < SECTION_BYTES || file[0] != 0x7f || file[1] != 'E' ? null : file;
        } catch (IOException missing) {
            return null;
        }
    }

    /// Where a position-independent program lies.
    private static long base(Target target, Computer computer) {
        String program = target.words().getFirst();
        return computer.state(MemoryState.class).observe(Port.MEMORY).stream()
                .filter(seen -> seen.topic().equals("areas") && seen.text().contains(" " + program + ","))
                .map(seen -> seen.subject().replaceFirst(".* ([0-9a-f]+)-.*", "$1"))
                .mapToLong(start -> Long.parseUnsignedLong(start, 16))
                .min()
                .orElse(0);
    }

    private void read(ByteBuffer elf) {
        long sections = elf.getLong(40);
        int count = elf.getShort(60) & 0xffff;
        for (int index = 0; index < count; index++) {
            int section = (int) sections + index * SECTION_BYTES;
            if (section >= 0 && section + SECTION_BYTES <= elf.limit() && elf.getInt(section + 4) == SYMTAB) {
                int names = (int) sections + elf.getInt(section + 40) * SECTION_BYTES;
                readTable(elf, elf.getLong(section + 24), elf.getLong(section + 32), elf.getLong(names + 24));
            }
        }
    }

    private void readTable(ByteBuffer elf, long at, long bytes, long names) {
        for (long symbol = at; symbol + SYMBOL_BYTES <= Math.min(at + bytes, elf.limit()); symbol += SYMBOL_BYTES) {
            int kind = elf.get((int) symbol + 4) & 15;
            long value = elf.getLong((int) symbol + 8);
            if (value != 0 && (kind == 1 || kind == 2)) {
                byAddress.putIfAbsent(
                        value,
                        new Symbol(name(elf, (int) names + elf.getInt((int) symbol)), elf.getLong((int) symbol + 16)));
            }
        }
    }

    private static String name(ByteBuffer elf, int at) {
        int end = at;
        while (end < elf.limit() && elf.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - at];
        elf.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// A text with names for the addresses in it.
    String explain(String text) {
        return Pattern.compile("0x([0-9a-f]{1,16})")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(data(Long.parseUnsignedLong(found.group(1), 16))));
    }

    /// A place in code: function and offset.
    String code(long address) {
        String found = find(address);
        return found == null ? "at 0x%x".formatted(address) : "at " + found;
    }

    /// A place in memory.
    String data(long address) {
        String found = find(address);
        return found == null ? "0x%x".formatted(address) : found;
    }

    private @Nullable String find(long address) {
        Map.Entry<Long, Symbol> below = byAddress.floorEntry(address - offset);
        if (below == null) {
            return null;
        }
        long distance = address - offset - below.getKey();
        if (distance >= Math.max(1, below.getValue().size())) {
            return null;
        }
        return below.getValue().name() + (distance == 0 ? "" : "+" + distance);
    }
}
