package dev.cleat.engine.terminal;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that an operator types, one after the other, to leave a session: docker's syntax, as {@code ctrl-a,q}, several of
 * them separated by {@code |}. The default ones have others beside them: a literal prefix, what was
 * shown before, a mark, a word on the recording, help.
 *
 * @param bindings the characters in order, each 0 to 127, and what they mean; empty: no key is ours
 */
public record DetachKeys(Map<List<Integer>, PrefixCommand> bindings) {

    /** Nothing detaches. */
    public static final DetachKeys NONE = new DetachKeys(Map.of());

    private static final int PREFIX = 1; // Ctrl-A
    private static final Map<List<Integer>, PrefixCommand> BESIDE_DEFAULT = Map.of(
            List.of(PREFIX, (int) 'a'), PrefixCommand.LITERAL,
            List.of(PREFIX, (int) '['), PrefixCommand.LOOK_BACK,
            List.of(PREFIX, (int) 'm'), PrefixCommand.MARK,
            List.of(PREFIX, (int) 'r'), PrefixCommand.RECORDING,
            List.of(PREFIX, (int) '?'), PrefixCommand.HELP);

    /** A separator stands between keys; where a key is missing beside it, it is a key itself. */
    private static final String SEPARATOR = "(?<=[^,])\\|(?=[^,])";

    private static final String CONTROL = "ctrl-";
    private static final String ADVICE = "give keys separated by commas, each one character or ctrl- and one of"
            + " a-z @ [ \\ ] ^ _, more such lists after |, or give \"none\"";

    public DetachKeys {
        bindings = Map.copyOf(bindings);
    }

    /** Those of a container console: Ctrl-A q, as lxc-console(1) has them. */
    public static DetachKeys ofConsole() {
        return of(PREFIX, (int) 'q');
    }

    /** One sequence and nothing beside it. */
    static DetachKeys of(Integer... codes) {
        return new DetachKeys(Map.of(List.of(codes), PrefixCommand.LEAVE));
    }

    /**
     * Reads {@code ctrl-a,q}, {@code ctrl-a,q|ctrl-p,ctrl-q} or {@code none}.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} naming the key that is wrong.
     */
    public static DetachKeys parse(String text) throws InvalidDefinitionException {
        if (text.equals("none")) {
            return NONE;
        }
        Map<List<Integer>, PrefixCommand> bindings = new HashMap<>();
        for (String sequence : text.split(SEPARATOR, -1)) {
            List<Integer> codes = new ArrayList<>();
            for (String key : sequence.split(",", -1)) {
                codes.add(code(key, text));
            }
            bindings.put(List.copyOf(codes), PrefixCommand.LEAVE);
        }
        if (text.equals(AttachRequest.DEFAULT_DETACH_KEYS)) {
            bindings.putAll(BESIDE_DEFAULT);
        }
        return new DetachKeys(bindings);
    }

    /** True when a session can be left with them. */
    public boolean canLeave() {
        return !bindings.isEmpty();
    }

    /** True when what was shown before can be looked at with them. */
    boolean canLookBack() {
        return bindings.containsValue(PrefixCommand.LOOK_BACK);
    }

    /** What they mean, complete; empty: nothing, or not yet. */
    Optional<PrefixCommand> meaning(List<Integer> typed) {
        return Optional.ofNullable(bindings.get(typed));
    }

    /** True when more keys may make a meaning of them. */
    boolean begin(List<Integer> typed) {
        return bindings.keySet().stream()
                .anyMatch(keys -> keys.size() > typed.size()
                        && keys.subList(0, typed.size()).equals(typed));
    }

    private static int code(String key, String text) throws InvalidDefinitionException {
        if (key.length() == 1 && key.charAt(0) > ' ' && key.charAt(0) < 0x7f) {
            return key.charAt(0);
        }
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.startsWith(CONTROL) && lower.length() == CONTROL.length() + 1) {
            char with = lower.charAt(CONTROL.length());
            if (with >= 'a' && with <= 'z' || "@[\\]^_".indexOf(with) >= 0) {
                return with & 0x1f; // what Control does to a character, ascii(7)
            }
        }
        throw new InvalidDefinitionException("detach keys \"" + text + "\": \"" + key + "\" is not a key", ADVICE);
    }
}
