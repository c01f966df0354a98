package dev.cleat.tui.settings;

import dev.cleat.tui.model.Place;
import dev.cleat.tui.model.Template;
import java.util.List;
import java.util.Set;

/**
 * Looks at the words of a command before it is ever run: names of places, and places whose text a shell would read as a part
 * of its program. Whoever names a container, or a file in it, would be the author of that part.
 */
final class CommandWords {

    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "csh", "tcsh", "fish", "su", "runuser");

    /** They give what stands behind them to a shell, put together. */
    private static final Set<String> FOR_A_SHELL = Set.of("ssh", "mosh", "watch", "script", "tmux", "screen");

    private final YamlSettings file;
    private final List<CommandWord> words;

    CommandWords(YamlSettings file, List<CommandWord> words) {
        this.file = file;
        this.words = words;
    }

    /** @param known names of places */
    void check(Set<String> known) {
        boolean afterShell = false;
        boolean script = false;
        boolean line = false;
        for (int i = 0; i < words.size(); i++) {
            CommandWord word = words.get(i);
            Template template = Template.of(word.text());
            for (String place : template.places()) {
                if (i == 0) {
                    file.wrong(word.place(), "the program is named by the file alone, not by {" + place + "}");
                } else if (!known.contains(place)) {
                    file.unknown(word.place(), "place", place, known);
                }
            }
            if (script || line) {
                checkQuoted(word, template, script);
            }
            script = afterShell && word.text().matches("-[A-Za-z]*c");
            afterShell =
                    SHELLS.contains(word.program()) || afterShell && word.text().startsWith("-") && !script;
            line = line || FOR_A_SHELL.contains(word.program());
        }
    }

    private void checkQuoted(CommandWord word, Template template, boolean script) {
        for (String place : template.unquoted()) {
            if (Place.of(place).filter(Place::isHarmless).isEmpty()) {
                String advice = script
                        ? "; write \"$1\" here and sh, \"{" + place + "}\" behind it"
                        : "; write {" + place + ":sh}";
                file.wrong(word.place(), "a shell would read {" + place + "} as a part of its program" + advice);
            }
        }
    }
}
