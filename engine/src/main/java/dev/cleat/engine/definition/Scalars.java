package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The single values a definition holds: text, numbers, sizes, times, signals, words, paths. */
final class Scalars {

    /** Longest path the kernel takes, with its NUL (PATH_MAX, linux/limits.h). */
    private static final int PATH_MAX = 4096;

    private Scalars() {}

    /** Any text without NUL; new lines are allowed. */
    static ScalarType<String> anyText() {
        return new ScalarType<>("text", (text, reading) -> withoutNul(text), Shape.of("string", "number", "boolean"));
    }

    /** Text of one line, without control characters. */
    static ScalarType<String> line() {
        return new ScalarType<>(
                "text", (text, reading) -> withoutControls(text), Shape.of("string", "number", "boolean"));
    }

    /** Text of one line that {@code isRight}. */
    static ScalarType<String> matching(String expected, String pattern, Predicate<String> isRight) {
        return new ScalarType<>(
                expected,
                (text, reading) -> {
                    require(isRight.test(withoutControls(text)), "is not " + expected);
                    return text;
                },
                pattern.isEmpty() ? Shape.TEXT : Shape.pattern(pattern));
    }

    /** true or false. */
    static ScalarType<Boolean> flag() {
        return new ScalarType<>(
                "true or false",
                (text, reading) -> switch (text) {
                    case "true", "True", "TRUE" -> true;
                    case "false", "False", "FALSE" -> false;
                    default -> throw new WrongValue("is not true or false", List.of("true", "false"));
                },
                Shape.of("boolean"));
    }

    /** One of the words. */
    static <T> ScalarType<T> word(Map<String, T> words) {
        List<String> sorted = words.keySet().stream().sorted().toList();
        String expected = "one of " + String.join(", ", sorted);
        return new ScalarType<>(
                expected,
                (text, reading) -> {
                    if (!words.containsKey(text)) {
                        throw new WrongValue("is not " + expected, sorted);
                    }
                    return words.get(text);
                },
                Shape.words(sorted));
    }

    /** A whole number in a range. */
    static ScalarType<Long> number(long smallest, long largest) {
        String expected = "a whole number from " + smallest + " to " + largest;
        return new ScalarType<>(
                expected,
                (text, reading) ->
                        Numbers.parse(text, smallest, largest).orElseThrow(() -> new WrongValue("is not " + expected)),
                Shape.of("integer"));
    }

    /** A whole number in a range that may be below zero. */
    static ScalarType<Integer> signed(int smallest, int largest) {
        String expected = "a whole number from " + smallest + " to " + largest;
        return new ScalarType<>(
                expected,
                (text, reading) -> Numbers.signed(text, smallest, largest)
                        .orElseThrow(() -> new WrongValue("is not " + expected))
                        .intValue(),
                Shape.of("integer"));
    }

    /** An octal file mode mask. */
    static ScalarType<Integer> octal(int largest) {
        String expected = "an octal number from 0 to 0" + Integer.toOctalString(largest);
        return new ScalarType<>(
                expected,
                (text, reading) -> {
                    boolean isOctal = Numbers.isDigits(text) && text.length() <= 6 && text.matches("[0-7]+");
                    require(isOctal && Integer.parseInt(text, 8) <= largest, "is not " + expected);
                    return Integer.parseInt(text, 8);
                },
                Shape.pattern("^[0-7]{1,6}$"));
    }

    /** Bytes, in a range. */
    static ScalarType<Long> size(long smallest, long largest) {
        return new ScalarType<>(
                "a size (as 512M or 2G)",
                (text, reading) -> {
                    long bytes = Numbers.size(text).orElseThrow(() -> new WrongValue("is not a size (as 512M or 2G)"));
                    require(bytes >= smallest, "is too small: at least " + smallest + " bytes");
                    require(bytes <= largest, "is too large: at most " + largest + " bytes");
                    return bytes;
                },
                Shape.pattern("^[0-9]+([KMGTPEkmgtpe](i?B)?|B)?$"));
    }

    /** A time. */
    static ScalarType<Duration> duration() {
        return new ScalarType<>(
                "a time (as 10s, 500ms or 2m)",
                (text, reading) ->
                        Numbers.duration(text).orElseThrow(() -> new WrongValue("is not a time (as 10s, 500ms or 2m)")),
                Shape.pattern("^[0-9]+(ms|s|m|h|d)?$"));
    }

    /** A signal's number. */
    static ScalarType<Integer> signal() {
        return new ScalarType<>(
                "a signal (as TERM or SIGRTMIN+3)",
                (text, reading) -> {
                    OptionalInt number = Signals.number(text);
                    if (number.isEmpty()) {
                        throw new WrongValue("is not a signal (as TERM or SIGRTMIN+3)", signalNames(text));
                    }
                    return number.getAsInt();
                },
                Shape.of("string", "integer"));
    }

    /** A path on the host; relative ones are relative to the definition's directory. */
    static ScalarType<Path> hostPath() {
        return new ScalarType<>("a path", Scalars::resolve, Shape.TEXT);
    }

    /** An absolute path inside the container, without {@code ..}. */
    static ScalarType<String> insidePath() {
        return new ScalarType<>(
                "an absolute path in the container", (text, reading) -> inside(text), Shape.pattern("^/"));
    }

    /** {@code text} as an absolute path inside the container, without empty parts. */
    static String inside(String text) throws WrongValue {
        checkPath(text);
        require(text.startsWith("/"), "must begin with / (a path in the container)");
        require(!Arrays.asList(text.split("/")).contains(".."), "must not contain ..");
        return simple(text);
    }

    /** {@code text} as a path on the host. */
    static Path resolve(String text, Reading reading) throws WrongValue {
        checkPath(text);
        try {
            Path path = reading.directory().resolve(text);
            // With ".." a normalised path may mean another file, because a part before it may be a symbolic link.
            Path resolved = Arrays.asList(text.split("/")).contains("..") ? path : path.normalize();
            if (!text.startsWith("/")) {
                reading.relativePaths().found(text, resolved);
            }
            return resolved;
        } catch (InvalidPathException cannotBeEncoded) {
            throw new WrongValue("is not a path this system can express");
        }
    }

    static String withoutControls(String text) throws WrongValue {
        require(text.codePoints().noneMatch(Escaped::isControl), "contains a control character");
        return text;
    }

    private static String withoutNul(String text) throws WrongValue {
        require(text.indexOf('\0') < 0, "contains a NUL character");
        return text;
    }

    private static void checkPath(String text) throws WrongValue {
        require(!text.isEmpty(), "is not a path");
        require(text.length() < PATH_MAX, "is longer than a path may be");
        withoutControls(text);
    }

    /** Without empty parts, {@code .} and a slash at the end. */
    private static String simple(String path) {
        List<String> parts = new ArrayList<>(Arrays.asList(path.split("/")));
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        return "/" + String.join("/", parts);
    }

    private static List<String> signalNames(String text) {
        boolean isLong = text.regionMatches(true, 0, "SIG", 0, "SIG".length());
        return Signals.names().stream()
                .map(name -> isLong ? "SIG" + name : name)
                .toList();
    }

    private static void require(boolean holds, String message) throws WrongValue {
        if (!holds) {
            throw new WrongValue(message);
        }
    }
}
