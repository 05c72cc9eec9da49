package org.lkernel.snapshots.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// All that snapshots ask of the host's file system, so that a test can put faults where it likes.
public interface FileLayer {
    /// The host's own file system.
    FileLayer HOST = new HostFiles();

    /// A new, empty file that only its owner may read, marked as being written until it is closed.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when there is one
    OpenFile create(Path path) throws IOException;

    /// An existing file, to be read.
    OpenFile open(Path path) throws IOException;

    /// Gives a file another name in the same directory, replacing what had it, in one step.
    void rename(Path from, Path to) throws IOException;

    /// Gives a file one name more, which no file has (link(2)).
    ///
    /// @throws IOException also where the file system cannot
    void link(Path existing, Path name) throws IOException;

    /// The files in a directory, in any order.
    List<Path> list(Path directory) throws IOException;

    /// Removes a file, if it is there.
    void delete(Path path) throws IOException;

    /// Makes the names in a directory last through a loss of power, where the host can.
    void syncDirectory(Path directory) throws IOException;

    /// Removes the files that [#create] made with names of this beginning and end and whose writer died.
    void sweep(Path directory, String prefix, String suffix) throws IOException;

    /// A file that is open for reading or writing at positions of the caller's choice.
    interface OpenFile extends Closeable {
        long size() throws IOException;

        /// Reads some bytes; less than there is room for is not an error.
        ///
        /// @return how many, -1 at the end of the file
        int read(ByteBuffer target, long position) throws IOException;

        /// Writes some bytes; less than there are is not an error.
        int write(ByteBuffer source, long position) throws IOException;

        /// Makes content and length last through a loss of power.
        void sync() throws IOException;
    }
}
