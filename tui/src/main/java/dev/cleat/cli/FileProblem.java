package dev.cleat.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be used: many exceptions of the JDK give only its name. */
final class FileProblem {

    private FileProblem() {}

    /** File and reason. */
    static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + ": no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + ": permission denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        if (failure instanceof FileSystemException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return String.valueOf(failure.getMessage());
    }
}
