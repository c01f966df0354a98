package dev.cleat.engine.recording;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Which typed bytes are somebody's secret, when the terminal itself does not say so: what is typed at a prompt for a
 * password, until the end of the line, as sudo's I/O log has it. A program that reads passwords far away (ssh, sudo in a
 * second container) leaves our terminal raw and echoing, so the prompt is all there is.
 */
final class InputMask {

    /** What asks for a secret at the end of what is shown. */
    static final Pattern PROMPT = Pattern.compile(
            "(?i)(pass ?word|pass ?phrase|pass ?code|\\bpin\\b|passwort|mot de passe|contraseña)[^\\n]{0,80}[:?>]\\s*$");

    private static final String ENDS = "\r\n\u0003\u0004"; // Enter, Ctrl-C, Ctrl-D
    private static final int TAIL = 256;
    private static final Pattern ESCAPES =
            Pattern.compile("\\x1b(\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(\\x07|\\x1b\\\\)|.)");

    private final StringBuilder line = new StringBuilder();
    private boolean secret;

    /** Hears what is shown. */
    void shown(byte[] bytes, int start, int end) {
        int from = Math.max(start, end - TAIL);
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        int newline = text.lastIndexOf('\n');
        if (newline >= 0) {
            line.setLength(0);
            secret = false;
        }
        line.append(text, newline + 1, text.length());
        if (line.length() > TAIL) {
            line.delete(0, line.length() - TAIL);
        }
    }

    /**
     * Puts stars in the place of what is secret.
     *
     * @param hidden the terminal does not show what is typed
     */
    void hide(byte[] typed, boolean hidden) {
        for (int i = 0; i < typed.length; i++) {
            secret |= !hidden && !secret && asksForSecret();
            if (ENDS.indexOf(typed[i]) >= 0) {
                secret = false;
                line.setLength(0);
            } else if (hidden || secret) {
                typed[i] = '*';
            }
        }
    }

    private boolean asksForSecret() {
        return line.length() > 0
                && PROMPT.matcher(ESCAPES.matcher(line).replaceAll("")).find();
    }
}
