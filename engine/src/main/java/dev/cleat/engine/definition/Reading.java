package dev.cleat.engine.definition;

import java.nio.file.Path;

/**
 * What the reading of one definition has at hand.
 *
 * @param file the definition's file, absolute
 * @param directory what relative paths are relative to: the file's directory
 * @param defaultName the name of a definition that gives none
 * @param files where the text of files comes from that the definition names
 */
record Reading(
        Path file,
        Path directory,
        String defaultName,
        DefinitionFiles files,
        Problems problems,
        Contradictions contradictions,
        RelativePaths relativePaths) {

    /** For a value at {@code place}, which may be in a file that is included from another directory. */
    Reading at(Place place) {
        Path parent = place.file().isAbsolute() ? place.file().normalize().getParent() : directory;
        return parent == null || parent.equals(directory)
                ? this
                : new Reading(file, parent, defaultName, files, problems, contradictions, relativePaths);
    }
}
