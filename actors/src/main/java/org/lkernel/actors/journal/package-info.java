/// What came in through the second gate, written down so that the run can be repeated.
///
/// ## The file
/// All words are little-endian; *count* is an unsigned LEB128 number; a message is written by
/// [org.lkernel.actors.codec.Vocabulary]. A file is a header and any number of blocks.
///
/// ```
/// header   magic     8 bytes  "LKJOURNL"
///          version   int      1
///          length    int      of the body, at most 1 MiB
///          checksum  int      CRC-32C of the body
///          body      vocabulary long, seed long, first step count, first position count,
///                    mode string, configuration string, arguments: count, strings
/// block    length    int      of the body, 1 byte to 4 MiB
///          checksum  int      CRC-32C of the body
///          body      base step count, then events
/// event    kind      byte
///          step      count    steps since the block's base
///          by kind:
///   1 injected    receiver's port byte, message: delivered from the host after so many steps
///   2 answered    device's port byte, fold of the question int, message: asked during the step of this number
///   3 checkpoint  two longs: the digest after so many steps
///   4 ended       two longs: the digest at the end; nothing follows
///   5 cut         the journal reached its limit here; nothing follows
///   6 reseeded    seed long: decisions are those of this seed after so many steps
/// ```
///
/// Choices are not in it: they follow from the seeds. A block holds whole deliveries, each with all its
/// answers. A file without its last event was cut off by accident and is refused, unless the reader asks to
/// salvage what is there: up to its last whole block.
@NullMarked
package org.lkernel.actors.journal;

import org.jspecify.annotations.NullMarked;
