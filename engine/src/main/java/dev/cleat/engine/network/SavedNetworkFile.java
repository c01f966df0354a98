package dev.cleat.engine.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.network.SavedNetwork.Lent;
import dev.cleat.engine.network.SavedNetwork.Made;
import dev.cleat.engine.plan.HookCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link SavedNetwork} in a container's state directory: four lists of lists of strings. */
final class SavedNetworkFile {

    private static final String NAME = "network.json";
    private static final int MAX_BYTES = 1 << 22;
    private static final JsonFactory JSON = new JsonFactory();

    private SavedNetworkFile() {}

    /** Written beside and renamed: a reader sees the old or the new, never half. */
    static void write(Fd directory, SavedNetwork saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            write(
                    json,
                    "made",
                    saved.made().stream()
                            .map(m -> List.of(m.name(), m.kind(), m.address()))
                            .toList());
            write(
                    json,
                    "lent",
                    saved.lent().stream().map(SavedNetworkFile::words).toList());
            write(json, "entries", saved.entries());
            write(
                    json,
                    "down",
                    saved.down().stream().map(HookCommand::arguments).toList());
            write(
                    json,
                    "downEnvironment",
                    saved.down().stream().map(HookCommand::environment).toList());
            write(
                    json,
                    "downMillis",
                    saved.down().stream()
                            .map(command ->
                                    List.of(Long.toString(command.timeout().toMillis())))
                            .toList());
            json.writeEndObject();
        }
        String beside = NAME + ".new";
        int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;
        try (Fd fd = directory.openAt(beside, flags, 0600)) {
            fd.writeFully(out.toByteArray());
        }
        directory.renameAt(beside, NAME);
    }

    static void remove(Fd directory) throws IOException {
        directory.unlinkAt(NAME);
    }

    /** Empty when there is nothing, or nothing that can be read. */
    static Optional<SavedNetwork> read(Fd directory) {
        try (Fd fd = directory.openAt(NAME, Fd.O_RDONLY | Fd.O_NOFOLLOW, 0);
                JsonParser json = JSON.createParser(fd.readUpTo(MAX_BYTES))) {
            return Optional.of(read(json));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> words(Lent lent) {
        return List.of(
                lent.name(),
                Integer.toString(lent.index()),
                lent.address(),
                Integer.toString(lent.mtu()),
                lent.permanent(),
                lent.inside(),
                Integer.toString(lent.indexInside()));
    }

    private static Lent lent(List<String> words) {
        return new Lent(
                words.get(0),
                Integer.parseInt(words.get(1)),
                words.get(2),
                Integer.parseInt(words.get(3)),
                words.get(4),
                words.get(5),
                Integer.parseInt(words.get(6)));
    }

    private static void write(JsonGenerator json, String name, List<List<String>> lists) throws IOException {
        json.writeArrayFieldStart(name);
        for (List<String> list : lists) {
            json.writeStartArray();
            for (String text : list) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static SavedNetwork read(JsonParser json) throws IOException {
        List<Made> made = new ArrayList<>();
        List<Lent> lent = new ArrayList<>();
        List<List<String>> entries = new ArrayList<>();
        List<List<String>> arguments = new ArrayList<>();
        List<List<String>> environments = new ArrayList<>();
        List<List<String>> millis = new ArrayList<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "made" ->
                    lists(json).forEach(words -> made.add(new Made(words.get(0), words.get(1), words.get(2))));
                case "lent" -> lists(json).forEach(words -> lent.add(lent(words)));
                case "entries" -> entries.addAll(lists(json));
                case "down" -> arguments.addAll(lists(json));
                case "downEnvironment" -> environments.addAll(lists(json));
                case "downMillis" -> millis.addAll(lists(json));
                default -> json.skipChildren();
            }
        }
        List<HookCommand> down = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Duration timeout = Duration.ofMillis(Long.parseLong(millis.get(i).get(0)));
            down.add(new HookCommand(arguments.get(i), environments.get(i), "", timeout, false));
        }
        return new SavedNetwork(made, lent, entries, down);
    }

    private static List<List<String>> lists(JsonParser json) throws IOException {
        List<List<String>> lists = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            List<String> list = new ArrayList<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                list.add(json.getText());
            }
            lists.add(list);
        }
        return lists;
    }
}
