package dev.cleat.engine.importing;

import java.nio.file.Path;

/**
 * One {@code KEY = VALUE} of a configuration.
 *
 * @param number first line is 1; 0 for an argument ({@code -s KEY=VALUE})
 * @param sequence its place among all lines of the import, includes unfolded
 * @param written the key as it stands there
 * @param key the same in the words of LXC 2.1 and later
 * @param value without blanks and quotes around it
 */
record LxcLine(Path file, int number, int sequence, String written, String key, String value) {

    /** The same under another key. */
    LxcLine as(String otherKey) {
        return new LxcLine(file, number, sequence, written, otherKey, value);
    }

    /** What follows {@code prefix} in the key. */
    String keyAfter(String prefix) {
        return key.substring(prefix.length());
    }

    /** How a report names the place. */
    String place() {
        return number == 0 ? "-s" : file + ":" + number;
    }
}
