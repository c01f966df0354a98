package dev.cleat.engine.recording;

import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording itself says of its session: its lines are in the hash chain, the meta file and the index are not.
 *
 * @param header the first line
 * @param exit the record that tells the command's status; empty when it has none
 * @param last the record before the end, when it is a marker or the exit: {@link CastWriter#finish} ends with one
 * @param lost bytes of the session that markers tell to be missing
 */
record ChainedFacts(JsonTree header, Optional<CastEvent> exit, Optional<CastEvent> last, long lost) {

    private static final Pattern LOST = Pattern.compile("LOST (\\d{1,18}) bytes: .*");

    /** <b>Errors.</b> IOException when the file cannot be read or is no asciicast v2. */
    static ChainedFacts of(Path cast) throws IOException {
        JsonTree header;
        try (CastReader reader = new CastReader(cast)) {
            header = reader.header();
        }
        Optional<CastEvent> exit = Optional.empty();
        Optional<CastEvent> last = Optional.empty();
        long lost = 0;
        try (LineReader lines = new LineReader(cast)) {
            lines.next();
            for (long number = 1; lines.next(); number++) {
                char code = code(lines.bytes(), lines.length());
                last = code == 'x' || code == 'm'
                        ? CastEvent.parse(number, lines.bytes(), lines.length())
                        : Optional.empty();
                exit = code == 'x' ? last : exit;
                lost += code == 'm' ? last.map(ChainedFacts::lostIn).orElse(0L) : 0;
            }
        }
        return new ChainedFacts(header, exit, last, lost);
    }

    /** The letter of {@code [TIME, "x", ...]}, without reading the text behind it. */
    private static char code(byte[] line, int length) {
        int at = 0;
        while (at < length && line[at] != '"') {
            at++;
        }
        return at + 1 < length ? (char) line[at + 1] : 0;
    }

    private static long lostIn(CastEvent marker) {
        Matcher matcher = LOST.matcher(marker.data());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** The members that {@link CastHeader#session} writes. */
    JsonTree session() {
        return header.tree("x_session");
    }

    /** The record that the session ended with: its exit, or a marker that says how. */
    Optional<CastEvent> end() {
        return exit.or(() -> last.filter(event -> RecordingEnd.Reason.isWord(event.data())));
    }

    /** Of the command, as a shell says it. */
    OptionalLong status() {
        Optional<String> status = exit.map(CastEvent::data).filter(text -> text.matches("\\d{1,9}"));
        return status.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(status.get()));
    }
}
