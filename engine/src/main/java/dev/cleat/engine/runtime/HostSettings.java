package dev.cleat.engine.runtime;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.HostReport.Level;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.definition.FromConfig;
import dev.cleat.engine.definition.HostConfig;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.definition.RecordingPolicy;
import dev.cleat.engine.definition.SessionPolicy;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.recording.RecordingStore;
import dev.cleat.engine.state.TrustedFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The host's configuration, read anew each time something depends on it, and always as a whole: a misspelt section must not
 * pass for none. Most hosts have none; then no attach pays for a YAML parser.
 */
final class HostSettings implements SessionCapture.Policy {

    private final Optional<Path> file;
    private final Path definitions;

    HostSettings(Optional<Path> file, Path definitions) {
        this.file = file;
        this.definitions = definitions;
    }

    @Override
    public Optional<RecordingDecision> read(boolean asked) throws InvalidDefinitionException {
        if (!isThere()) { // and no class of the configuration is loaded
            return asked ? Optional.of(RecordingDecision.of(RecordingPolicy.DEFAULT, definitions)) : Optional.empty();
        }
        RecordingDecision decision = RecordingDecision.of(config().recording(), definitions);
        return decision.isOff() && !asked ? Optional.empty() : Optional.of(decision);
    }

    @Override
    public RawLogLimits rawLog() throws InvalidDefinitionException {
        return isThere() ? config().ptyLog() : RawLogLimits.NONE;
    }

    /** How the console is to look. */
    Appearance appearance() throws InvalidDefinitionException {
        return config().ui();
    }

    /** What becomes of what a session leaves behind. */
    Leftovers leftovers() throws InvalidDefinitionException {
        return isThere() ? config().sessions().leftovers() : SessionPolicy.DEFAULT.leftovers();
    }

    /** The other hosts that it names. */
    List<HostAddress> hosts() throws InvalidDefinitionException {
        return config().hosts();
    }

    /** The recordings of this host. */
    RecordingStore recordings() throws InvalidDefinitionException {
        RecordingDecision decision = read(true).orElseThrow();
        return new RecordingStore(
                decision.directory(), decision.policy().keeping().key().map(FromConfig::value));
    }

    /** Whether it can be used as it is. */
    Finding finding() {
        String subject = "configuration";
        if (!isThere()) {
            String found = file.map(path -> "none, " + path + " is not there").orElse("none");
            return new Finding(Level.OK, subject, found, Optional.empty(), Optional.empty());
        }
        try {
            read(true).orElseThrow().check();
            return new Finding(Level.OK, subject, file.get() + " is read", Optional.empty(), Optional.empty());
        } catch (ContainerException e) {
            return new Finding(
                    Level.BROKEN,
                    subject,
                    e.getMessage().replace("\n", "; "),
                    Optional.of("no session begins that may have to be recorded"),
                    e.advice().or(() -> Optional.of("mend " + file.get())));
        }
    }

    private HostConfig config() throws InvalidDefinitionException {
        if (!isThere()) {
            return HostConfig.DEFAULT;
        }
        return new HostConfigReader(TrustedFile::firstBytes).read(file.orElseThrow());
    }

    /** True also of a link that leads nowhere, and when it cannot be read: then reading it tells why. */
    private boolean isThere() {
        return file.isPresent() && Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS);
    }
}
