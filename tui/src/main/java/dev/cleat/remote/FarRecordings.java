package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.VerifyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The recordings of another host. To be looked at one is copied here first, where the emulator that plays it has bounds; what
 * needs more than the recording itself is refused.
 *
 * @param here plays the copies
 * @param newFile where a copy can be kept
 * @param refusal says of a name that it cannot be done from here
 */
record FarRecordings(
        FarHost host, FarTold told, Engine here, Supplier<Path> newFile, Function<String, ContainerException> refusal)
        implements Recordings {

    @Override
    public List<RecordingInfo> list() {
        return told.recordings().get();
    }

    @Override
    public RecordingInfo find(String name) throws ContainerException {
        return list().stream()
                .filter(info -> info.file().toString().equals(name) || info.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownContainerException("there is no recording " + name, null));
    }

    private RecordingCopy copy(String name) throws ContainerException {
        return RecordingCopy.fetch(
                offset -> host.read(
                        List.of(
                                Protocol.LOG_VERB,
                                Protocol.OF_RECORDING,
                                "--name=" + name,
                                "--from=" + offset,
                                "--most=" + LogMirror.PIECE),
                        LogMirror.Piece::of),
                newFile.get());
    }

    /** What is done with a copy. */
    private interface Work {
        long on(String copy) throws ContainerException, IOException;
    }

    private long withCopy(String name, Work work) throws ContainerException, IOException {
        try (RecordingCopy copy = copy(name)) {
            return work.on(copy.file().toString());
        }
    }

    @Override
    public long writeBytes(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        return withCopy(name, copy -> here.recordings().writeBytes(copy, out, progress));
    }

    @Override
    public long writeText(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        return withCopy(name, copy -> here.recordings().writeText(copy, out, progress));
    }

    @Override
    public long writeV3(String name, OutputStream out) throws ContainerException, IOException {
        return withCopy(name, copy -> here.recordings().writeV3(copy, out));
    }

    @Override
    public long exportScript(String name, Path to) throws ContainerException, IOException {
        return withCopy(name, copy -> here.recordings().exportScript(copy, to));
    }

    @Override
    public Replay replay(String name) throws ContainerException {
        RecordingCopy copy = copy(name);
        try {
            return new CopiedReplay(here.recordings().replay(copy.file().toString()), copy);
        } catch (ContainerException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    @Override
    public VerifyReport verify(String name, Optional<Path> key) throws ContainerException {
        throw refusal.apply(name);
    }

    @Override
    public void remove(String name) throws ContainerException {
        throw refusal.apply(name);
    }

    @Override
    public void search(SearchQuery query, Consumer<SearchHit> hits, Consumer<ContainerException> unread)
            throws ContainerException {
        throw refusal.apply(query.text());
    }
}
