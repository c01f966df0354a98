package dev.cleat.tui.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One key as typed.
 *
 * @param name the typed character, or {@code Enter}, {@code Esc}, {@code Up}, {@code F5}, {@code Ctrl-L}, {@code Alt-x}
 */
public record Key(String name) {

    public static final Key ENTER = new Key("Enter");
    public static final Key ESCAPE = new Key("Esc");
    public static final Key BACKSPACE = new Key("Backspace");

    /** Every key that has a name instead of a character, as terminals can send them. */
    public static final List<String> NAMES = names();

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("Enter", "Esc", "Space", "Tab", "Shift-Tab", "Backspace"));
        names.addAll(List.of("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Insert", "Delete"));
        for (int number = 1; number <= 12; number++) {
            names.add("F" + number);
        }
        for (char letter = 'A'; letter <= '_'; letter++) {
            if ("HIJM[".indexOf(letter) < 0) { // the bytes of Backspace, Tab, Enter, Enter and Esc
                names.add("Ctrl-" + letter);
            }
        }
        return List.copyOf(names);
    }

    /** The key that people call {@code name}: one visible character, or one of {@link #NAMES}, in small or large letters. */
    public static Optional<Key> named(String name) {
        if (name.codePointCount(0, name.length()) == 1) {
            int character = name.codePointAt(0);
            boolean visible = !Character.isISOControl(character) && !Character.isWhitespace(character);
            return visible ? Optional.of(typed(character)) : Optional.empty();
        }
        return NAMES.stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .map(known -> known.equals("Space") ? typed(' ') : new Key(known));
    }

    /** A clause about a name that {@link #named} does not know, or nothing. */
    public static String whyUnknown(String name) {
        return switch (name.toUpperCase(java.util.Locale.ROOT)) {
            case "CTRL-H" -> ": terminals send the byte of Backspace";
            case "CTRL-I" -> ": terminals send the byte of Tab";
            case "CTRL-J", "CTRL-M" -> ": terminals send the byte of Enter";
            case "CTRL-[" -> ": terminals send the byte of Esc";
            default -> "";
        };
    }

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

    /** As people read it, without arrows where only ASCII can be shown. */
    public String label(boolean ascii) {
        return ascii && !name.equals(" ") ? name : label();
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
