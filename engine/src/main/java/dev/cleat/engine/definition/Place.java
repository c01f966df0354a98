package dev.cleat.engine.definition;

import java.nio.file.Path;

/**
 * Where a piece of a definition stands.
 *
 * @param file the file; for an argument its text, {@code -s resources.pids}
 * @param line first line is 1; 0: the whole file or argument
 * @param column first column is 1
 */
record Place(Path file, int line, int column) {

    static Place whole(Path file) {
        return new Place(file, 0, 0);
    }
}
