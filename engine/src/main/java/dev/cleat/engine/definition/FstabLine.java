package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Placed.At;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of fstab(5) as a mount. Beside mount(8)'s own options it takes those LXC has for containers (lxc.mount.entry,
 * lxc.container.conf(5)): optional, create=dir, create=file, relative, idmap=container.
 */
final class FstabLine {

    /** Options that tell other programs when to mount, not how. */
    private static final Set<String> IGNORED =
            Set.of("auto", "noauto", "user", "nouser", "users", "owner", "group", "_netdev", "nofail");

    private static final Pattern FIELD = Pattern.compile("\\S+");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
    private static final int FEWEST_FIELDS = 3;

    private final List<At<String>> fields = new ArrayList<>();
    private final Place place;
    private final String subject;
    private final Reading reading;

    private final List<At<String>> options = new ArrayList<>();
    private boolean isBind;
    private boolean isInRoot;
    private Propagation propagation = Propagation.PRIVATE;
    private OnMissing onMissingSource = OnMissing.ERROR;
    private OnMissing onMissingTarget = OnMissing.ERROR;
    private Idmap idmap = Idmap.NONE;

    /**
     * @param placing from a column, the first is 1, to the place a message names
     * @param subject before each message
     */
    FstabLine(String line, IntFunction<Place> placing, String subject, Reading reading) {
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            fields.add(new At<>(field.group(), placing.apply(field.start() + 1)));
        }
        this.place = placing.apply(1);
        this.subject = subject;
        this.reading = reading;
    }

    /** Empty when it is wrong; every problem was told then. */
    Optional<Mount> mount() {
        if (fields.size() < FEWEST_FIELDS) {
            reading.problems().add(place, subject + "is not SOURCE TARGET TYPE [OPTIONS]");
            return Optional.empty();
        }
        int before = reading.problems().count();
        if (fields.size() > FEWEST_FIELDS) {
            sort(fields.get(FEWEST_FIELDS));
        }
        Optional<String> type = parse(fields.get(2), this::type);
        Optional<String> source = parse(fields.get(0), this::source);
        Optional<String> target = parse(fields.get(1), FstabLine::target);
        MountOptions sorted = new MountOptions(type.orElse(Mount.BIND), reading.problems());
        if (type.isPresent()) {
            options.forEach(option -> sorted.add(option, subject));
        }
        target.flatMap(path -> MountTargets.refusal(type.orElse(Mount.BIND), path))
                .ifPresent(refusal -> reading.problems().add(fields.get(1).place(), subject + refusal));
        if (reading.problems().count() > before) {
            return Optional.empty();
        }
        return Optional.of(new Mount(
                type.orElseThrow(),
                type.filter("tmpfs"::equals).isPresent() ? Optional.empty() : source,
                isInRoot,
                target.orElseThrow(),
                sorted.attributes(),
                sorted.parameters(),
                propagation,
                onMissingSource,
                onMissingTarget,
                false,
                false,
                List.of(),
                Optional.empty(),
                idmap));
    }

    private interface Parse {
        String apply(String text) throws WrongValue;
    }

    private Optional<String> parse(At<String> field, Parse parse) {
        try {
            return Optional.of(parse.apply(plain(field.value())));
        } catch (WrongValue wrong) {
            String message = subject + "\"" + field.value() + "\" " + wrong.getMessage();
            reading.problems().add(field.place(), message, wrong.suggestion(field.value()));
            return Optional.empty();
        }
    }

    /** Takes out what is not for mount(8); the rest waits until the type is known. */
    private void sort(At<String> field) {
        for (String option : field.value().split(",")) {
            switch (option) {
                case "bind", "rbind" -> {
                    isBind = true;
                    options.add(new At<>(option, field.place()));
                }
                case "optional" -> {
                    onMissingSource = OnMissing.SKIP;
                    onMissingTarget = onMissingTarget == OnMissing.ERROR ? OnMissing.SKIP : onMissingTarget;
                }
                case "create=dir" -> onMissingTarget = OnMissing.CREATE_DIRECTORY;
                case "create=file" -> onMissingTarget = OnMissing.CREATE_FILE;
                case "relative" -> isInRoot = true;
                case "idmap=container" -> idmap = IdmapKeys.CONTAINER;
                default -> sortOther(option, field.place());
            }
        }
    }

    private void sortOther(String option, Place optionPlace) {
        if (Propagations.WORDS.containsKey(option)) {
            propagation = Propagations.WORDS.get(option);
        } else if (option.startsWith("idmap=") || option.equals("remount") || option.equals("loop")) {
            reading.problems()
                    .add(optionPlace, subject + "\"" + option + "\" is not supported by this version of Cleat yet");
        } else if (!option.isEmpty() && !IGNORED.contains(option) && !option.startsWith("x-")) {
            options.add(new At<>(plain(option), optionPlace));
        }
    }

    private String type(String text) throws WrongValue {
        if (isBind || text.equals(Mount.BIND)) {
            return Mount.BIND;
        }
        if (text.equals("none")) {
            throw new WrongValue("needs the option bind or rbind");
        }
        return FileSystems.TYPE.parse().apply(text, reading);
    }

    private String source(String text) throws WrongValue {
        if (!isBind && !fields.get(2).value().equals(Mount.BIND)) {
            return Scalars.withoutControls(text);
        }
        return isInRoot
                ? Scalars.inside("/" + text)
                : Scalars.resolve(text, reading).toString();
    }

    /** Relative to the container's root, with a slash before it or without. */
    private static String target(String text) throws WrongValue {
        String target = Scalars.inside("/" + text);
        if (target.equals("/")) {
            throw new WrongValue("is the root itself, which rootfs: describes");
        }
        return target;
    }

    /** With blanks and backslashes, which fstab(5) writes as octal numbers. */
    private static String plain(String field) {
        return OCTAL.matcher(field)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }
}
