package dev.cleat.cli.lxc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line taken apart as getopt_long(3) does: short options in clusters, values attached or following, long options
 * by any beginning that only one of them has, options among operands, everything after {@code --} untouched.
 */
final class LxcWords {

    private final Map<String, List<String>> given = new HashMap<>();
    private final List<String> operands = new ArrayList<>();
    private final List<LxcOption> options;
    private final List<String> words;
    private int next;

    private LxcWords(List<LxcOption> options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /** The message is glibc's, without the tool's name. */
    static final class WrongException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongException(String message) {
            super(message, null, false, false);
        }
    }

    static LxcWords parse(List<LxcOption> options, List<String> words) throws WrongException {
        LxcWords parsed = new LxcWords(options, words);
        while (parsed.next < words.size()) {
            String word = words.get(parsed.next++);
            if (word.equals("--")) {
                parsed.operands.addAll(words.subList(parsed.next, words.size()));
                break;
            }
            if (word.startsWith("--")) {
                parsed.longOption(word.substring(2));
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                parsed.cluster(word);
            } else {
                parsed.operands.add(word);
            }
        }
        return parsed;
    }

    private void longOption(String text) throws WrongException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        LxcOption option = named(name);
        if (equals >= 0 && !option.takesValue()) {
            throw new WrongException("option '--" + option.name() + "' doesn't allow an argument");
        }
        if (option.isOptional() && equals < 0) {
            add(option, "");
            return;
        }
        if (option.takesValue() && equals < 0 && next >= words.size()) {
            throw new WrongException("option '--" + option.name() + "' requires an argument");
        }
        add(option, !option.takesValue() ? "" : equals >= 0 ? text.substring(equals + 1) : words.get(next++));
    }

    private LxcOption named(String name) throws WrongException {
        List<LxcOption> matching = new ArrayList<>();
        for (LxcOption option : options) {
            if (option.name().equals(name)) {
                return option;
            }
            if (option.name().startsWith(name)) {
                matching.add(option);
            }
        }
        if (matching.isEmpty()) {
            throw new WrongException("unrecognized option '--" + name + "'");
        }
        if (matching.size() > 1) {
            StringBuilder all = new StringBuilder();
            matching.forEach(option -> all.append(" '--").append(option.name()).append('\''));
            throw new WrongException("option '--" + name + "' is ambiguous; possibilities:" + all);
        }
        return matching.get(0);
    }

    private void cluster(String word) throws WrongException {
        for (int at = 1; at < word.length(); at++) {
            char letter = word.charAt(at);
            LxcOption option = options.stream()
                    .filter(o -> o.letter() == letter)
                    .findFirst()
                    .orElseThrow(() -> new WrongException("invalid option -- '" + letter + "'"));
            if (!option.takesValue()) {
                add(option, "");
                continue;
            }
            if (at + 1 < word.length()) {
                add(option, word.substring(at + 1));
            } else if (option.isOptional()) {
                add(option, "");
            } else if (next < words.size()) {
                add(option, words.get(next++));
            } else {
                throw new WrongException("option requires an argument -- '" + letter + "'");
            }
            return;
        }
    }

    private void add(LxcOption option, String value) {
        given.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    /** The last value given. */
    Optional<String> value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    List<String> values(String name) {
        return given.getOrDefault(name, List.of());
    }

    List<String> operands() {
        return operands;
    }
}
