package dev.cleat.remote;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fields of one object of an answer, each of the type that is asked for, or it is refused. Fields that nobody asks for
 * are those of a newer Cleat.
 *
 * @param subject what it is about, for messages
 */
record Fields(String subject, Map<String, Object> fields) {

    /** Of a name: longer ones are no names of containers. */
    private static final int LONGEST_NAME = 4096;

    /** Of a text that stands in a row; what is longer is cut. */
    private static final int LONGEST_TEXT = 4096;

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(10 * 366);
    private static final int MILLIS = 1000;

    boolean has(String field) {
        return fields.get(field) != null;
    }

    String text(String field) throws StrangeAnswerException {
        return texts(field).orElseThrow(() -> wrong(field, "is missing"));
    }

    /** A text that is not empty and not long. */
    String name(String field) throws StrangeAnswerException {
        String text = text(field);
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            throw wrong(field, "is no name");
        }
        return text;
    }

    Optional<String> texts(String field) throws StrangeAnswerException {
        Object value = fields.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(cut(text));
        }
        throw wrong(field, "is no text");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** A text of any length that an answer may have: a file, a part of one. */
    Optional<String> wholeText(String field) throws StrangeAnswerException {
        return fields.get(field) instanceof String text ? Optional.of(text) : texts(field);
    }

    /** A whole number that is not negative. */
    OptionalLong number(String field) throws StrangeAnswerException {
        Object value = fields.get(field);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Long number && number >= 0) {
            return OptionalLong.of(number);
        }
        throw wrong(field, "is no number");
    }

    long numberOr(String field, long fallback) throws StrangeAnswerException {
        return number(field).orElse(fallback);
    }

    /** One that an int holds. */
    int small(String field) throws StrangeAnswerException {
        long number = number(field).orElseThrow(() -> wrong(field, "is missing"));
        if (number > Integer.MAX_VALUE) {
            throw wrong(field, "is too large");
        }
        return (int) number;
    }

    OptionalInt smalls(String field) throws StrangeAnswerException {
        return has(field) ? OptionalInt.of(small(field)) : OptionalInt.empty();
    }

    OptionalDouble fraction(String field) throws StrangeAnswerException {
        Object value = fields.get(field);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1e15) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw wrong(field, "is no number");
    }

    boolean flag(String field) throws StrangeAnswerException {
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(field, "is neither true nor false");
    }

    /** One that calendars agree on: a year of more than four digits has no form of its own. */
    Optional<Instant> time(String field) throws StrangeAnswerException {
        Optional<String> text = texts(field);
        try {
            Optional<Instant> time = text.map(Instant::parse);
            if (time.filter(t -> t.isBefore(Instant.EPOCH) || t.isAfter(LATEST)).isPresent()) {
                throw wrong(field, "is out of all time");
            }
            return time;
        } catch (DateTimeException e) {
            throw wrong(field, "is no time");
        }
    }

    /** From a number of seconds. */
    Optional<Duration> duration(String field) throws StrangeAnswerException {
        OptionalDouble seconds = fraction(field);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (seconds.getAsDouble() > LONGEST.toSeconds()) {
            throw wrong(field, "is too long");
        }
        return Optional.of(Duration.ofMillis((long) (seconds.getAsDouble() * MILLIS)));
    }

    Optional<Path> path(String field) throws StrangeAnswerException {
        Optional<String> text = texts(field);
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw wrong(field, "is no path");
        }
    }

    /** A constant of an enum by its name, in any case. */
    <E extends Enum<E>> E constant(String field, Class<E> type) throws StrangeAnswerException {
        String word = text(field).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        throw wrong(field, "is none that this version knows");
    }

    List<String> textList(String field) throws StrangeAnswerException {
        List<String> texts = new ArrayList<>();
        for (Object item : items(field)) {
            if (!(item instanceof String text)) {
                throw wrong(field, "holds something else than texts");
            }
            texts.add(cut(text));
        }
        return texts;
    }

    /** The objects of an array. */
    List<Fields> objects(String field) throws StrangeAnswerException {
        return objects(items(field), field);
    }

    static List<Fields> objects(List<?> items, String field) throws StrangeAnswerException {
        List<Fields> objects = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof Map<?, ?>)) {
                throw new StrangeAnswerException(field + " holds something else than objects");
            }
            objects.add(new Fields(field, cast(item)));
        }
        return objects;
    }

    /** An object; without fields when it is missing. */
    Fields object(String field) throws StrangeAnswerException {
        Object value = fields.get(field);
        if (value == null) {
            return new Fields(field, Map.of());
        }
        if (value instanceof Map<?, ?>) {
            return new Fields(field, cast(value));
        }
        throw wrong(field, "is no object");
    }

    /** An object whose values are texts. */
    Map<String, String> textMap(String field) throws StrangeAnswerException {
        Fields object = object(field);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : object.fields().keySet()) {
            texts.put(key, object.text(key));
        }
        return texts;
    }

    private List<?> items(String field) throws StrangeAnswerException {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items) {
            return items;
        }
        throw wrong(field, "is no list");
    }

    @SuppressWarnings("unchecked") // FarText makes no maps with other keys
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }

    private StrangeAnswerException wrong(String field, String how) {
        return new StrangeAnswerException(subject + ": " + field + " " + how);
    }
}
