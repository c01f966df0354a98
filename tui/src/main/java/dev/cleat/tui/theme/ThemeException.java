package dev.cleat.tui.theme;

/** A theme cannot be used; the message says where and why: {@code dark.yaml:12: unknown role "titel"}. */
public final class ThemeException extends Exception {

    private static final long serialVersionUID = 1L;

    public ThemeException(String message) {
        super(message);
    }

    ThemeException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
