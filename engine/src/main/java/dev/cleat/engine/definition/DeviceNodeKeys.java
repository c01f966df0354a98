package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Devices.Node;
import dev.cleat.engine.definition.Devices.Rule;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of one entry of {@code dev.nodes:} and of {@code dev.rules:}. */
final class DeviceNodeKeys {

    /** A device number has 12 bits for the major and 20 for the minor part (MINORBITS of linux/kdev_t.h). */
    private static final int LARGEST_MAJOR = 4095;

    private static final int LARGEST_MINOR = (1 << 20) - 1;

    private static final String ALL_ACCESS = "rwm";
    private static final String DEV = "/dev/";

    /** As cgroup-v1/devices.rst has it: type, numbers or stars, access. */
    private static final Pattern RULE_TEXT =
            Pattern.compile("([abc])(?:\\s+(\\d{1,7}|\\*):(\\d{1,7}|\\*)(?:\\s+([rwm]{1,3}))?)?");

    private static final Key<Optional<String>> PATH =
            Key.maybe("path", Scalars.insidePath(), "in the container, below /dev; default: as on the host");
    private static final Key<Optional<Character>> TYPE = Key.maybe(
            "type",
            Scalars.word(Map.of("c", 'c', "u", 'c', "b", 'b', "p", 'p')),
            "c (character), b (block) or p (named pipe); mknod(1)");
    private static final Key<Long> MAJOR = Key.of("major", Scalars.number(0, LARGEST_MAJOR), 0L, "of type c and b");
    private static final Key<Long> MINOR = Key.of("minor", Scalars.number(0, LARGEST_MINOR), 0L, "of type c and b");
    private static final Key<Optional<Integer>> MODE =
            Key.maybe("mode", Scalars.octal(0777), "octal; default 0666, or the host device's");
    private static final Key<Long> UID = Key.of("uid", Scalars.number(0, Names.LARGEST_ID), 0L, "owner");
    private static final Key<Long> GID = Key.of("gid", Scalars.number(0, Names.LARGEST_ID), 0L, "group");
    private static final Key<Optional<Path>> HOST =
            Key.maybe("host", Scalars.hostPath(), "take type and numbers from this device of the host");
    private static final Key<String> ACCESS = Key.of(
            "access",
            Scalars.matching("some of r, w and m", "^[rwm]{1,3}$", text -> text.matches("[rwm]{1,3}")),
            ALL_ACCESS,
            "what is allowed: r (read), w (write), m (mknod); default rwm");

    static final Section<Node> SECTION = new Section<>(
            List.of(PATH, TYPE, MAJOR, MINOR, MODE, UID, GID, HOST, ACCESS), Set.of(), DeviceNodeKeys::node);

    private static final Key<Optional<Rule>> ALLOW = ruleKey("allow", true);
    private static final Key<Optional<Rule>> DENY = ruleKey("deny", false);

    static final Section<Rule> RULE = new Section<>(List.of(ALLOW, DENY), Set.of(), values -> {
        if (values.has(ALLOW) == values.has(DENY)) {
            values.problem(DENY, "a rule is either allow or deny");
        }
        return values.get(ALLOW)
                .or(() -> values.get(DENY))
                .orElse(new Rule(false, 'a', OptionalInt.empty(), OptionalInt.empty(), ALL_ACCESS));
    });

    private DeviceNodeKeys() {}

    private static Node node(Values values) {
        reportContradictions(values);
        Optional<Path> host = values.get(HOST);
        return new Node(
                values.get(PATH).or(() -> host.map(Path::toString)).orElse(DEV + "null"),
                values.get(TYPE).orElse('c'),
                values.get(MAJOR).intValue(),
                values.get(MINOR).intValue(),
                values.get(MODE).map(OptionalInt::of).orElse(OptionalInt.empty()),
                values.get(UID),
                values.get(GID),
                host,
                values.get(ACCESS));
    }

    private static void reportContradictions(Values values) {
        String here = values.path(PATH).substring(0, values.path(PATH).length() - ".path".length());
        boolean isOfHost = values.has(HOST);
        if (isOfHost) {
            for (Key<?> key : List.of(TYPE, MAJOR, MINOR)) {
                if (values.has(key)) {
                    values.problem(key, values.path(key) + ": is the host device's own");
                }
            }
        } else if (!values.has(PATH) || !values.has(TYPE)) {
            values.problem(PATH, here + ": needs path and type, or host");
        } else if (values.get(TYPE).orElse('p') != 'p' && !(values.has(MAJOR) && values.has(MINOR))) {
            values.problem(TYPE, values.path(TYPE) + ": " + values.get(TYPE).orElseThrow() + " needs major and minor");
        }
        String path =
                values.get(PATH).or(() -> values.get(HOST).map(Path::toString)).orElse(DEV);
        if (!path.startsWith(DEV)) {
            values.problem(values.has(PATH) ? PATH : HOST, here + ": must be below /dev; give a path");
        }
    }

    private static Key<Optional<Rule>> ruleKey(String name, boolean isAllowed) {
        return Key.maybe(
                name,
                new ScalarType<>(
                        "a, or TYPE MAJOR:MINOR ACCESS (as \"c 1:3 rwm\")",
                        (text, reading) -> rule(text, isAllowed),
                        Shape.TEXT),
                "a (all), or as \"c 1:3 rwm\" or \"b *:* r\"; cgroup-v1/devices.rst");
    }

    private static Rule rule(String text, boolean isAllowed) throws WrongValue {
        Matcher rule = RULE_TEXT.matcher(text.strip());
        if (!rule.matches() || !rule.group(1).equals("a") && rule.group(2) == null) {
            throw new WrongValue("is neither a nor TYPE MAJOR:MINOR ACCESS (as \"c 1:3 rwm\")");
        }
        boolean isAll = rule.group(1).equals("a");
        return new Rule(
                isAllowed,
                rule.group(1).charAt(0),
                isAll ? OptionalInt.empty() : number(rule.group(2), LARGEST_MAJOR),
                isAll ? OptionalInt.empty() : number(rule.group(3), LARGEST_MINOR),
                rule.group(4) == null || isAll ? ALL_ACCESS : rule.group(4));
    }

    private static OptionalInt number(String text, int largest) throws WrongValue {
        if (text.equals("*")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Numbers.parse(text, 0, largest)
                .orElseThrow(() -> new WrongValue("has a device number above " + LARGEST_MAJOR + ":" + LARGEST_MINOR))
                .intValue());
    }
}
