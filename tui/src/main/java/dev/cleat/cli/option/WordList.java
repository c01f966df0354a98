package dev.cleat.cli.option;

import java.util.ArrayList;
import java.util.List;

/** Reads lists separated by {@code |} or {@code ,}. */
public final class WordList {

    private WordList() {}

    /** The words in order, blanks around them removed; empty ones are kept, so that they can be refused. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == '|' || text.charAt(at) == ',') {
                words.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        return words;
    }
}
