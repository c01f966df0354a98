package dev.cleat.engine.recording;

import dev.cleat.engine.api.BoundedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that no recording may hold, by regular expression: each match is replaced by as many asterisks. */
public record Redaction(List<Pattern> rules) {

    public Redaction {
        rules = List.copyOf(rules);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The bytes to record; the same array when nothing matched. */
    byte[] apply(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String kept = apply(text);
        return kept.equals(text) ? bytes : kept.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A text to record, such as a word of the command. What a rule cannot be applied to is a secret as a whole: output of a
     * container may be made so that an expression takes for ever, or as deep a stack as the text is long.
     */
    String apply(String text) {
        String kept = text;
        for (Pattern rule : rules) {
            try {
                kept = rule.matcher(new BoundedText(kept))
                        .replaceAll(match -> Matcher.quoteReplacement(stars(match.group())));
            } catch (BoundedText.TooManyStepsException | StackOverflowError e) {
                return stars(text);
            }
        }
        return kept;
    }

    private static String stars(String secret) {
        return "*".repeat(secret.codePointCount(0, secret.length()));
    }
}
