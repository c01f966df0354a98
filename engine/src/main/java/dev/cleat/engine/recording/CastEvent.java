package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * A line of an asciicast after the header.
 *
 * @param number from 1
 * @param micros since the beginning
 * @param code o, i, r, m, x, or one of a later time
 */
record CastEvent(long number, long micros, char code, String data) {

    private static final double MICROS = 1e6;

    /** Empty for a line that is none. */
    static Optional<CastEvent> parse(long number, byte[] line, int length) throws IOException {
        try (JsonParser json = CastHeader.JSON.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_ARRAY || !json.nextToken().isNumeric()) {
                return Optional.empty();
            }
            double seconds = json.getDoubleValue();
            if (json.nextToken() != JsonToken.VALUE_STRING || json.getText().length() != 1) {
                return Optional.empty();
            }
            char code = json.getText().charAt(0);
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            return Optional.of(new CastEvent(number, Math.round(seconds * MICROS), code, json.getText()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
