package org.lkernel.kernel.hart.translate;

import java.util.ArrayList;
import java.util.List;

/// The basic blocks of a shape, in ascending order, and which registers each may leave changed.
///
/// A register is *dirty* where its local variable may differ from what the hart's registers hold. A call makes none
/// dirty: it writes all of them back before, and reads them again after.
final class Flow {
    /// Instructions from `from` up to but not including `to`.
    static final class Block {
        final int from;
        final int to;
        /// Whether something jumps back to it, so that the count has to be checked there.
        boolean head;

        long dirtyBefore;
        /// Those dirty before it or changed in it.
        long dirty;

        Block(int from, int to) {
            this.from = from;
            this.to = to;
        }

        int size() {
            return to - from;
        }
    }

    final Shape shape;
    final List<Block> blocks = new ArrayList<>();
    private final int[] blockAt;

    Flow(Shape shape) {
        this.shape = shape;
        blockAt = new int[shape.size()];
        split(leaders());
        markHeads();
        spreadDirt();
    }

    private boolean[] leaders() {
        boolean[] leaders = new boolean[shape.size()];
        leaders[0] = true;
        leaders[shape.indexOf(0)] = true;
        for (int index = 0; index < shape.size(); index++) {
            if (Effect.endsBlock(shape.words[index]) || next(index) < 0) {
                mark(leaders, index + 1);
                mark(leaders, target(index));
                mark(leaders, next(index));
            }
        }
        return leaders;
    }

    private static void mark(boolean[] leaders, int index) {
        if (index >= 0 && index < leaders.length) {
            leaders[index] = true;
        }
    }

    private void split(boolean[] leaders) {
        int from = 0;
        for (int index = 1; index <= shape.size(); index++) {
            if (index == shape.size() || leaders[index]) {
                for (int member = from; member < index; member++) {
                    blockAt[member] = blocks.size();
                }
                blocks.add(new Block(from, index));
                from = index;
            }
        }
    }

    private void markHeads() {
        for (int index = 0; index < shape.size(); index++) {
            int target = target(index);
            if (target >= 0 && target <= index && !Effect.isCall(shape.words[index])) {
                block(target).head = true;
            }
        }
    }

    private void spreadDirt() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : blocks) {
                block.dirty = block.dirtyBefore | changedIn(block);
                int last = block.to - 1;
                boolean call = Effect.isCall(shape.words[last]);
                changed |= flows(call ? 0 : block.dirty, next(last));
                changed |= flows(block.dirty, call ? -1 : target(last));
            }
        }
    }

    private long changedIn(Block block) {
        long changed = 0;
        for (int index = block.from; index < block.to; index++) {
            changed |= Effect.writes(shape.words[index]);
        }
        return changed;
    }

    private boolean flows(long dirty, int index) {
        if (index < 0 || (block(index).dirtyBefore | dirty) == block(index).dirtyBefore) {
            return false;
        }
        block(index).dirtyBefore |= dirty;
        return true;
    }

    boolean hasLoop() {
        return blocks.stream().anyMatch(block -> block.head);
    }

    Block block(int index) {
        return blocks.get(blockAt[index]);
    }

    /// The offset that a branch or direct jump leads to.
    int targetOffset(int index) {
        return shape.offsets[index] + Effect.distance(shape.words[index]);
    }

    /// The index that a branch or direct jump leads to; negative when that is not in the region, or it is neither.
    int target(int index) {
        long word = shape.words[index];
        return Effect.endsBlock(word) && !Effect.isIndirect(word) ? shape.indexOf(targetOffset(index)) : -1;
    }

    /// The offset of what follows in memory.
    int nextOffset(int index) {
        return shape.offsets[index] + Effect.bytes(shape.words[index]);
    }

    /// The index of what is run next if nothing jumps, negative when that is not in the region: after a call, what
    /// it returns to.
    int next(int index) {
        return Effect.goesOn(shape.words[index]) ? shape.indexOf(nextOffset(index)) : -1;
    }
}
