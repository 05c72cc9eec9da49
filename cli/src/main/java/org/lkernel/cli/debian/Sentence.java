package org.lkernel.cli.debian;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/// The one line in which an input or output error is told.
final class Sentence {

    private Sentence() {}

    static String of(IOException failure) {
        String text = switch (failure) {
            case UnknownHostException e -> "unknown host " + e.getMessage();
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileAlreadyExistsException e -> e.getFile() + ": already exists";
            case FileSystemException e
            when e.getReason() == null -> e.getFile() + ": " + e.getClass().getSimpleName();
            case IOException e ->
                Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
        return text.lines().findFirst().orElse("").strip();
    }
}
