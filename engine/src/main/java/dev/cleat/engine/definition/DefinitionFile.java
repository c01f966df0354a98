package dev.cleat.engine.definition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a definition file, or the one reason why there is none. */
final class DefinitionFile {

    private static final int LARGEST = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private DefinitionFile() {}

    /** Reads a definition's own file, at most 1 MiB of UTF-8; empty when it cannot be, then the reason is in {@code problems}. */
    static Optional<String> read(Path file, DefinitionFiles files, Problems problems) {
        Place whole = Place.whole(file);
        Optional<String> text = read(file, whole, "", files, problems);
        if (text.isPresent() && text.get().isBlank()) {
            problems.add(whole, "is empty");
            return Optional.empty();
        }
        return text;
    }

    /** Reads a file that is named at {@code place}; {@code subject} is before the reason why it cannot be. */
    static Optional<String> read(Path file, Place place, String subject, DefinitionFiles files, Problems problems) {
        try {
            byte[] bytes = files.firstBytes(file, LARGEST + 1);
            if (bytes.length > LARGEST) {
                problems.add(place, subject + "is larger than 1 MiB");
                return Optional.empty();
            }
            return text(bytes, file, problems);
        } catch (NoSuchFileException missing) {
            problems.add(place, subject + "there is no such file");
        } catch (AccessDeniedException denied) {
            problems.add(place, subject + "cannot be read: permission denied");
        } catch (FileSystemException other) {
            problems.add(place, subject + (other.getReason() == null ? "cannot be read" : other.getReason()));
        } catch (IOException failed) {
            problems.add(place, subject + "cannot be read: " + failed.getMessage());
        }
        return Optional.empty();
    }

    /** Decodes and checks every character, so that the parser's own vague messages are never needed. */
    static Optional<String> text(byte[] bytes, Path file, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            problems.add(placeOf(text, text.length(), file), "is not UTF-8");
            return Optional.empty();
        }
        String plain = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        for (int i = 0; i < plain.length(); i++) {
            if (isForbidden(plain.charAt(i))) {
                String name = String.format("U+%04X", (int) plain.charAt(i));
                problems.add(placeOf(plain, i, file), "contains the control character " + name);
                return Optional.empty();
            }
        }
        return Optional.of(plain);
    }

    /** What YAML does not allow unescaped (YAML 1.2, 5.1), and DEL and C1 controls, which terminals obey. */
    private static boolean isForbidden(char c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r'
                || c >= '\u007f' && c <= '\u009f' && c != '\u0085'
                || c >= '\uFFFE';
    }

    private static Place placeOf(String text, int index, Path file) {
        String before = text.substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(file, line, index - before.lastIndexOf('\n'));
    }
}
