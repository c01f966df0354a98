package dev.cleat.engine.security;

import dev.cleat.engine.linux.SeccompFilter.Comparison;
import dev.cleat.engine.security.Profile.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a profile in LXC's text format (lxc.container.conf(5), lxc.seccomp.profile). The first line is the version, the
 * second the kind of list; version 1 goes on with numbers of allowed calls, version 2 with {@code [architecture]} sections
 * of {@code NAME [ACTION] [ARGUMENT RULES]}.
 */
final class LxcProfile {

    private static final Set<String> ALLOW_LISTS = Set.of("allowlist", "whitelist");
    private static final Set<String> DENY_LISTS = Set.of("denylist", "blacklist");

    private static final int EACCES = 13;
    private static final long MNT_FORCE = 1;
    private static final int MASKED_EQUAL = 7;
    private static final int MOST_ARGUMENTS = 6;

    private static final Map<String, Integer> OPERATORS = operators();

    private final String file;
    private final List<CallArchitecture> family;
    private final Map<CallArchitecture, List<Rule>> rules = new EnumMap<>(CallArchitecture.class);
    private int number;

    LxcProfile(String file, CallArchitecture own) {
        this.file = file;
        this.family = own.family();
        family.forEach(architecture -> rules.put(architecture, new ArrayList<>()));
    }

    private static Map<String, Integer> operators() {
        Map<String, Integer> operators = new HashMap<>();
        List<List<String>> names = List.of(
                List.of("SCMP_CMP_NE", "!="),
                List.of("SCMP_CMP_LT", "<"),
                List.of("SCMP_CMP_LE", "<="),
                List.of("SCMP_CMP_EQ", "=="),
                List.of("SCMP_CMP_GE", ">="),
                List.of("SCMP_CMP_GT", ">"),
                List.of("SCMP_CMP_MASKED_EQ", "&="));
        for (int i = 0; i < names.size(); i++) {
            for (String name : names.get(i)) {
                operators.put(name, i + 1);
            }
        }
        return Map.copyOf(operators);
    }

    Profile read(String text) throws ProfileException {
        List<String> lines = text.lines().map(String::strip).toList();
        number = 1;
        String version = lines.isEmpty() ? "" : lines.get(0);
        if (!version.equals("1") && !version.equals("2")) {
            throw wrong("the first line must be the version of the format, 1 or 2");
        }
        number = 2;
        String[] kind = lines.size() < 2 ? new String[] {""} : lines.get(1).split("\\s+");
        boolean isDenied = DENY_LISTS.contains(kind[0]);
        if (!isDenied && !ALLOW_LISTS.contains(kind[0])) {
            throw wrong("the second line must begin with allowlist or denylist, not \"" + kind[0] + "\"");
        }
        if (version.equals("1")) {
            if (isDenied) {
                throw wrong("version 1 knows allow lists only; write 2 in the first line");
            }
            readNumbers(lines);
            return profile(FilterAction.KILL_THREAD);
        }
        List<String> action = List.of(kind).subList(1, kind.length);
        int policy = action(action).orElse(isDenied ? FilterAction.ALLOW : FilterAction.KILL_THREAD);
        readRules(lines, isDenied ? FilterAction.KILL_THREAD : FilterAction.ALLOW, policy);
        return profile(policy);
    }

    private Profile profile(int defaultAction) {
        return new Profile(file, defaultAction, 0, rules);
    }

    private void readNumbers(List<String> lines) throws ProfileException {
        for (String line : lines.subList(2, lines.size())) {
            number++;
            String text = withoutComment(line);
            if (text.isEmpty()) {
                continue;
            }
            if (!text.matches("[0-9]{1,4}")) {
                throw wrong("a line of version 1 is the number of a system call, not \"" + text + "\"");
            }
            rules.get(family.get(0)).add(new Rule(number, text, FilterAction.ALLOW, List.of()));
        }
        // Numbers are this machine's own; another table would give them other meanings.
        rules.keySet().retainAll(Set.of(family.get(0)));
    }

