package dev.cleat.cli.lxc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a configuration of LXC says literally, as lxc-info -c shows it; files that it includes are not looked into. */
final class LxcConfigText {

    private final String text;

    private LxcConfigText(String text) {
        this.text = text;
    }

    /** The text of {@code file}; nothing when there is none or it cannot be read. */
    static LxcConfigText of(Optional<Path> file) {
        if (file.isEmpty() || file.get().toString().endsWith(".yaml")) {
            return new LxcConfigText("");
        }
        try {
            return new LxcConfigText(Files.readString(file.get(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new LxcConfigText("");
        }
    }

    /** Every value of {@code key} since it was last reset. */
    List<String> values(String key) {
        List<String> values = new ArrayList<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(0, equals).strip().equals(key)) {
                String value = line.substring(equals + 1).strip();
                if (value.isEmpty()) {
                    values.clear();
                } else {
                    values.add(value);
                }
            }
        }
        return values;
    }

    List<String> groups() {
        List<String> groups = new ArrayList<>();
        values("lxc.group").forEach(value -> groups.addAll(List.of(value.split("[,\\s]+"))));
        return groups;
    }
}
