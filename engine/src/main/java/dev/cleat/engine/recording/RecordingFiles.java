package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of one recording: FILE, FILE.audit beside it, FILE.meta.json at the end, a line in the index at both ends. Their
 * directory is held open, so that nobody can put another in its place meanwhile.
 */
final class RecordingFiles {

    private final RecordingRequest request;
    private final SessionIdentity who;
    private final Consumer<String> warnings;
    private final Optional<SigningKey> key;
    private final Fd directory;
    private final Fd cast;
    private final Fd audit;

    private RecordingFiles(
            RecordingRequest request,
            SessionIdentity who,
            Consumer<String> warnings,
            Optional<SigningKey> key,
            Fd directory,
            Fd cast,
            Fd audit) {
        this.key = key;
        this.request = request;
        this.who = who;
        this.warnings = warnings;
        this.directory = directory;
        this.cast = cast;
        this.audit = audit;
    }

    static RecordingFiles create(RecordingRequest request, SessionIdentity who, Consumer<String> warnings)
            throws ContainerException, IOException {
        Optional<Path> keyFile = request.keeping().key();
        Optional<SigningKey> key = keyFile.isPresent() ? Optional.of(SigningKey.read(keyFile.get())) : Optional.empty();
        Fd directory = directory(request);
        Fd cast = null;
        try {
            checkFree(request, directory);
            cast = OwnFile.openEmpty("record to", directory, request.file());
            own(request, cast);
            Fd audit = OwnFile.openEmpty("record to", directory, AuditFile.of(request.file()));
            own(request, audit);
            return new RecordingFiles(request, who, warnings, key, directory, cast, audit);
        } catch (ContainerException | IOException | RuntimeException e) {
            if (cast != null) {
                directory.unlinkAt(name(request.file()));
                cast.close();
            }
            directory.close();
            throw e;
        }
    }

    private static Fd directory(RecordingRequest request) throws IOException {
        if (request.directory().isPresent()) {
            return RecordingDirectory.make(request.directory().get(), request.directoryMode(), request.group());
        }
        return Fd.open(request.file().toAbsolutePath().getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
    }

    /** For whom it is, whatever the umask. */
    private static void own(RecordingRequest request, Fd file) throws IOException {
        if (request.group().isPresent()) {
            file.changeOwner(-1, request.group().getAsLong());
        }
        file.changeMode(request.mode());
    }

    private static void checkFree(RecordingRequest request, Fd directory) throws IOException, HostLimitException {
        long free = directory.freeBytes();
        if (free < request.minFree()) {
            throw new HostLimitException(
                    "cannot record to " + request.file() + ": " + (free >> 10)
                            + " KiB are free there, the policy wants " + (request.minFree() >> 10),
                    "make room, or lower recording.minFree of the configuration");
        }
    }

    CastWriter writer() {
        return new CastWriter(request.file().toString(), cast, audit, request.redaction(), warnings);
    }

    String name() {
        return request.file().toString();
    }

    Consumer<String> warnings() {
        return warnings;
    }

    /** Undoes {@link #create}. */
    void discard() throws IOException {
        try (directory) {
            directory.unlinkAt(name(request.file()));
            directory.unlinkAt(name(AuditFile.of(request.file())));
        }
    }

    /** Tells the index that it begins. */
    void announce() throws IOException {
        index(json -> SessionIndex.start(json, who, request.input(), absolute()));
    }

    /** Tells how it ended: the meta file, then the index. */
    void settle(CastWriter.Written written, RecordingEnd end) throws IOException {
        Ending ending = new Ending(written, end, Instant.now(), signature(written));
        try {
            MetaFile.write(directory, request, file -> own(request, file), who, ending);
        } catch (IOException e) {
            warnings.accept("cannot write " + MetaFile.of(request.file()) + ": " + e.getMessage());
        }
        index(json -> SessionIndex.end(json, who.id(), absolute(), ending));
    }

    private Optional<Ending.Seal> signature(CastWriter.Written written) {
        try {
            return key.isPresent() ? Optional.of(key.get().sign(written)) : Optional.empty();
        } catch (IOException e) {
            warnings.accept("the recording " + name() + " is not signed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Makes room where the recordings of the policy are. Whatever goes wrong, they are whole. */
    void tidy() {
        try (directory) {
            if (request.directory().isPresent() && request.keeping().compress()) {
                new Compression(directory, file -> own(request, file)).run();
            }
            if (request.directory().isPresent()) {
                OldRecordings.remove(
                        request.directory().get(), request.keeping().retention(), Instant.now());
            }
        } catch (IOException e) {
            warnings.accept("cannot tidy up " + request.directory().orElseThrow() + ": " + e.getMessage());
        }
    }

    private String absolute() {
        return request.file().toAbsolutePath().normalize().toString();
    }

    /** Says for whom a new file is. */
    @FunctionalInterface
    interface Ownership {
        void of(Fd file) throws IOException;
    }

    /** A part of a line. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private void index(Members members) {
        try (Fd folder = RecordingDirectory.make(request.index(), request.directoryMode(), request.group())) {
            SessionIndex.append(folder, file -> own(request, file), members);
        } catch (IOException e) {
            warnings.accept("the recording " + name() + " is not in the index: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
