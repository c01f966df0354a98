package dev.cleat.tui.plain;

import java.util.List;

/** What was listed last, one thing a line: its number does instead of its name. */
final class Told {

    private List<String> names = List.of();

    void all(List<String> listed) {
        names = List.copyOf(listed);
    }

    /** What {@code word} stands for; itself where it is no number of the list. */
    String named(String word) {
        boolean isNumber = word.matches("[1-9][0-9]{0,5}") && Integer.parseInt(word) <= names.size();
        return isNumber ? names.get(Integer.parseInt(word) - 1) : word;
    }
}
