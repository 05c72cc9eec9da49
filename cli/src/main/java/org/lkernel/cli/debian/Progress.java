package org.lkernel.cli.debian;

/// Somebody who is told how far a long step has come.
public interface Progress {

    /// Tells nobody.
    Progress NONE = (label, total) -> new Step() {
        @Override
        public void advance(long amount) {}

        @Override
        public void close() {}
    };

    /// A step that is under way; `advance` is called from several threads.
    interface Step extends AutoCloseable {
        void advance(long amount);

        @Override
        void close();
    }

    /// Begins a step of `total` units: bytes or packages.
    Step begin(String label, long total);
}
