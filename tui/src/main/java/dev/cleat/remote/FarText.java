package dev.cleat.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON that another host sent, as maps, lists, texts and numbers. It may hold anything: nothing of it is unbounded. */
final class FarText {

    /** Octets of one answer: 2,000 containers take 2 million, a piece of a log 1.4. In memory it is several times as much. */
    static final int LARGEST = 4 << 20;

    private static final int DEEPEST = 12;
    private static final int LONGEST_TEXT = 2 << 20;
    private static final int MOST_ITEMS = 160_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(256)
                    .maxNumberLength(32)
                    .build())
            .build();

    private final Counted in;
    private final JsonParser json;
    private int items;

    FarText(InputStream in) throws IOException {
        this.in = new Counted(in);
        this.json = JSON.createParser(this.in);
    }

    /** The next answer; null at the end of all. */
    Fields next() throws IOException {
        in.left = LARGEST;
        items = 0;
        JsonToken token = json.nextToken();
        if (token == null) {
            return null;
        }
        return new Fields("answer", object());
    }

    /** Of the answer that {@link #next} gave, to some thousand of what is read ahead. */
    long octets() {
        return LARGEST - in.left;
    }

    private Map<String, Object> object() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new StrangeAnswerException("an answer is no JSON object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value());
        }
        return fields;
    }

    private List<Object> array() throws IOException {
        List<Object> all = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            all.add(value());
        }
        return all;
    }

    private Object value() throws IOException {
        if (++items > MOST_ITEMS) {
            throw new StrangeAnswerException("an answer has more than " + MOST_ITEMS + " values");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StrangeAnswerException("an answer is broken off");
        };
    }

    /** Ends a stream that sends more than one answer may have. */
    private static final class Counted extends InputStream {

        private final InputStream in;
        private long left = LARGEST;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count(read);
            return read;
        }

        private void count(int octets) throws StrangeAnswerException {
            left -= octets;
            if (left < 0) {
                throw new StrangeAnswerException("an answer is larger than " + LARGEST + " bytes");
            }
        }
    }
}
