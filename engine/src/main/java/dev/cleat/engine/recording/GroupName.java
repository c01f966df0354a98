package dev.cleat.engine.recording;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.FromConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of a group of this host. */
final class GroupName {

    private GroupName() {}

    /** By group(5); a number stands for itself. */
    static long id(FromConfig<String> named) throws HostLimitException {
        String name = named.value();
        if (name.matches("[0-9]{1,10}")) {
            return Long.parseLong(name);
        }
        try {
            for (String line : Files.readAllLines(Path.of("/etc/group"), StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", -1);
                if (fields.length > 2 && fields[0].equals(name)) {
                    return Long.parseLong(fields[2]);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Then it is not there.
        }
        throw new HostLimitException(
                named.where() + ": recording.group: there is no group " + name + " on this host",
                "name one of /etc/group, or leave it out");
    }
}
