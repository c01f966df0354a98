package dev.cleat.engine.recording;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The recordings of this host. */
public final class RecordingStore implements Recordings {

    private static final int SHORTEST_ID = 4;

    private final Path directory;
    private final Optional<Path> key;

    /**
     * The recordings of {@code directory}, and those that somebody named.
     *
     * @param directory of automatic recordings and of the index
     * @param key that signs what is recorded here
     */
    public RecordingStore(Path directory, Optional<Path> key) {
        this.directory = directory;
        this.key = key;
    }

    /** The same where nobody signs. */
    public RecordingStore(Path directory) {
        this(directory, Optional.empty());
    }

    @Override
    public List<RecordingInfo> list() throws ContainerException {
        return catalog().all();
    }

    private RecordingCatalog catalog() throws HostLimitException {
        try {
            return RecordingCatalog.read(directory);
        } catch (IOException e) {
            throw new HostLimitException("cannot read the recordings in " + directory + ": " + e.getMessage(), null, e);
        }
    }

    @Override
    public RecordingInfo find(String name) throws ContainerException {
        RecordingInfo info = named(name);
        if (info.id().isEmpty()) { // nobody told of it: it has to be one itself
            checkReadable(info);
            try {
                new CastReader(info.file()).close();
            } catch (IOException e) {
                throw unreadable(info, e);
            }
        }
        return info;
    }

    private RecordingInfo named(String name) throws ContainerException {
        RecordingCatalog catalog = catalog();
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (Files.exists(StoredFile.present(file), LinkOption.NOFOLLOW_LINKS)) {
            return catalog.info(file);
        }
        List<RecordingInfo> named = catalog.all().stream()
                .filter(info -> name.length() >= SHORTEST_ID && info.id().startsWith(name)
                        || StoredFile.plain(info.file().getFileName()).equals(StoredFile.plain(Path.of(name))))
                .toList();
        if (named.size() == 1) {
            return catalog.info(named.get(0).file());
        }
        throw new UnknownContainerException(
                named.isEmpty()
                        ? "there is no recording " + name
                        : name + " is the beginning of " + named.size() + " ids",
                "see cleat rec ls");
    }

    private RecordingInfo readable(String name) throws ContainerException {
        RecordingInfo info = named(name);
        checkReadable(info);
        return info;
    }

    private static void checkReadable(RecordingInfo info) throws ContainerException {
        if (info.state() != State.MISSING) {
            return;
        }
        try {
            RegularFile.open(info.file()).close(); // it was put back just now
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                throw new UnknownContainerException("the recording " + info.file() + " is not there any more", null);
            }
            throw unreadable(info, e);
        } catch (IOException e) {
            throw unreadable(info, e);
        }
    }

    @Override
    public VerifyReport verify(String name, Optional<Path> wanted) throws ContainerException {
        RecordingInfo info = readable(name);
        try {
            RecordingCatalog catalog = catalog();
            Witnesses witnesses = Witnesses.of(info.file(), catalog.end(info.file()));
            SealCheck seals = wanted.isPresent() ? SealCheck.by(wanted.get()) : SealCheck.of(key);
            boolean goesOn = info.state() == State.LIVE && witnesses.isEmpty(); // an end that is told of is the end
            VerifyReport report = Verification.of(info.file(), witnesses, goesOn);
            if (report.verdict() == VerifyReport.Verdict.DAMAGED || report.verdict() == VerifyReport.Verdict.UNPROVEN) {
                return report;
            }
            ChainedFacts facts = ChainedFacts.of(info.file());
            VerifyReport claims = ClaimCheck.of(report, facts, catalog.start(info.file()), witnesses);
            return seals.of(claims, witnesses, facts.session().optionalText(CastHeader.SIGNER));
        } catch (IOException e) {
            throw unreadable(info, e);
        }
    }

    private static HostLimitException unreadable(RecordingInfo info, Exception e) {
        String why = e instanceof FileSystemException file ? file.getReason() : String.valueOf(e.getMessage());
        String told = why.startsWith(info.file() + " ") ? why : "cannot read " + info.file() + ": " + why;
        return new HostLimitException(told, null, e);
    }

    @Override
    public long writeBytes(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        return CastExport.bytes(readable(name).file(), out, progress);
    }

    @Override
    public long writeText(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        return CastExport.text(readable(name).file(), out, progress);
    }

    @Override
    public long writeV3(String name, OutputStream out) throws ContainerException, IOException {
        RecordingInfo info = readable(name);
        return CastExport.v3(info.file(), info, out);
    }

    @Override
    public long exportScript(String name, Path to) throws ContainerException, IOException {
        RecordingInfo info = readable(name);
        return ScriptExport.write(info.file(), info, to);
    }

    @Override
    public void remove(String name) throws ContainerException {
        RecordingInfo info = readable(name);
        if (info.state() == State.LIVE) {
            throw new BusyException("cannot remove " + info.file() + ": its session goes on", "end the session first");
        }
        try {
            new CastReader(info.file()).close(); // of another kind of file nothing is removed
            OldRecordings.delete(info.file());
        } catch (IOException e) {
            throw new HostLimitException("cannot remove " + info.file() + ": " + e.getMessage(), null, e);
        }
    }

    @Override
    public Replay replay(String name) throws ContainerException {
        RecordingInfo info = readable(name);
        try {
            return new CastReplay(info);
        } catch (IOException e) {
            throw unreadable(info, e);
        }
    }

    @Override
    public void search(SearchQuery query, Consumer<SearchHit> hits, Consumer<ContainerException> unread)
            throws ContainerException {
        List<Path> gone = new ArrayList<>();
        for (RecordingInfo info : list()) {
            if (!matches(info, query)) {
                continue;
            }
            try {
                checkReadable(info);
                if (!ScreenSearch.run(info, query.text(), hits, Progress.NONE)) {
                    unread.accept(new HostLimitException(
                            info.file() + " has it in more than " + ScreenSearch.MOST_HITS + " places", null));
                }
            } catch (UnknownContainerException e) {
                gone.add(info.file());
            } catch (ContainerException e) {
                unread.accept(e);
            } catch (IOException | RuntimeException e) { // whatever is in a file: the others are searched all the same
                unread.accept(unreadable(info, e));
            }
        }
        if (!gone.isEmpty()) { // retention takes many: one line tells of them
            String others = gone.size() == 1 ? "" : " and " + (gone.size() - 1) + " more";
            unread.accept(new UnknownContainerException(
                    "not there any more, though the index has it: " + gone.get(0) + others, null));
        }
    }

    private static boolean matches(RecordingInfo info, SearchQuery query) {
        return query.container().map(info.container()::equals).orElse(true)
                && query.user().map(info.user()::equals).orElse(true)
                && query.since()
                        .map(since -> info.started().isPresent()
                                && !info.started().get().isBefore(since))
                        .orElse(true);
    }
}
