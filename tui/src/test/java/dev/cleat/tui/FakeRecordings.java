package dev.cleat.tui;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What {@link FakeHost} has recorded. */
public class FakeRecordings implements Recordings {

    private final Set<Path> removed = new HashSet<>();

    @Override
    public List<RecordingInfo> list() {
        return Stream.of(
                        recording("", "other.cast", RecordingInfo.State.TRUNCATED, "", 400, OptionalInt.empty()),
                        recording("01a2", "batch.cast", RecordingInfo.State.COMPLETE, "batch-7", 30, OptionalInt.of(1)),
                        recording("01a3", "gone.cast", RecordingInfo.State.MISSING, "db-main", 2, OptionalInt.of(0)),
                        recording(
                                FakeHost.sessions().get(0).id(),
                                "web.cast",
                                RecordingInfo.State.LIVE,
                                "web",
                                0,
                                OptionalInt.empty()))
                .filter(info -> !removed.contains(info.file()))
                .toList();
    }

    private static RecordingInfo recording(
            String id, String file, RecordingInfo.State state, String container, int days, OptionalInt exit) {
        boolean whole = state == RecordingInfo.State.COMPLETE;
        return new RecordingInfo(
                id,
                Path.of("/srv/recordings").resolve(file),
                state,
                id.isEmpty() ? "" : "attach",
                container,
                Optional.empty(),
                id.isEmpty() ? "" : "ada",
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                "prod-3",
                List.of(),
                id.isEmpty() ? Optional.empty() : Optional.of(FakeContainers.NOW.minus(Duration.ofDays(days))),
                whole ? Optional.of(Duration.ofSeconds(3725)) : Optional.empty(),
                exit,
                exit.isPresent() ? Optional.of("exit") : Optional.empty(),
                state == RecordingInfo.State.MISSING ? OptionalLong.empty() : OptionalLong.of(48_211),
                0,
                "off",
                Optional.empty());
    }

    @Override
    public RecordingInfo find(String name) throws ContainerException {
        return list().stream()
                .filter(info -> info.file().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownContainerException("there is no recording " + name, "see cleat rec ls"));
    }

    @Override
    public VerifyReport verify(String name, Optional<Path> key) throws ContainerException {
        throw unreadable(name);
    }

    @Override
    public long writeBytes(String name, OutputStream out, Progress progress) throws ContainerException {
        throw unreadable(name);
    }

    @Override
    public long writeText(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        find(name);
        for (int i = 1; i <= 60; i++) {
            out.write(("# line " + i + " \u009b31mhostile\u202e\n").getBytes(StandardCharsets.UTF_8));
        }
        return 0;
    }

    @Override
    public long writeV3(String name, OutputStream out) throws ContainerException {
        throw unreadable(name);
    }

    @Override
    public long exportScript(String name, Path to) throws ContainerException {
        throw unreadable(name);
    }

    @Override
    public void remove(String name) throws ContainerException {
        removed.add(find(name).file());
    }

    @Override
    public Replay replay(String name) throws ContainerException {
        throw unreadable(name);
    }

    /** Nothing is in any of them. */
    @Override
    public void search(SearchQuery query, Consumer<SearchHit> hits, Consumer<ContainerException> unread) {
        list();
    }

    private static ContainerException unreadable(String name) {
        return new HostLimitException("cannot read the recording " + name, null);
    }
}
