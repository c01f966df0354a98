package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code lxc.mount.fstab} and {@code lxc.mount.entry}, in the order in which LXC mounts them. */
final class LxcMounts {

    private static final String FSTAB = "lxc.mount.fstab";
    private static final String ENTRY = "lxc.mount.entry";
    private static final int LARGEST = 1 << 20;
    private static final int FEWEST_FIELDS = 4;

    private final LxcConfig config;
    private final Keys definition;
    private final LxcFiles files;
    private final List<String> prefixes;

    private LxcMounts(LxcConfig config, Keys definition, LxcFiles files, List<String> prefixes) {
        this.config = config;
        this.definition = definition;
        this.files = files;
        this.prefixes = prefixes;
    }

    static boolean owns(String key) {
        return key.equals(FSTAB) || key.equals(ENTRY);
    }

    /** @param prefixes directories on the host that stand for the container's root at the beginning of a target */
    static void convert(LxcConfig config, Keys definition, LxcFiles files, List<String> prefixes) {
        LxcMounts mounts = new LxcMounts(config, definition, files, prefixes);
        config.last(FSTAB).ifPresent(mounts::fstab);
        config.lines(ENTRY).forEach(mounts::entry);
    }

    private void fstab(LxcLine line) {
        try {
            Path base = line.file().toAbsolutePath().getParent();
            Path file = base == null ? Path.of(line.value()) : base.resolve(line.value());
            int number = 0;
            String text = new String(files.firstBytes(file, LARGEST), StandardCharsets.UTF_8);
            for (String row : text.split("\n", -1)) {
                number++;
                String entry = row.strip();
                LxcLine origin = new LxcLine(file, number, line.sequence(), "entry", ENTRY, entry);
                if (!LxcText.isPlain(entry)) {
                    config.left(origin, "holds a control character");
                } else if (!entry.isEmpty() && entry.charAt(0) != '#') {
                    entry(origin);
                }
            }
        } catch (InvalidPathException | IOException e) {
            config.left(line, line.value() + ": " + LxcLines.why(e));
        }
    }

    private void entry(LxcLine line) {
        List<String> fields = new ArrayList<>(LxcText.words(line.value()));
        if (fields.size() < FEWEST_FIELDS) {
            config.left(line, "\"" + line.value() + "\" is no line of fstab(5): SOURCE TARGET TYPE OPTIONS");
            return;
        }
        Optional<String> target = target(fields.get(1));
        if (target.isEmpty()) {
            config.left(line, fields.get(1) + " is not in the container's root; LXC ignores it, too");
            return;
        }
        fields.set(1, target.get());
        String raw = String.join(" ", fields.subList(0, FEWEST_FIELDS)) + " 0 0";
        definition.list("mounts").items().add(new Keys().put("raw", raw, line));
    }

    /** As a path inside; one that begins with / is one of the host's and has to be below the container's root. */
    private Optional<String> target(String written) {
        if (!written.startsWith("/") || prefixes.isEmpty()) {
            return Optional.of(written);
        }
        return prefixes.stream()
                .filter(prefix -> written.startsWith(prefix + "/"))
                .map(prefix -> written.substring(prefix.length() + 1))
                .findFirst();
    }
}
