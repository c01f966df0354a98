package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Placed.At;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts a mount's options into attributes, which every mount has, and parameters, which its file system takes. */
final class MountOptions {

    private static final String TMPFS = "tmpfs";
    private static final String OVERLAY = "overlay";

    /** tmpfs(5). */
    private static final List<String> TMPFS_PARAMETERS =
            List.of("size", "nr_blocks", "nr_inodes", "mode", "uid", "gid", "huge", "mpol");

    private static final List<String> TMPFS_FLAGS = List.of("noswap", "inode32", "inode64");

    /** Keys of their own say these. */
    private static final Set<String> OVERLAY_DIRECTORIES = Set.of("lowerdir", "upperdir", "workdir");

    private final String type;
    private final Problems problems;
    private final Set<MountOption> attributes = EnumSet.noneOf(MountOption.class);
    private final Map<String, String> parameters = new LinkedHashMap<>();

    MountOptions(String type, Problems problems) {
        this.type = type;
        this.problems = problems;
    }

    Set<MountOption> attributes() {
        return Collections.unmodifiableSet(attributes);
    }

    /** In order; a flag has an empty value. */
    Map<String, String> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** What may be written, for the meaning of the key. */
    static String words() {
        List<String> words = new ArrayList<>();
        for (MountOption option : MountOption.values()) {
            if (option != MountOption.RECURSIVE) {
                words.add(option.word());
            }
        }
        return String.join(", ", words);
    }

    /** Takes one option, or reports it; {@code subject} is how a message names it. */
    void add(At<String> option, String subject) {
        try {
            add(option.value());
        } catch (WrongValue wrong) {
            problems.add(
                    option.place(),
                    subject + "\"" + option.value() + "\" " + wrong.getMessage(),
                    wrong.suggestion(option.value()));
        }
    }

    private void add(String option) throws WrongValue {
        if (option.equals("defaults")) {
            return;
        }
        Optional<MountOption> attribute = MountOption.named(option);
        if (attribute.isPresent()) {
            addAttribute(attribute.get());
            return;
        }
        Optional<MountOption> recursive = option.startsWith("r")
                ? MountOption.named(option.substring(1)).filter(plain -> !plain.isOfBindMounts())
                : Optional.empty();
        if (recursive.isPresent()) {
            addAttribute(recursive.get());
            attributes.add(MountOption.RECURSIVE);
            return;
        }
        addParameter(option);
    }

    private void addAttribute(MountOption option) throws WrongValue {
        if (option.isOfBindMounts() && !type.equals(Mount.BIND)) {
            throw new WrongValue("is for bind mounts only");
        }
        for (MountOption before : attributes) {
            if (option.contradicts(before)) {
                throw new WrongValue("contradicts " + before.word());
            }
        }
        attributes.add(option);
    }

    private void addParameter(String option) throws WrongValue {
        if (Propagations.WORDS.containsKey(option)) {
            throw new WrongValue("is a propagation; write propagation: " + option);
        }
        int equals = option.indexOf('=');
        String key = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        boolean isTmpfs = equals < 0 ? TMPFS_FLAGS.contains(key) : TMPFS_PARAMETERS.contains(key);
        if (type.equals(Mount.BIND)) {
            throw isTmpfs ? new WrongValue("is for tmpfs only") : unknown();
        }
        if (type.equals(TMPFS) && !(isTmpfs && isRight(key, value))) {
            throw unknown();
        }
        if (type.equals(OVERLAY) && OVERLAY_DIRECTORIES.contains(key)) {
            throw new WrongValue("is said by lower: and upper:");
        }
        parameters.put(key, isTmpfs && key.equals("size") && !value.endsWith("%") ? bytes(value) : value);
    }

    private static boolean isRight(String key, String value) {
        return switch (key) {
            case "size" ->
                value.endsWith("%")
                        ? Numbers.parse(value.substring(0, value.length() - 1), 1, 100)
                                .isPresent()
                        : Numbers.size(value).isPresent();
            case "nr_blocks", "nr_inodes" -> Numbers.size(value).isPresent();
            case "mode", "uid", "gid" -> value.length() <= 10 && Numbers.isDigits(value);
            case "huge", "mpol" -> !value.isEmpty();
            default -> true;
        };
    }

    private static String bytes(String value) {
        return Numbers.size(value).map(bytes -> Long.toString(bytes)).orElse(value);
    }

    private static WrongValue unknown() {
        List<String> known = new ArrayList<>();
        for (MountOption option : MountOption.values()) {
            known.add(option.word());
        }
        known.remove(MountOption.RECURSIVE.word());
        TMPFS_PARAMETERS.forEach(parameter -> known.add(parameter + "="));
        known.addAll(TMPFS_FLAGS);
        return new WrongValue("is not a mount option of Cleat", known);
    }
}
