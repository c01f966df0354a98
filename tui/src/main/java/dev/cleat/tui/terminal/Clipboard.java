package dev.cleat.tui.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The operator's clipboard, reached through the terminal (OSC 52, ctlseqs.txt), so that it is the one of the machine the
 * operator sits at. Nothing is ever asked of it.
 */
public final class Clipboard {

    /** The longest text, bytes: in base64 it stays below the 100,000 bytes at which xterm stops reading. */
    public static final int LIMIT = 72_000;

    private static final String ESC = "\u001b";
    private static final String END = ESC + "\\";

    /** The longest piece that GNU screen passes through, bytes. */
    private static final int SCREEN_PIECE = 512;

    private final boolean tmux;
    private final boolean screen;

    public Clipboard(Map<String, String> environment) {
        this.tmux = !environment.getOrDefault("TMUX", "").isEmpty();
        this.screen = !tmux && !environment.getOrDefault("STY", "").isEmpty();
    }

    /** True where a multiplexer keeps OSC 52 to itself by default, and has a command of its own for the same. */
    public boolean isInTmux() {
        return tmux;
    }

    /** The bytes that say it. */
    public String sequence(String text) {
        String plain = ESC + "]52;c;" + Base64.getEncoder().encodeToString(limited(text)) + "\u0007";
        if (tmux) {
            // tmux takes the plain one where set-clipboard is on, and passes the wrapped one on where that is allowed.
            return plain + ESC + "Ptmux;" + plain.replace(ESC, ESC + ESC) + END;
        }
        return screen ? inPieces(plain) : plain;
    }

    /** At most {@link #LIMIT} bytes, whole characters. */
    private static byte[] limited(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LIMIT) {
            return bytes;
        }
        int end = LIMIT;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return java.util.Arrays.copyOf(bytes, end);
    }

    private static String inPieces(String sequence) {
        StringBuilder pieces = new StringBuilder();
        for (int from = 0; from < sequence.length(); from += SCREEN_PIECE) {
            String piece = sequence.substring(from, Math.min(sequence.length(), from + SCREEN_PIECE));
            pieces.append(ESC).append('P').append(piece).append(END);
        }
        return pieces.toString();
    }
}
