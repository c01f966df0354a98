package dev.cleat.tui.plain;

import java.util.List;

/** Words of questions that are asked before something is done. */
record PlainQuestions(PlainLines lines) {

    /** As {@link PlainLines#isSure}, with a word that nobody says by habit. */
    boolean isTold(String question, String word) {
        boolean told = lines.ask(question + " Say " + word + " to do it, and anything else to leave it: ")
                .filter(word::equals)
                .isPresent();
        if (!told) {
            lines.say("nothing was done");
        }
        return told;
    }

    /** {@code web, db and api}. */
    static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
