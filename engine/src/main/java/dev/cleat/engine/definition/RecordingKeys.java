package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.word;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.definition.Placed.At;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import dev.cleat.engine.definition.RecordingPolicy.Retention;
import dev.cleat.engine.definition.RecordingPolicy.When;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of {@code recording:} in the host's configuration. */
final class RecordingKeys {

    private static final long DEFAULT_MIN_FREE = 64L << 20;
    private static final long MOST_DAYS = 36_500;

    private static final Key<When> POLICY = Key.of(
            "policy",
            word(Map.of(
                    "off",
                    When.OFF,
                    "on-elevated",
                    When.ON_ELEVATED,
                    "interactive",
                    When.INTERACTIVE,
                    "all",
                    When.ALL)),
            When.OFF,
            "which sessions are recorded: off, on-elevated, interactive, all");
    private static final Key<Optional<Path>> DIRECTORY = Key.maybe(
            "directory", Scalars.hostPath(), "where recordings are; default recordings below the definitions");
    private static final Key<String> FILE = Key.of(
            "file",
            new ScalarType<>("a name with %n, %t, %u or %i", (text, reading) -> template(text), Shape.TEXT),
            RecordingPolicy.DEFAULT_FILE,
            "name of a recording: %n container, %t time, %u user, %i id of the session");
    private static final Key<Optional<At<String>>> GROUP =
            Key.maybe("group", new Placed<>(Scalars.line()), "who may read recordings besides the owner");
    private static final Key<Input> INPUT = Key.of(
            "input",
            word(Map.of("off", Input.OFF, "masked", Input.MASKED, "full", Input.FULL)),
            Input.OFF,
            "what of the typed keys is recorded: off, masked (no passwords), full");
    private static final Key<List<Pattern>> REDACT = Key.of(
            "redact",
            ListOf.of(new ScalarType<>("a regular expression", (text, reading) -> pattern(text), Shape.TEXT)),
            List.of(),
            "regular expressions of texts that are recorded as asterisks");
    private static final Key<Long> MIN_FREE = Key.of(
            "minFree",
            Scalars.size(0, Long.MAX_VALUE),
            DEFAULT_MIN_FREE,
            "space that must be free before a recorded session begins; default 64M");
    private static final Key<Boolean> WHEN_SLOW = Key.of(
            "whenSlow",
            word(Map.of("block", true, "drop", false)),
            true,
            "when more comes than can be written: block (the session waits) or drop (a mark tells how much)");
    private static final Key<Boolean> WHEN_FULL = Key.of(
            "whenFull",
            word(Map.of("continue", false, "stop", true)),
            false,
            "when nothing can be written: continue (a mark tells how much is missing) or stop the session");
    private static final Key<Optional<Duration>> SYNC = Key.maybe(
            "sync", Scalars.duration(), "how often it is brought to the disk, 0: each record; default: at the end");
    private static final Key<Boolean> COMPRESS =
            Key.of("compress", Scalars.flag(), false, "whether recordings that have ended are compressed, with gzip");
    private static final Key<Optional<At<Path>>> SIGN = Key.maybe(
            "sign",
            new Placed<>(Scalars.hostPath()),
            "Ed25519 private key (PEM, PKCS #8) that signs how each recording ended");
    private static final Key<Boolean> OPTIONAL =
            Key.of("optional", Scalars.flag(), false, "whether attach --no-record is allowed");

    private static final Key<OptionalLong> DAYS = Key.number("days", 1, MOST_DAYS, "older recordings are removed");
    private static final Key<OptionalLong> SIZE = Key.of(
            "size",
            Scalars.size(1 << 20, Long.MAX_VALUE).map(OptionalLong::of),
            OptionalLong.empty(),
            "the oldest recordings are removed while all together are larger");
    private static final Key<Retention> RETENTION = Key.of(
            "retention",
            new Section<>(List.of(DAYS, SIZE), Set.of(), values -> new Retention(values.get(DAYS), values.get(SIZE))),
            new Retention(OptionalLong.empty(), OptionalLong.empty()),
            "how long recordings are kept; default: for ever");

    static final Section<RecordingPolicy> SECTION = new Section<>(
            List.of(
                    POLICY, DIRECTORY, FILE, GROUP, INPUT, REDACT, MIN_FREE, WHEN_SLOW, WHEN_FULL, OPTIONAL, SYNC,
                    COMPRESS, SIGN, RETENTION),
            Set.of(),
            RecordingKeys::policy);

    private RecordingKeys() {}

    private static RecordingPolicy policy(Values values) {
        return new RecordingPolicy(
                values.get(POLICY),
                values.get(DIRECTORY),
                values.get(FILE),
                values.get(GROUP).map(FromConfig::of),
                values.get(INPUT),
                values.get(REDACT),
                values.get(MIN_FREE),
                values.get(WHEN_SLOW),
                values.get(WHEN_FULL),
                values.get(OPTIONAL),
                new Keeping(
                        values.get(SYNC),
                        values.get(COMPRESS),
                        values.get(SIGN).map(FromConfig::of),
                        values.get(RETENTION)));
    }

    /** Two sessions must not have the same name, so the id has to be in it. */
    private static String template(String text) throws WrongValue {
        Scalars.withoutControls(text);
        if (text.contains("/") || text.startsWith(".")) {
            throw new WrongValue("must be a name in the directory, without / and not hidden");
        }
        if (text.replaceAll("%[%ntui]", "").contains("%")) {
            throw new WrongValue("may hold %n, %t, %u, %i and %% only");
        }
        if (!text.replace("%%", "").contains("%i")) {
            throw new WrongValue("must hold %i, or two sessions would have one name");
        }
        return text;
    }

    private static Pattern pattern(String text) throws WrongValue {
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.matcher("").find()) {
                throw new WrongValue("matches the empty text");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new WrongValue("is not a regular expression: " + e.getDescription());
        }
    }
}
