package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one session is recorded: what the operator said and the policy left open, decided.
 *
 * @param file the asciicast; its audit and meta files stand beside it
 * @param mode of the files, whatever the umask
 * @param directory made when it is missing; empty: the file's is the operator's
 * @param index directory of the index
 * @param directoryMode of the directories that are made
 * @param group of files and directories that are made; empty: our own
 * @param blocks when more comes than can be written: the session is held up, instead of losing it
 * @param stops when nothing can be written: the session ends, instead of going on unrecorded
 * @param keeping what becomes of the files: at the end and, in the directory, of older ones
 * @param minFree bytes that must be free before anything begins
 */
public record RecordingRequest(
        Path file,
        int mode,
        Optional<Path> directory,
        Path index,
        int directoryMode,
        OptionalLong group,
        RecordingChoice.Input input,
        Redaction redaction,
        boolean blocks,
        boolean stops,
        Keeping keeping,
        long minFree) {}
