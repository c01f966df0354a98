package dev.cleat.engine.terminal;

import dev.cleat.engine.api.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The keys that an operator types, one after the other, to leave a session: docker's syntax, as {@code ctrl-a,q}.
 *
 * @param codes the characters in order, each 0 to 127; empty: nothing detaches
 */
public record DetachKeys(List<Integer> codes) {

    /** Nothing detaches. */
    public static final DetachKeys NONE = new DetachKeys(List.of());

    private static final String CONTROL = "ctrl-";
    private static final String ADVICE =
            "give keys separated by commas, each one character or ctrl- and one of a-z @ [ \\ ] ^ _, or give \"none\"";

    public DetachKeys {
        codes = List.copyOf(codes);
    }

    /**
     * Reads {@code ctrl-a,q} or {@code none}.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} naming the key that is wrong.
     */
    public static DetachKeys parse(String text) throws InvalidDefinitionException {
        if (text.equals("none")) {
            return NONE;
        }
        List<Integer> codes = new ArrayList<>();
        for (String key : text.split(",", -1)) {
            codes.add(code(key, text));
        }
        return new DetachKeys(codes);
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
