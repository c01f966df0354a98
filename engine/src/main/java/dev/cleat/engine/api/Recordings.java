package dev.cleat.engine.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The recorded sessions of this host. A recording is named by its session's id, by the beginning of one, or by its file.
 *
 * <p><b>Errors.</b> All calls that name one: {@link UnknownContainerException} when there is none of that name;
 * {@link HostLimitException} when it cannot be read or is none.
 */
public interface Recordings {

    /** Those that the index knows, and those beside it, oldest first. */
    List<RecordingInfo> list() throws ContainerException;

    RecordingInfo find(String name) throws ContainerException;

    /**
     * Whether it is as it was recorded, and where it is not.
     *
     * @param key file of the key, public or private, by which it must be signed; empty: the one that the configuration
     *     names, if there is one
     *     <p><b>Errors.</b> Also {@link HostLimitException} when the file holds no such key.
     */
    VerifyReport verify(String name, Optional<Path> key) throws ContainerException;

    /** The same by the key of the configuration. */
    default VerifyReport verify(String name) throws ContainerException {
        return verify(name, Optional.empty());
    }

    /**
     * Exactly the bytes that the terminal showed.
     *
     * @param progress hears how much of the recording has been read
     * @return how many lines of the recording are none, and are missing in what was written; so do the next three
     */
    long writeBytes(String name, OutputStream out, Progress progress) throws ContainerException, IOException;

    /** The same unwatched. */
    default long writeBytes(String name, OutputStream out) throws ContainerException, IOException {
        return writeBytes(name, out, Progress.NONE);
    }

    /** What could be read on the screen in the course of time, line by line, without colours. */
    long writeText(String name, OutputStream out, Progress progress) throws ContainerException, IOException;

    /** The same unwatched. */
    default long writeText(String name, OutputStream out) throws ContainerException, IOException {
        return writeText(name, out, Progress.NONE);
    }

    /** As asciicast v3. */
    long writeV3(String name, OutputStream out) throws ContainerException, IOException;

    /**
     * As script(1) writes it, for scriptreplay(1): {@code to}, beside it {@code .timing}, and {@code .in} when keys were
     * recorded. Existing files are not touched.
     */
    long exportScript(String name, Path to) throws ContainerException, IOException;

    /**
     * Removes its files. The index keeps its lines.
     *
     * <p><b>Errors.</b> {@link BusyException} while it goes on.
     */
    void remove(String name) throws ContainerException;

    /** To look at it. */
    Replay replay(String name) throws ContainerException;

    /**
     * Tells {@code hits} of each place, recording by recording.
     *
     * @param unread hears of each recording that is not searched to its end: it cannot be read, or has the text in more than
     *     10,000 places; the others are searched all the same
     */
    void search(SearchQuery query, Consumer<SearchHit> hits, Consumer<ContainerException> unread)
            throws ContainerException;
}
