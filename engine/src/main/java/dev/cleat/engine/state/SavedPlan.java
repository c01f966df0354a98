package dev.cleat.engine.state;

import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container was started as, kept in its state directory: its definition and the host may have changed since. A line
 * for each step, below it, indented, one for each action.
 */
public final class SavedPlan {

    static final String FILE = "plan.txt";

    private SavedPlan() {}

    /** Replaces what an earlier life left. A plan of more than a megabyte is not kept. */
    public static void save(Fd stateDirectory, PlanDescription plan) throws IOException {
        byte[] text = (String.join("\n", lines(plan)) + "\n").getBytes(StandardCharsets.UTF_8);
        if (text.length > StateStore.MAX_FILE) {
            stateDirectory.unlinkAt(FILE);
            return;
        }
        Claim.replace(stateDirectory, FILE, text);
    }

    /** As they are saved: what was saved and what is now can be compared line by line. */
    public static List<String> lines(PlanDescription plan) {
        List<String> lines = new ArrayList<>();
        for (PlanDescription.Section section : plan.sections()) {
            lines.add(oneLine(section.title()));
            section.lines().forEach(line -> lines.add("  " + oneLine(line)));
        }
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }
}
