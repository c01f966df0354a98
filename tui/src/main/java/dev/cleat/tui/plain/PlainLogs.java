package dev.cleat.tui.plain;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.tui.effect.LogFollowing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The logs of container consoles, read out. */
record PlainLogs(Engine engine, PlainLines lines) {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final int LINES = 20;
    private static final int SEARCHED = 100_000;

    /** @param count of lines, as typed; empty: the usual number */
    void last(String name, List<String> count) throws ContainerException {
        String wanted = count.isEmpty() ? Integer.toString(LINES) : count.get(0);
        if (!wanted.matches("[0-9]{1,6}")) {
            lines.say(wanted + " is no number of lines");
            return;
        }
        LogFollowing log = new LogFollowing(engine.consoleLog(name));
        try {
            log.last(Integer.parseInt(wanted)).forEach(lines::say);
        } catch (IOException e) {
            unread(e);
        }
    }

    void search(String name, String text) throws ContainerException {
        LogFollowing log = new LogFollowing(engine.consoleLog(name));
        try {
            String wanted = text.toLowerCase(Locale.ROOT);
            List<String> found = log.last(SEARCHED).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains(wanted))
                    .toList();
            lines.say(found.size()
                    + (found.size() == 1 ? " line has " : " lines have ")
                    + "\"" + text + "\""
                    + (found.size() > LINES ? "; these are the last " + LINES : ""));
            found.subList(Math.max(0, found.size() - LINES), found.size()).forEach(lines::say);
        } catch (IOException e) {
            unread(e);
        }
    }

    void follow(String name) throws ContainerException {
        LogFollowing log = new LogFollowing(engine.consoleLog(name));
        lines.say("following " + name + "; Enter ends it");
        try {
            log.last(LINES).forEach(lines::say);
            boolean ended = false;
            while (!ended && !lines.isTyped() && !lines.isBroken()) {
                ended = waited(name);
                log.more().forEach(lines::say);
            }
            if (ended) {
                lines.say(name + " has ended");
            } else {
                lines.ask("");
            }
        } catch (IOException e) {
            unread(e);
        }
    }

    private void unread(IOException e) {
        lines.say("failed: cannot read the log: " + e.getMessage());
    }

    private boolean waited(String name) throws ContainerException {
        try {
            return engine.awaitEnd(name, PACE);
        } catch (UnknownContainerException e) {
            return true;
        }
    }
}
