package dev.cleat.engine.runtime;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.definition.HostConfig;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.definition.RecordingPolicy;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.recording.RecordingStore;
import dev.cleat.engine.storage.LocalConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The host's configuration, read anew each time something depends on it. Most hosts have none, and most that have one say
 * nothing of recordings: then no attach pays for a YAML parser.
 */
final class HostSettings implements SessionCapture.Policy {

    private static final int LARGEST = 1 << 20;

    private final Optional<Path> file;
    private final Path definitions;

    HostSettings(Optional<Path> file, Path definitions) {
        this.file = file;
        this.definitions = definitions;
    }

    @Override
    public Optional<RecordingDecision> read(boolean asked) throws InvalidDefinitionException {
        if (!speaksOf("recording")) {
            return asked ? Optional.of(RecordingDecision.of(RecordingPolicy.DEFAULT, definitions)) : Optional.empty();
        }
        RecordingDecision decision = RecordingDecision.of(config().recording(), definitions);
        return decision.isOff() && !asked ? Optional.empty() : Optional.of(decision);
    }

    @Override
    public RawLogLimits rawLog() throws InvalidDefinitionException {
        return speaksOf("ptyLog") ? config().ptyLog() : RawLogLimits.NONE;
    }

    /** How the console is to look. */
    Appearance appearance() throws InvalidDefinitionException {
        return speaksOf("theme") ? config().ui() : Appearance.DEFAULT;
    }

    /** What becomes of what a session leaves behind. */
    Leftovers leftovers() throws InvalidDefinitionException {
        return speaksOf("sessions") ? config().sessions().leftovers() : Leftovers.KEEP;
    }

    /** The other hosts that it names. */
    List<HostAddress> hosts() throws InvalidDefinitionException {
        return speaksOf("hosts") ? config().hosts() : List.of();
    }

    /** The recordings of this host. */
    RecordingStore recordings() throws InvalidDefinitionException {
        RecordingDecision decision = read(true).orElseThrow();
        return new RecordingStore(
                decision.directory(), decision.policy().keeping().key());
    }

    private HostConfig config() throws InvalidDefinitionException {
        LocalConfigFiles files = new LocalConfigFiles();
        return new HostConfigReader(files::firstBytes).read(file.orElseThrow());
    }

    /** True also when it cannot be read: then reading it properly tells why. */
    private boolean speaksOf(String section) {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return false;
        }
        try {
            byte[] text = new LocalConfigFiles().firstBytes(file.get(), LARGEST);
            return new String(text, StandardCharsets.ISO_8859_1).contains(section);
        } catch (IOException e) {
            return true;
        }
    }
}
