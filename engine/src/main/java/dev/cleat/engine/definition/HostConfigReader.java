package dev.cleat.engine.definition;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the host's configuration: the whole of it is right, or every problem is told at once. */
public final class HostConfigReader {

    private static final Key<RecordingPolicy> RECORDING =
            Key.of("recording", RecordingKeys.SECTION, RecordingPolicy.DEFAULT, "which sessions are recorded, and how");
    private static final Key<OptionalLong> MAX_SIZE = Key.of(
            "maxSize",
            Scalars.size(4096, Long.MAX_VALUE).map(OptionalLong::of),
            OptionalLong.empty(),
            "a new file is begun above it; default: never");
    private static final Key<Long> KEEP =
            Key.of("keep", Scalars.number(0, 100), 1L, "how many older files are kept; default 1");
    private static final Key<Optional<Duration>> SYNC = Key.maybe(
            "sync", Scalars.duration(), "how often it is brought to the disk, 0: each piece; default: at the end");
    private static final Key<RawLogLimits> PTY_LOG = Key.of(
            "ptyLog",
            new Section<>(
                    List.of(MAX_SIZE, KEEP, SYNC),
                    Set.of(),
                    values -> new RawLogLimits(
                            values.get(MAX_SIZE), values.get(KEEP).intValue(), values.get(SYNC))),
            RawLogLimits.NONE,
            "the log of attach -L");
    private static final Key<Leftovers> LEFTOVERS = Key.of(
            "leftovers",
            Scalars.word(Map.of("keep", Leftovers.KEEP, "kill", Leftovers.KILL)),
            Leftovers.KEEP,
            "what becomes of daemons that a session has started when its command has ended: keep, kill");
    private static final Key<SessionPolicy> SESSIONS = Key.of(
            "sessions",
            new Section<>(List.of(LEFTOVERS), Set.of(), values -> new SessionPolicy(values.get(LEFTOVERS))),
            SessionPolicy.DEFAULT,
            "attached sessions");
    private static final Set<String> OF_OTHERS = Set.of("theme", "keys", "cgroup");
    private static final Section<HostConfig> CONFIG = new Section<>(
            List.of(RECORDING, PTY_LOG, AppearanceKeys.UI, SESSIONS, HostKeys.HOSTS),
            OF_OTHERS,
            values -> new HostConfig(
                    values.get(RECORDING),
                    values.get(PTY_LOG),
                    values.get(AppearanceKeys.UI),
                    values.get(SESSIONS),
                    values.get(HostKeys.HOSTS)));

    private final DefinitionFiles files;

    /** @param files where the text comes from */
    public HostConfigReader(DefinitionFiles files) {
        this.files = files;
    }

    /** True when {@code file} has keys of the host's configuration and no others, which a definition cannot have. */
    public boolean isOne(Path file) {
        Problems problems = new Problems(file);
        return DefinitionFile.read(file, files, problems)
                .flatMap(text -> DefinitionReader.mapping(text, file, "the configuration", problems))
                .filter(tree -> !tree.entries().isEmpty())
                .filter(tree -> tree.entries().stream().allMatch(entry -> isKey(entry.key())))
                .isPresent();
    }

    private static boolean isKey(String key) {
        return Stream.of(RECORDING, PTY_LOG, AppearanceKeys.UI, SESSIONS, HostKeys.HOSTS)
                        .anyMatch(own -> own.name().equals(key))
                || OF_OTHERS.contains(key);
    }

    /**
     * Reads {@code file}. One with comments only is the default.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, in file order.
     */
    public HostConfig read(Path file) throws InvalidDefinitionException {
        Path absolute = file.toAbsolutePath().normalize();
        Problems problems = new Problems(file);
        Reading reading = new Reading(
                absolute, absolute.getParent(), "", files, problems, new Contradictions(), new RelativePaths());
        Optional<String> text = DefinitionFile.read(file, Place.whole(file), "", files, problems);
        if (text.filter(HostConfigReader::saysNothing).isPresent()) {
            return HostConfig.DEFAULT;
        }
        Optional<HostConfig> config = text.flatMap(
                        whole -> DefinitionReader.mapping(whole, file, "the configuration", problems))
                .flatMap(tree -> CONFIG.read(tree, "", reading));
        config.flatMap(read -> HostKeys.twice(read.hosts()))
                .ifPresent(name -> problems.add(Place.whole(file), "hosts: two of them are called " + name));
        if (config.isEmpty() || !problems.isEmpty()) {
            throw new InvalidDefinitionException(problems.inOrder());
        }
        return config.get();
    }

    /** One in which everything is commented out is a configuration, too. */
    private static boolean saysNothing(String text) {
        return text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }
}
