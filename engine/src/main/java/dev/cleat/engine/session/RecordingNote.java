package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a session's file says of its recordings, for those who come later.
 *
 * @param file the last one: what an operator sees goes there, or went
 * @param part number of the last file beside the one that was named; 0: there is none yet
 */
public record RecordingNote(Optional<Path> file, int part, Wish wish, Rest rest) {

    static final String PART = "part";

    private static final String COMPLETE = "complete";
    private static final String BY_POLICY = "completeByPolicy";

    /** Of a session that is not recorded. */
    public static final RecordingNote NONE = new RecordingNote(Optional.empty(), 0, Wish.NONE, Rest.OPEN);

    /**
     * What the first operator said of it; it holds for each who comes back.
     *
     * @param named each gets a file beside it
     * @param input what of the typed keys is recorded there
     * @param sync how often what was written is brought to the disk
     */
    public record Wish(Optional<Path> named, Optional<Input> input, Optional<Duration> sync) {

        static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());

        /** As it was said. */
        public static Wish of(RecordingChoice choice, Optional<Duration> sync) {
            return new Wish(choice.file().map(named -> named.toAbsolutePath().normalize()), choice.input(), sync);
        }
    }

    /** What becomes of what the session showed to nobody before it ended. */
    public enum Rest {
        /** It is to be recorded, or goes on. */
        OPEN,
        /** It is in the recording of the policy, not yet in the one that was named. */
        IN_POLICYS,
        /** It is in all that want it. */
        COMPLETE
    }

    /** The same with the last file. */
    public RecordingNote with(Optional<Path> recording, int number) {
        return new RecordingNote(recording, number, wish, Rest.OPEN);
    }

    /** The same with what has become of the rest. */
    public RecordingNote with(Rest now) {
        return new RecordingNote(file, part, wish, now);
    }

    /** Nothing follows. */
    public boolean isComplete() {
        return rest == Rest.COMPLETE;
    }

    void write(JsonGenerator json) throws IOException {
        if (file.isPresent()) {
            json.writeStringField("recording", file.get().toString());
        }
        if (wish.named().isPresent()) {
            json.writeStringField("recordTo", wish.named().get().toString());
        }
        if (wish.input().isPresent()) {
            json.writeStringField("recordInput", wish.input().get().name().toLowerCase(Locale.ROOT));
        }
        if (wish.sync().isPresent()) {
            json.writeNumberField("syncMillis", wish.sync().get().toMillis());
        }
        json.writeNumberField(PART, part);
        json.writeBooleanField(COMPLETE, isComplete());
        json.writeBooleanField(BY_POLICY, rest == Rest.IN_POLICYS);
    }

    static RecordingNote read(JsonTree line) throws IOException {
        Wish wish = new Wish(
                line.optionalText("recordTo").map(Path::of),
                line.optionalText("recordInput").flatMap(RecordingNote::input),
                line.optionalText("syncMillis").map(Long::valueOf).map(Duration::ofMillis));
        Rest unfinished = line.flag(BY_POLICY) ? Rest.IN_POLICYS : Rest.OPEN;
        return new RecordingNote(
                line.optionalText("recording").map(Path::of),
                (int) line.number(PART, 0),
                wish,
                line.flag(COMPLETE) ? Rest.COMPLETE : unfinished);
    }

    private static Optional<Input> input(String word) {
        for (Input input : Input.values()) {
            if (input.name().equalsIgnoreCase(word)) {
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }
}
