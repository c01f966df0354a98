package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.tui.model.Choices;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Recall;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.Setup;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is remembered as a JSON object, and the other way round. */
final class MemoryText {

    private Column sort = Remembered.NOTHING.sort();
    private boolean inverted;
    private boolean hideStopped;
    private boolean wide;
    private boolean mouse;
    private Choices choices = Choices.NONE;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    private MemoryText() {}

    static String of(Remembered remembered) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("sort", remembered.sort().name());
            json.writeBooleanField("inverted", remembered.inverted());
            json.writeBooleanField("hideStopped", remembered.hideStopped());
            json.writeBooleanField("wide", remembered.columns().wide());
            json.writeBooleanField("mouse", remembered.mouse());
            writeChoices(json, remembered.choices());
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

    /** What was never chosen is not written. */
    private static void writeChoices(JsonGenerator json, Choices choices) throws IOException {
        if (choices.theme().isPresent()) {
            json.writeStringField("theme", choices.theme().get());
        }
        if (choices.ascii().isPresent()) {
            json.writeBooleanField("ascii", choices.ascii().get());
        }
        if (choices.refresh().isPresent()) {
            json.writeNumberField("refreshMillis", choices.refresh().get().toMillis());
        }
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

    /**
     * Keys and columns of another version of Cleat are left out; an {@link IOException} or {@link IllegalArgumentException} says
     * why it is no such object.
     */
    static Remembered read(String text) throws IOException {
        MemoryText read = new MemoryText();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                read.take(key, json);
            }
        }
        return read.remembered();
    }

    private void take(String key, JsonParser json) throws IOException {
        switch (key) {
            case "sort" -> sort = column(json.getText()).orElse(sort);
            case "inverted" -> inverted = json.getValueAsBoolean();
            case "hideStopped" -> hideStopped = json.getValueAsBoolean();
            case "wide" -> wide = json.getValueAsBoolean();
            case "mouse" -> mouse = json.getValueAsBoolean();
            case "theme" -> choices = choices.withTheme(json.getText());
            case "ascii" -> choices = choices.withAscii(json.getValueAsBoolean());
            case "refreshMillis" -> choices = choices.withRefresh(refresh(json));
            case "columns" -> words(json).forEach(word -> column(word).ifPresent(columns::add));
            case "commands" -> commands.addAll(words(json));
            default -> json.skipChildren();
        }
    }

    private static Duration refresh(JsonParser json) throws IOException {
        Duration time = Duration.ofMillis(json.getValueAsLong(-1));
        if (!Setup.canRefreshEvery(time)) {
            throw new IllegalArgumentException("\"refreshMillis\" is no time from 100 ms to one hour");
        }
        return time;
    }

    private Remembered remembered() {
        ColumnChoice choice = columns.isEmpty() ? ColumnChoice.USUAL : ColumnChoice.of(columns);
        List<String> typed = commands.stream()
                .filter(command -> command.length() <= Prompt.LIMIT)
                .limit(Recall.LIMIT)
                .toList();
        return new Remembered(sort, inverted, hideStopped, choice.widened(wide), typed, mouse, choices);
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
