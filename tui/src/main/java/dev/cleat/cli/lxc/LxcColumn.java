package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcContainers.LxcContainer;
import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The columns of lxc-ls. */
enum LxcColumn {
    NAME,
    STATE,
    PID,
    RAM,
    SWAP,
    AUTOSTART,
    GROUPS,
    INTERFACE,
    IPV4,
    IPV6,
    UNPRIVILEGED;

    private static final String NONE = "-";
    private static final double MEGABYTE = 1 << 20;

    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Those of a comma-separated list, in its order. */
    static List<LxcColumn> of(String list) throws WrongException {
        List<LxcColumn> columns = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            columns.add(Arrays.stream(values())
                    .filter(column -> column.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new WrongException("invalid column \"" + word + "\": " + names())));
        }
        return columns;
    }

    String text(LxcContainer container) {
        return switch (this) {
            case NAME -> container.name();
            case STATE -> container.state().name();
            case PID -> container.running().map(c -> Long.toString(c.pid())).orElse(NONE);
            case RAM -> container.running().map(LxcColumn::memory).orElse(NONE);
            case SWAP -> NONE; // the engine has no figure of it
            case AUTOSTART -> container.autostart().isPresent() ? "1" : "0";
            case GROUPS -> joined(container.groups(), ",");
            case INTERFACE -> joined(container.net().interfaces(), ", ");
            case IPV4 -> joined(container.net().ipv4(), ", ");
            case IPV6 -> joined(container.net().ipv6(), ", ");
            case UNPRIVILEGED -> Boolean.toString(isUnprivileged(container));
        };
    }

    private static String memory(ContainerSummary container) {
        OptionalLong bytes = container.usage().memoryBytes();
        return bytes.isPresent() ? String.format(Locale.ROOT, "%.2fMB", bytes.getAsLong() / MEGABYTE) : NONE;
    }

    private static String joined(List<String> words, String separator) {
        return words.isEmpty() ? NONE : String.join(separator, words);
    }

    /** It has a user namespace, or its definition gives it one. */
    private static boolean isUnprivileged(LxcContainer container) {
        if (container.running().isPresent()) {
            Long own = container.running().get().namespaces().get(NamespaceType.USER);
            return own != null && own != hosts();
        }
        LxcConfigText config = LxcConfigText.of(container.definition());
        return !config.values("lxc.idmap").isEmpty()
                || !config.values("lxc.id_map").isEmpty();
    }

    private static long hosts() {
        try {
            return (Long) Files.getAttribute(Path.of("/proc/self/ns/user"), "unix:ino");
        } catch (IOException e) {
            return 0;
        }
    }
}
