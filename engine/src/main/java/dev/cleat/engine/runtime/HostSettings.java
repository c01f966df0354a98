package dev.cleat.engine.runtime;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.attach.SessionLog;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.definition.RecordingPolicy;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.storage.LocalConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The host's configuration, read anew each time something depends on it. Most hosts have none, and most that have one say
 * nothing of recordings: then no attach pays for a YAML parser.
 */
final class HostSettings implements SessionLog.Policy {

    private static final String SECTION = "recording";

    private final Optional<Path> file;
    private final Path definitions;

    HostSettings(Optional<Path> file, Path definitions) {
        this.file = file;
        this.definitions = definitions;
    }

    @Override
    public Optional<RecordingDecision> read(boolean asked) throws InvalidDefinitionException {
        if (file.isEmpty() || !speaksOfRecordings(file.get())) {
            return asked ? Optional.of(RecordingDecision.of(RecordingPolicy.DEFAULT, definitions)) : Optional.empty();
        }
        RecordingDecision decision = decision(file.get());
        return decision.isOff() && !asked ? Optional.empty() : Optional.of(decision);
    }

    /** Where automatic recordings and the index are. */
    Path recordings() throws InvalidDefinitionException {
        return read(true).orElseThrow().directory();
    }

    private RecordingDecision decision(Path config) throws InvalidDefinitionException {
        LocalConfigFiles files = new LocalConfigFiles();
        return RecordingDecision.of(
                new HostConfigReader(files::firstBytes).read(config).recording(), definitions);
    }

    /** True also when it cannot be read: then reading it properly tells why. */
    private static boolean speaksOfRecordings(Path config) {
        if (!Files.exists(config)) {
            return false;
        }
        try {
            return new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1).contains(SECTION);
        } catch (IOException e) {
            return true;
        }
    }
}
