package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Recall;
import dev.cleat.tui.model.Remembered;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code console.json} in the operator's state directory: how the list was looked at, and what was typed after the colon. It
 * is a convenience: what is wrong with it is told, and never in the way.
 */
public final class MemoryFile {

    private static final String NAME = "console.json";
    private static final long LARGEST = 1 << 18;

    private final Path folder;

    /** @param folder the operator's state directory; made when it is needed */
    public MemoryFile(Path folder) {
        this.folder = folder;
    }

    /**
     * What is in the file.
     *
     * @param problem why it was not used; then nothing is remembered
     */
    public record Found(Remembered remembered, Optional<String> problem) {}

    /** Never fails: without a file, or with one that is no such file, nothing is remembered. */
    public Found read() {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                return new Found(Remembered.NOTHING, Optional.empty());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return ignored(file, "no file of at most " + (LARGEST >> 10) + " KiB");
            }
            return new Found(parse(Files.readString(file)), Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return ignored(file, why);
        }
    }

    /** Written beside and renamed, for the operator alone; an {@link IOException} says why it could not be. */
    public void write(Remembered remembered) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path beside = Files.createTempFile(folder, NAME, ".new"); // 0600, whatever the umask
        try {
            Files.writeString(beside, text(remembered));
            move(beside, folder.resolve(NAME));
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Found ignored(Path file, String why) {
        return new Found(Remembered.NOTHING, Optional.of(file + " is ignored: " + why));
    }

    private static String text(Remembered remembered) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("sort", remembered.sort().name());
            json.writeBooleanField("inverted", remembered.inverted());
            json.writeBooleanField("hideStopped", remembered.hideStopped());
            json.writeBooleanField("wide", remembered.columns().wide());
            writeColumns(json, remembered.columns().chosen());
            json.writeArrayFieldStart("commands");
            for (String command : remembered.commands()) {
                json.writeString(command);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    /** The usual ones are not written, so that those of a later version are the usual ones then. */
    private static void writeColumns(JsonGenerator json, List<Column> columns) throws IOException {
        if (columns.equals(ColumnChoice.USUAL.chosen())) {
            return;
        }
        json.writeArrayFieldStart("columns");
        for (Column column : columns) {
            json.writeString(column.name());
        }
        json.writeEndArray();
    }

    /** Keys and columns of another version of Cleat are left out; what is no such object is an error. */
    private static Remembered parse(String text) throws IOException {
        Remembered usual = Remembered.NOTHING;
        Column sort = usual.sort();
        boolean inverted = false;
        boolean hideStopped = false;
        boolean wide = false;
        List<Column> columns = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "sort" -> sort = column(json.getText()).orElse(sort);
                    case "inverted" -> inverted = json.getValueAsBoolean();
                    case "hideStopped" -> hideStopped = json.getValueAsBoolean();
                    case "wide" -> wide = json.getValueAsBoolean();
                    case "columns" -> words(json).forEach(word -> column(word).ifPresent(columns::add));
                    case "commands" -> commands.addAll(words(json));
                    default -> json.skipChildren();
                }
            }
        }
        ColumnChoice choice = columns.isEmpty() ? ColumnChoice.USUAL : ColumnChoice.of(columns);
        List<String> typed = commands.stream()
                .filter(command -> command.length() <= Prompt.LIMIT)
                .limit(Recall.LIMIT)
                .toList();
        return new Remembered(sort, inverted, hideStopped, choice.widened(wide), typed);
    }

    private static List<String> words(JsonParser json) throws IOException {
        List<String> words = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("\"" + json.currentName() + "\" is no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new IllegalArgumentException("it ends in the middle");
            }
            words.add(json.getValueAsString(""));
            json.skipChildren();
        }
        return words;
    }

    private static Optional<Column> column(String name) {
        return Arrays.stream(Column.values())
                .filter(column -> column.name().equals(name))
                .findFirst();
    }
}
