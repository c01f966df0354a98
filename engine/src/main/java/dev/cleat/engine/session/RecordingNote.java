package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a session's file says of its recordings, for those who come later.
 *
 * @param file the last one: what an operator sees goes there, or went
 * @param named what the first operator named; each who comes back gets a file beside it
 * @param input what of the typed keys that operator wanted there
 * @param part number of the last file beside {@code named}; 0: there is none yet
 * @param isComplete the session has ended, and all of it is recorded
 */
public record RecordingNote(
        Optional<Path> file, Optional<Path> named, Optional<Input> input, int part, boolean isComplete) {

    static final String PART = "part";

    /** Of a session that is not recorded. */
    public static final RecordingNote NONE =
            new RecordingNote(Optional.empty(), Optional.empty(), Optional.empty(), 0, false);

    /** Of one that begins. */
    public static RecordingNote of(RecordingChoice choice, Optional<Path> file, int part) {
        return new RecordingNote(
                file, choice.file().map(named -> named.toAbsolutePath().normalize()), choice.input(), part, false);
    }

    /** Now it goes there. */
    public RecordingNote with(Optional<Path> recording, int number) {
        return new RecordingNote(recording, named, input, number, false);
    }

    /** Nothing follows. */
    public RecordingNote complete() {
        return new RecordingNote(file, named, input, part, true);
    }

    void write(JsonGenerator json) throws IOException {
        if (file.isPresent()) {
            json.writeStringField("recording", file.get().toString());
        }
        if (named.isPresent()) {
            json.writeStringField("recordTo", named.get().toString());
        }
        if (input.isPresent()) {
            json.writeStringField("recordInput", input.get().name().toLowerCase(Locale.ROOT));
        }
        json.writeNumberField(PART, part);
        json.writeBooleanField("complete", isComplete);
    }

    static RecordingNote read(JsonTree line) throws IOException {
        return new RecordingNote(
                line.optionalText("recording").map(Path::of),
                line.optionalText("recordTo").map(Path::of),
                line.optionalText("recordInput").flatMap(RecordingNote::input),
                (int) line.number(PART, 0),
                line.flag("complete"));
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
