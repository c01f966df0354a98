package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.definition.FromConfig;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private final List<OwnFile.Opened> files;

    private RecordingFiles(
            RecordingRequest request,
            SessionIdentity who,
            Consumer<String> warnings,
            Optional<SigningKey> key,
            Fd directory,
            List<OwnFile.Opened> files) {
        this.key = key;
        this.request = request;
        this.who = who;
        this.warnings = warnings;
        this.directory = directory;
        this.files = files;
    }

    static RecordingFiles create(RecordingRequest request, SessionIdentity who, Consumer<String> warnings)
            throws ContainerException, IOException {
        Optional<FromConfig<Path>> keyFile = request.keeping().key();
        Optional<SigningKey> key = keyFile.isPresent() ? Optional.of(SigningKey.read(keyFile.get())) : Optional.empty();
        Fd directory = directory(request);
        List<OwnFile.Opened> files = new ArrayList<>();
        try {
            checkFree(request, directory);
            for (Path file : List.of(request.file(), AuditFile.of(request.file()))) {
                OwnFile.Opened opened = OwnFile.openEmpty("record to", directory, file);
                files.add(opened);
                own(request, opened.fd());
            }
            return new RecordingFiles(request, who, warnings, key, directory, files);
        } catch (ContainerException | IOException | RuntimeException e) {
            discard(request, directory, files, e::addSuppressed);
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
        long free = directory.fileSystem().freeBytes();
        if (free < request.minFree()) {
            throw new HostLimitException(
                    "cannot record to " + request.file() + ": " + (free >> 10)
                            + " KiB are free there, the policy wants " + (request.minFree() >> 10),
                    "make room, or lower recording.minFree of the configuration");
        }
    }

    CastWriter writer() {
        Optional<InputMask> mask = request.input() == Input.MASKED ? Optional.of(new InputMask()) : Optional.empty();
        return new CastWriter(
                request.file().toString(),
                files.get(0).fd(),
                files.get(1).fd(),
                request.redaction(),
                mask,
                warnings,
                request.stops());
    }

    String name() {
        return request.file().toString();
    }

    Consumer<String> warnings() {
        return warnings;
    }

    /** Undoes {@link #create}: a file that was there before is empty again. {@code failures} hears what goes wrong. */
    void discard(Consumer<IOException> failures) {
        discard(request, directory, files, failures);
    }

    private static void discard(
            RecordingRequest request, Fd directory, List<OwnFile.Opened> files, Consumer<IOException> failures) {
        List<Path> names = List.of(request.file(), AuditFile.of(request.file()));
        for (int i = 0; i < files.size(); i++) {
            try (Fd fd = files.get(i).fd()) {
                if (files.get(i).isNew()) {
                    directory.unlinkAt(name(names.get(i)));
                } else {
                    fd.truncate(0);
                }
            } catch (IOException e) {
                failures.accept(e);
            }
        }
        directory.close();
    }

    /** Whose signature the end will have. */
    Optional<String> signer() {
        return key.map(SigningKey::fingerprint);
    }

    /** Tells the index that it begins. */
    void announce() {
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
