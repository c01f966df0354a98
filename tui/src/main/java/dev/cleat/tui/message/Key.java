package dev.cleat.tui.message;

/**
 * One key as typed.
 *
 * @param name the typed character, or {@code Enter}, {@code Esc}, {@code Up}, {@code F5}, {@code Ctrl-L}, {@code Alt-x}
 */
public record Key(String name) {

    public static final Key ENTER = new Key("Enter");
    public static final Key ESCAPE = new Key("Esc");
    public static final Key BACKSPACE = new Key("Backspace");

    /** A character that stands for itself. */
    public static Key typed(int codePoint) {
        return new Key(Character.toString(codePoint));
    }

    /** A letter pressed with Ctrl; {@code letter} in upper case. */
    public static Key control(char letter) {
        return new Key("Ctrl-" + letter);
    }

    /** True when it stands for the one character {@link #name} holds. */
    public boolean isTyped() {
        return name.codePointCount(0, name.length()) == 1;
    }

    /** As people read it. */
    public String label() {
        return switch (name) {
            case " " -> "Space";
            case "Up" -> "↑";
            case "Down" -> "↓";
            case "Left" -> "←";
            case "Right" -> "→";
            default -> name;
        };
    }
}
