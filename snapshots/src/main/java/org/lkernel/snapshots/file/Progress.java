package org.lkernel.snapshots.file;

/// Is told how far a long piece of work has come.
public interface Progress {
    Progress UNSEEN = (_, _) -> {};

    void at(long doneBytes, long totalBytes);
}