    private void readRules(List<String> lines, int ruleAction, int policy) throws ProfileException {
        List<CallArchitecture> section = family;
        for (String line : lines.subList(2, lines.size())) {
            number++;
            String text = withoutComment(line);
            if (text.startsWith("[")) {
                section = section(text);
            } else if (!text.isEmpty()) {
                Rule rule = rule(text, ruleAction);
                if (rule.action() != policy) { // libseccomp refuses a rule that changes nothing
                    section.forEach(architecture -> rules.get(architecture).add(rule));
                }
            }
        }
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private List<CallArchitecture> section(String text) throws ProfileException {
        if (!text.endsWith("]")) {
            throw wrong("a section is [all] or [ARCHITECTURE], not \"" + text + "\"");
        }
        String name = text.substring(1, text.length() - 1).strip();
        if (name.equalsIgnoreCase("all")) {
            return family;
        }
        CallArchitecture architecture = CallArchitecture.ofText(name.toLowerCase(java.util.Locale.ROOT))
                .orElseThrow(() -> wrong("unknown architecture \"" + name + "\""));
        return family.contains(architecture) ? List.of(architecture) : List.of(); // another machine's
    }

    private Rule rule(String text, int ruleAction) throws ProfileException {
        int bracket = text.indexOf('[');
        String[] words = (bracket < 0 ? text : text.substring(0, bracket)).split("\\s+");
        if (words[0].equals("reject_force_umount")) {
            Comparison force = new Comparison(1, MASKED_EQUAL, MNT_FORCE, MNT_FORCE);
            return new Rule(number, "umount2", FilterAction.ERRNO | EACCES, List.of(force));
        }
        if (!words[0].matches("[a-z_][a-z0-9_]*")) {
            throw wrong("\"" + words[0] + "\" is not the name of a system call");
        }
        int action = action(List.of(words).subList(1, words.length)).orElse(ruleAction);
        return new Rule(number, words[0], action, bracket < 0 ? List.of() : comparisons(text.substring(bracket)));
    }

    private Optional<Integer> action(List<String> words) throws ProfileException {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        boolean isErrno = words.get(0).equals("errno");
        if (isErrno && words.size() == 1) {
            throw wrong("errno needs a number");
        }
        if (words.size() > (isErrno ? 2 : 1)) {
            throw wrong("\"" + words.get(isErrno ? 2 : 1) + "\" is more than an action");
        }
        return Optional.of(
                switch (words.get(0)) {
                    case "kill" -> FilterAction.KILL_THREAD;
                    case "trap" -> FilterAction.TRAP;
                    case "allow" -> FilterAction.ALLOW;
                    case "errno" -> FilterAction.ERRNO | errno(words.get(1));
                    case "notify" -> throw wrong(FilterAction.NO_NOTIFY);
                    default ->
                        throw wrong("unknown action \"" + words.get(0) + "\"; there are kill, trap, allow and errno N");
                });
    }

    private int errno(String text) throws ProfileException {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > FilterAction.MOST_ERRNO) {
            throw wrong("errno must be a number from 0 to " + FilterAction.MOST_ERRNO + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** {@code [0,1,SCMP_CMP_LE][1,0x10,&=,0x10]}: index, value, operator, mask. */
    private List<Comparison> comparisons(String text) throws ProfileException {
        List<Comparison> all = new ArrayList<>();
        for (String part : text.split("\\]")) {
            String rule = part.strip();
            if (!rule.startsWith("[")) {
                throw wrong("an argument rule is [INDEX,VALUE,OPERATOR] or [INDEX,VALUE,OPERATOR,MASK], not \"" + rule
                        + "\"");
            }
            String[] fields = Arrays.stream(rule.substring(1).split(",", -1))
                    .map(String::strip)
                    .toArray(String[]::new);
            all.add(comparison(rule, fields));
        }
        if (!text.endsWith("]") || all.size() > MOST_ARGUMENTS) {
            throw wrong("argument rules are at most six, each in brackets");
        }
        return all;
    }

    private Comparison comparison(String rule, String[] fields) throws ProfileException {
        if (fields.length < 3 || fields.length > 4 || !fields[0].matches("[0-5]")) {
            throw wrong("an argument rule is [INDEX from 0 to 5,VALUE,OPERATOR] or with a MASK, not \"" + rule + "]\"");
        }
        Integer operator = OPERATORS.get(fields[2]);
        if (operator == null) {
            throw wrong("unknown operator \"" + fields[2] + "\"");
        }
        long value = value(fields[1]);
        long mask = fields.length == 4 ? value(fields[3]) : 0;
        int argument = Integer.parseInt(fields[0]);
        return operator == MASKED_EQUAL
                ? new Comparison(argument, operator, mask, value)
                : new Comparison(argument, operator, value, 0);
    }

    private long value(String text) throws ProfileException {
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw wrong("\"" + text + "\" is not a number of 64 bits");
        }
    }

    private ProfileException wrong(String what) {
        return new ProfileException(file, number, what);
    }
}
