package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.WordList;
import dev.cleat.engine.api.AutostartEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the marked definitions are meant: all of them, or group by group, where the group without name holds those
 * that are in none.
 *
 * @param all whatever their groups are
 * @param groups one after the other
 */
record AutostartChoice(boolean all, List<String> groups) {

    /** What a host starts when it boots: lxc-autostart's units do the same in two calls. */
    private static final List<String> AT_BOOT = List.of("onboot", "");

    /** The choice that {@code -a} and {@code -g} make. */
    static AutostartChoice of(Arguments arguments) {
        List<String> groups = new ArrayList<>();
        for (String list : arguments.values("--groups")) {
            groups.addAll(WordList.split(list));
        }
        return new AutostartChoice(arguments.has("--all"), groups.isEmpty() ? AT_BOOT : List.copyOf(groups));
    }

    /** The chosen ones; within a group they keep their order, and none comes twice. */
    List<AutostartEntry> from(List<AutostartEntry> entries) {
        if (all) {
            return entries;
        }
        Set<AutostartEntry> chosen = new LinkedHashSet<>();
        for (String group : groups) {
            for (AutostartEntry entry : entries) {
                if (group.isEmpty() ? entry.groups().isEmpty() : entry.groups().contains(group)) {
                    chosen.add(entry);
                }
            }
        }
        return List.copyOf(chosen);
    }
}
