package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a snapshot file says of itself before any section: versions, kernel build, parent, section table.
///
/// @param depth how many ancestors the file needs
/// @param parent the parent's generation, [Sha256#NONE] for a full file
/// @param parentHint the parent's file name when this file was written, empty for a full file
record Header(
        int format,
        int minimumReader,
        boolean signed,
        int depth,
        Sha256 parent,
        String kernelBuild,
        String parentHint,
        List<Entry> entries) {

    Header {
        entries = List.copyOf(entries);
    }

    boolean isIncrement() {
        return depth > 0;
    }

    /// Null when there is no section of this name.
    @Nullable
    Entry entry(String name) {
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    int bytes() {
        return Format.headerBytes(entries.size());
    }

    /// The header as it stands in the file, up to the seal.
    byte[] encode() {
        ByteBuffer target = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        target.put(Format.magic());
        target.putInt(format).putInt(minimumReader).putInt(bytes());
        target.putInt((signed ? Format.SIGNED : 0) | (isIncrement() ? Format.INCREMENT : 0));
        target.putInt(entries.size()).putInt(depth);
        parent.write(target);
        Entry.putText(target, kernelBuild, Format.BUILD_BYTES);
        Entry.putText(target, parentHint, Format.HINT_BYTES);
        entries.forEach(entry -> entry.write(target));
        return target.array();
    }

    /// The inverse of [#encode]; whether it makes sense is [HeaderCheck]'s to say.
    static Header decode(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        source.position(Format.magic().length);
        int format = source.getInt();
        int minimumReader = source.getInt();
        source.getInt();
        boolean signed = (source.getInt() & Format.SIGNED) != 0;
        int sections = source.getInt();
        int depth = source.getInt();
        Sha256 parent = Sha256.read(source);
        String kernelBuild = Entry.text(source, Format.BUILD_BYTES);
        String parentHint = Entry.text(source, Format.HINT_BYTES);
        List<Entry> entries = new ArrayList<>(sections);
        for (int i = 0; i < sections; i++) {
            entries.add(Entry.read(source));
        }
        return new Header(format, minimumReader, signed, depth, parent, kernelBuild, parentHint, entries);
    }
}
