/// The snapshot file: bytes, sections and numbered pages, whole and unchanged or not at all.
///
/// Nothing here knows what a machine is. [SnapshotFile#save] writes a [SnapshotContent] under a name,
/// [SnapshotFile#open] reads it back. What follows is enough to write another reader.
///
/// # Layout
///
/// All numbers are little-endian. The header comes first and is followed, without a gap, by the sections in the order
/// of the section table; the last one ends the file. Every byte is covered by a hash, and content has one form only,
/// so that saving the same content again gives the same bytes.
///
/// ```
/// header      at  bytes
///              0     8  89 'L' 'K' 'S' 0d 0a 1a 0a
///              8     4  format version, 1
///             12     4  minimum reader: the least format version that a reader must know, 1
///             16     4  length of the header H = (384 + 128 n + 64) rounded up to a multiple of 4096
///             20     4  flags: 1 signed, 2 increment; all others 0
///             24     4  number of sections n, 3 to 1000
///             28     4  number of ancestors, 0 in a full file, at most 127
///             32    32  generation of the parent; 0 in a full file
///             64    64  kernel build, UTF-8, filled up with zeros
///            128   256  file name of the parent, likewise; empty in a full file
///            384 128 n  section table
///                       zeros
///         H - 64    32  generation: SHA-256 of the bytes 0 to H - 65
///         H - 32    32  signature: HMAC-SHA256 of the bytes 0 to H - 33; 0 when not signed
///
/// table line   0    48  name, filled up with zeros
///             48     4  schema version, its owner's
///             52     4  0 stored as it is, 1 compressed (Zstandard, RFC 8878)
///             56     8  offset in the file
///             64     8  stored length
///             72     8  raw length; the stored length unless compressed, then more and (but for .pages) at most 64
/// times that
///             80    32  SHA-256 of the stored bytes; 0 for .pages
///            112    16  0
///
/// .pages                pages of 4096 bytes, in chunks of 16; the last chunk may be shorter. Begins at H and is, when
/// not
///                       compressed, an array of pages at multiples of 4096 in the file
/// .index   4 each       a frame number (30 bits) and a state (the 2 highest bits), frame numbers ascending:
///                         0 stored: the next page of .pages   1 all zero   2 gone: not in this generation, but in its
/// parent
/// .chunks 36 each       SHA-256 of a chunk's stored bytes (32), their number (4). When .pages is compressed, a chunk
/// whose
///                       stored bytes are fewer than its raw bytes is one Zstandard frame, any other stored as it is
/// name                  a section of the user's, [a-z][a-z0-9._-]*
/// ```
///
/// The first three sections are `.pages`, `.index` and `.chunks`. The last two are never compressed.
///
/// # Generations
///
/// A full file lists every frame in its index. An increment lists those that changed since its parent, so its size
/// follows the change; what it does not list is as in the parent. A generation's id is the hash of its header, whose
/// table holds the hashes of all content and whose parent field names the parent's id: it commits to the whole
/// history, as a commit's id does. A parent is looked for under its file name beside its child, and among paths that
/// the caller names; a file of another generation is not taken for it. Files are never changed in place, and
/// [SnapshotFile#compact] makes a chain into one full file, a generation of its own.
///
/// # Verify, then parse
///
/// A header is hashed before its numbers are believed (but for magic, versions and its length, without which there is
/// nothing to hash); a section before it is decompressed or handed out; a page with the 64 KiB around it, the first
/// time it is asked for. Hashes stop accidents. Whoever changes a file on purpose can make them fit, so each number is
/// checked again for sense, no memory is asked for beyond a fixed multiple of what the file really holds, and who must
/// know where a file comes from signs it. A signature covers the header and through its hashes everything, ancestors
/// too.
///
/// # Why pages are read and not mapped
///
/// A private mapping would save a copy, and cost the two promises above. The host shows a mapped page as the file is
/// when it is touched, not as it was when it was hashed: whoever can write to the file could change it in between. And
/// a file that is cut short under a mapping kills the toucher with SIGBUS, which Java sees as an internal error at some
/// later instruction, or not at all in memory it touches by itself. So bytes are read at their position into memory of
/// ours, hashed there, and used from there.
///
/// # Atomic save
///
/// The new file is written beside the old one as `.NAME.RANDOM.saving`, readable by its owner alone, synchronised,
/// renamed over it, and the directory synchronised. The header is written last. Any failure removes the new file and
/// leaves the old; a killed process leaves a file which the next save under that name removes (its lock is gone, see
/// [HostFiles]). All this goes through [FileLayer], where tests put faults at every operation.
@NullMarked
package org.lkernel.snapshots.file;

import org.jspecify.annotations.NullMarked;
