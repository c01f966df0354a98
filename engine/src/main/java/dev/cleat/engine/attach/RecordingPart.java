package dev.cleat.engine.attach;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file beside the one that the operator named: each recording has one operator, one beginning and one end, so whoever comes
 * back to the session gets the next number.
 *
 * @param file the recording
 * @param number 1: the one that was named
 */
record RecordingPart(Path file, int number) {

    private static final String SUFFIX = ".cast";
    private static final int MOST = 10_000;

    /** The first after {@code number} that is not there yet: {@code work.cast}, {@code work.2.cast}. */
    static RecordingPart after(Path named, int number) {
        int next = number + 1;
        while (next < number + MOST && Files.exists(of(named, next), LinkOption.NOFOLLOW_LINKS)) {
            next++;
        }
        return new RecordingPart(of(named, next), next);
    }

    private static Path of(Path named, int number) {
        if (number == 1) {
            return named;
        }
        String name = named.getFileName().toString();
        boolean isCast = name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
        String stem = isCast ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return named.resolveSibling(stem + "." + number + (isCast ? SUFFIX : ""));
    }
}
