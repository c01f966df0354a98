package dev.cleat.engine.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a configuration, includes unfolded where they stand. A line ends at a line feed and nowhere else: no value,
 * whatever is in it, makes another key (CVE-2026-23953).
 */
final class LxcLines {

    private static final String INCLUDE = "lxc.include";

    /** A line of one of these that is lost may have said what the root directory is. */
    private static final Set<String> OF_THE_ROOT = Set.of(INCLUDE, LxcRootfs.PATH);

    private static final String INCLUDED_ENDING = ".conf";
    private static final int LARGEST = 1 << 20;
    private static final int MOST_FILES = 200;

    private final LxcFiles files;
    private final Leftovers leftovers;
    private final List<LxcLine> lines = new ArrayList<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private Optional<String> rootLost = Optional.empty();
    private int opened;
    private int sequence;

    LxcLines(LxcFiles files, Leftovers leftovers) {
        this.files = files;
        this.leftovers = leftovers;
    }

    /**
     * All lines of {@code file}.
     *
     * @throws IOException when that file itself cannot be read; an include that cannot is only told
     */
    void read(Path file) throws IOException {
        byte[] bytes = files.firstBytes(file, LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new FileSystemException(file.toString(), null, "is larger than 1 MiB");
        }
        opened++;
        open.push(file);
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            parse(line, file, number);
        }
        open.pop();
    }

    /** Arguments {@code KEY=VALUE}; each is one line, whatever is in it. */
    void define(List<String> arguments) {
        for (String argument : arguments) {
            parse(argument, Path.of("-s"), 0);
        }
    }

    /** What was read, in order. */
    List<LxcLine> all() {
        return List.copyOf(lines);
    }

    /** The first line that is lost and may have said what the root directory is: its place, its key, and why. */
    Optional<String> rootLost() {
        return rootLost;
    }

    private void lose(LxcLine line, String why) {
        leftovers.add(line, why);
        loseRoot(line.key(), line.place() + ": " + line.written() + ": " + why);
    }

    private void loseRoot(String key, String lost) {
        if (rootLost.isEmpty() && OF_THE_ROOT.contains(key)) {
            rootLost = Optional.of(lost);
        }
    }

    private void parse(String text, Path file, int number) {
        String line = text.strip();
        sequence++;
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            String why = "\"" + line + "\" is no KEY = VALUE";
            leftovers.add(file, number, sequence, why);
            loseRoot(LxcLegacy.rename(line.split("\\s", 2)[0]), file + ":" + number + ": " + why);
            return;
        }
        String written = line.substring(0, equals).strip();
        String value = LxcText.value(line.substring(equals + 1));
        LxcLine read = new LxcLine(file, number, sequence, written, LxcLegacy.rename(written), value);
        if (!LxcText.isPlain(written) || !LxcText.isPlain(value) || value.indexOf('\uFFFD') >= 0) {
            lose(read, "holds a control character or is not UTF-8");
        } else if (!written.startsWith("lxc.")) {
            leftovers.add(read, "is no key of LXC");
        } else if (read.key().equals(INCLUDE)) {
            include(read);
        } else {
            lines.add(read);
        }
    }

    private void include(LxcLine line) {
        if (line.value().isEmpty()) {
            return;
        }
        try {
            Path named = Path.of(line.value());
            Path base = line.file().toAbsolutePath().getParent();
            Path target = base == null ? named : base.resolve(named).normalize();
            Optional<List<Path>> entries = files.entries(target);
            if (entries.isEmpty()) {
                includeFile(line, target);
                return;
            }
            for (Path entry : entries.get().stream().sorted().toList()) {
                if (isIncluded(entry.getFileName().toString())) {
                    includeFile(line, entry);
                }
            }
        } catch (InvalidPathException | IOException e) {
            lose(line, line.value() + ": " + why(e));
        }
    }

    private static boolean isIncluded(String name) {
        return name.endsWith(INCLUDED_ENDING) && name.length() > INCLUDED_ENDING.length();
    }

    private void includeFile(LxcLine line, Path file) {
        if (open.contains(file)) {
            lose(line, file + " includes itself");
            return;
        }
        if (opened >= MOST_FILES) {
            lose(line, file + ": more than " + MOST_FILES + " files");
            return;
        }
        int depth = open.size();
        try {
            read(file);
        } catch (IOException e) {
            lose(line, file + ": " + why(e));
            while (open.size() > depth) {
                open.pop();
            }
        }
    }

    static String why(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "cannot be read: permission denied";
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return failure instanceof InvalidPathException ? "is no path" : "cannot be read: " + failure.getMessage();
    }
}
