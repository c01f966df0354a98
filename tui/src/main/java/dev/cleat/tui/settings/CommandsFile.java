package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.message.PaletteWord;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.KeyMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code commands.yaml}: commands of the operator's own.
 *
 * <pre>
 * version: 1
 * commands:
 * - name: trace
 *   key: F7
 *   command: [strace, -f, -p, "{pid}"]
 *   terminal: true
 * </pre>
 */
public final class CommandsFile extends YamlSettings {

    private static final String NAME = "commands.yaml";
    private static final List<String> TOP = List.of("version", "commands");

    private final List<CustomCommand> commands = new ArrayList<>();
    private final Map<CustomCommand, KeyClashes.Placed> keys = new LinkedHashMap<>();

    private CommandsFile(Path file) {
        super(file, "\"commands:\" and a list of them are wanted here");
    }

    /**
     * What the first of {@code folders} says that has such a file; none when none has.
     *
     * @param map which keys mean what besides
     *     <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, or because somebody else could have
     *     written what is run with the rights of this process.
     */
    public static List<CustomCommand> find(List<Path> folders, KeyMap map) throws InvalidDefinitionException {
        Optional<Path> file = find(folders, NAME);
        if (file.isEmpty()) {
            return List.of();
        }
        requireTrusted(file.get());
        return read(file.get(), text(file.get()), map);
    }

    /**
     * The commands in {@code text}, in its order.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, {@code file} in each.
     */
    public static List<CustomCommand> read(Path file, String text, KeyMap map) throws InvalidDefinitionException {
        CommandsFile reading = new CommandsFile(file);
        reading.parse(text, TOP);
        reading.wrong(KeyClashes.ofCommands(file, reading.keys, map).find());
        reading.requireRight();
        return List.copyOf(reading.commands);
    }

    /** As ssh(1) looks at its configuration. */
    private static void requireTrusted(Path file) throws InvalidDefinitionException {
        try {
            int owner = (int) Files.getAttribute(file, "unix:uid");
            int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            boolean others = allowed.contains(PosixFilePermission.GROUP_WRITE)
                    || allowed.contains(PosixFilePermission.OTHERS_WRITE);
            if (owner != self && owner != 0 || others) {
                throw new InvalidDefinitionException(
                        file + ": others than you and root can write what would be run with your rights",
                        "chown it to yourself and chmod go-w it");
            }
        } catch (IOException e) {
            throw new InvalidDefinitionException("cannot read " + file + ": " + e.getMessage(), null);
        }
    }

    @Override
    void top(String key, JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        if (value != JsonToken.START_ARRAY) {
            if (!isNothing(parser)) {
                wrong(parser.currentTokenLocation(), "a list of commands is wanted here");
                parser.skipChildren();
            }
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                command(parser);
            } else {
                wrong(parser.currentTokenLocation(), "\"name:\" and \"command:\" are wanted here");
                parser.skipChildren();
            }
        }
    }

    private void command(JsonParser parser) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        CommandEntry entry = new CommandEntry(this, place);
        entry.read(parser);
        Optional<CustomCommand> read = entry.command();
        if (read.isEmpty()) {
            return;
        }
        CustomCommand command = read.get();
        if (PaletteWord.isTaken(command.name())) {
            wrong(entry.namePlace(), "\"" + command.name() + "\" is a word of Cleat's own after the colon");
        } else if (commands.stream().anyMatch(other -> other.name().equals(command.name()))) {
            wrong(entry.namePlace(), "\"" + command.name() + "\" is named twice");
        } else {
            commands.add(command);
            entry.key().ifPresent(key -> keys.put(command, key));
        }
    }
}
