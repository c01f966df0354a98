package dev.cleat.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that shows what runs, on a terminal.
 *
 * @param shows a text of its first whole picture
 * @param leaves keys that end it
 */
record Onlooker(String name, Optional<ColdCleat> cleat, List<String> command, String shows, List<String> leaves) {

    /** We, with the newest Java as the launcher takes it, then those that are installed. */
    static List<Onlooker> all(Workshop workshop, String container, Report report)
            throws IOException, InterruptedException {
        List<ColdCleat> colds = ColdCleat.all(workshop);
        List<Onlooker> all = new ArrayList<>();
        all.add(new Onlooker("cleat ui", Optional.of(colds.get(colds.size() - 1)), List.of(), container, List.of("q")));
        for (Onlooker peer : List.of(
                new Onlooker("htop", Optional.empty(), List.of("htop", "-d", "10"), "Load average", List.of("q")),
                new Onlooker("ctop", Optional.empty(), List.of("ctop", "-a"), "NAME", List.of("q")),
                new Onlooker("podman-tui", Optional.empty(), List.of("podman-tui"), "container", List.of("\003")))) {
            if (Program.find(peer.name()).isPresent()) {
                all.add(peer);
            } else {
                report.note(peer.name() + " is not installed");
            }
        }
        return all;
    }

    /** The words that start it on that terminal. */
    List<String> words(Seat seat) {
        Path terminal = seat.name();
        return cleat.isPresent()
                ? cleat.get().words(terminal, "ui")
                : Program.inShell(Map.of("TERM", "xterm-256color", "HOME", "/root"), terminal, command);
    }
}
